"""What may be done with accounts, grants, settings, holidays and units, one noun per file."""
