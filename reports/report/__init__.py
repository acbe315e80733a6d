"""Inspection reports: drafted, approved, numbered, filed, published (REG 23, PLAN 二（三）1)."""
