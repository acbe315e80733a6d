"""The pages of the subject plaque, one noun per file."""
