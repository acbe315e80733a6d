"""The forms of the subject conduct, one noun per file."""
