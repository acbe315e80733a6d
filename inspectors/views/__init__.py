"""Pages of the inspector corps, one noun per file."""
