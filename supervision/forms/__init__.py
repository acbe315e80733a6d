"""Forms of supervision, one noun per file."""
