"""The pages of the subject team, one noun per file."""
