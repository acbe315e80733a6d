"""The pages of the subject training, one noun per file."""
