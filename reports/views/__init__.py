"""Pages of reports, one noun per file."""
