"""The forms of the corps, one noun per file."""
