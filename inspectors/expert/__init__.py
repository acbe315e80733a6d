"""The expert pool and its exchange with partner counties (PLAN 二（四）4)."""
