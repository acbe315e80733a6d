"""Template tags of rectification."""
