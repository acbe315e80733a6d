"""Urging notices, and the sweep over every open deadline (PLAN 二（三）4)."""
