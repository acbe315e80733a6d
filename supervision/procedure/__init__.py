"""The order of an inspection: its ten steps in one table, and the gates of each (REG 16–23)."""
