"""From the records to the facts of a document: the one place where the ledger's values enter an official text."""
