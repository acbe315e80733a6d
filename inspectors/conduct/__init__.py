"""Conduct: reports about inspectors, inquiries, measures, commendations (PLAN 二（四）5)."""
