"""The ledger of problems and everything that happens until each is struck off."""
