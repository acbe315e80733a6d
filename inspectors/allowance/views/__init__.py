"""The pages of the subject allowance, one noun per file."""
