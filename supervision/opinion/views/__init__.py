"""The pages of the subject opinion, one noun per file."""
