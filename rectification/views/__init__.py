"""Pages of the ledger, one noun per file."""
