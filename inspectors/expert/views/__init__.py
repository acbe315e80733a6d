"""The pages of the subject expert, one noun per file."""
