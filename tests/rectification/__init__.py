"""Tests of the ledger: one file per use case."""
