"""A unit's self-evaluation with its evidence, and the review of it at the desk (REG 18, PLAN 二（二）4)."""
