"""The forms of the subject opinion, one noun per file."""
