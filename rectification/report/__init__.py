"""Rectification reports: what the unit did about a problem, with evidence."""
