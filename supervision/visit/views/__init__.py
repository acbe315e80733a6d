"""The pages of the subject visit, one noun per file."""
