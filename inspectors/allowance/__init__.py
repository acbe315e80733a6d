"""Allowances and workload: filed work, monthly statements, rates, budget (PLAN 二（五）2)."""
