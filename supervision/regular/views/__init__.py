"""The pages of the subject regular, one noun per file."""
