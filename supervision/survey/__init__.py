"""Questionnaires of one inspection: prepared, answered by QR code, what they came to (REG 19)."""
