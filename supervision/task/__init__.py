"""Inspection tasks: set up, approved, postponed, cancelled, concluded; consultations before them (REG 16, M3)."""
