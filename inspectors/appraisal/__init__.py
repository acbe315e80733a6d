"""Appraisals of inspectors, and the growth file (PLAN 二（四）5)."""
