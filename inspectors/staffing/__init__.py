"""The law of staffing as live figures: required, in post, gap (PLAN 二（四）)."""
