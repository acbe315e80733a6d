"""Excel in and out of the subject allowance, one noun per file."""
