"""The pages of the subject conduct, one noun per file."""
