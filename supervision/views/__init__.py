"""Pages of supervision, one noun per file."""
