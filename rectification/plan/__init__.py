"""Rectification plans: the unit's rounds of answering an order."""
