"""conclusion."""
