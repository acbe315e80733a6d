"""regular."""
