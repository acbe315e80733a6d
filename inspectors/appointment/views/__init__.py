"""The pages of the subject appointment, one noun per file."""
