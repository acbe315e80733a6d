"""The pages of the subject unit, one noun per file."""
