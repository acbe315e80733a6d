"""Rechecks: another inspector looks; passed strikes off, not passed orders again (REG 22)."""
