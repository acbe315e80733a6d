"""appointment."""
