"""The annual plan with its items, and what looks ahead: coverage, burden, joint visits, calendar (M2, M7)."""
