"""Plaques: which inspector answers for which school, loads and rotation (PLATE)."""
