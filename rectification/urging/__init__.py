"""urging."""
