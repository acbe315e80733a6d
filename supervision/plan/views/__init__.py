"""The pages of the subject plan, one noun per file."""
