"""Words and pieces of the corps for pages, one noun per file."""
