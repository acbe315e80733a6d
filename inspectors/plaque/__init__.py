"""plaque."""
