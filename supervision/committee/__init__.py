"""The supervision committee: who holds which post, from when to when (PLAN 二（一）1)."""
