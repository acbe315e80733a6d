"""Regular inspection: the plaque inspector's month, follow-ups, urgent danger, coverage (PLATE)."""
