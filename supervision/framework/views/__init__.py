"""The pages of the subject framework, one noun per file."""
