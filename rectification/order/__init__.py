"""Rectification orders: problems of one unit bundled under a number (PLAN 二（三）2)."""
