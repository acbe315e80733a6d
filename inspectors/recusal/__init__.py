"""recusal."""
