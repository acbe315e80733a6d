"""Balanced development (优质均衡): seven resource figures a school and what they come to, with alerts (M4)."""
