"""The pages of the subject evidence, one noun per file."""
