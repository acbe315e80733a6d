"""The page of a unit, and the search over everything."""
