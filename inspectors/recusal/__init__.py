"""Recusals: raised, decided, recorded, lifted (REG 10)."""
