"""Forms of the ledger, one noun per file."""
