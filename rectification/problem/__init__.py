"""The ledger: problems from every source, one by one and as a list, out to Excel (PLAN 二（三）5)."""
