"""Tests about the house itself: how the code is laid out, and what every page has in common."""
