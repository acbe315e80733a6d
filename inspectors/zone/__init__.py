"""Responsibility zones: register, leaders, schools, the map of townships."""
