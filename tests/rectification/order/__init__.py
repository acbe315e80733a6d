"""Tests of the subject order."""
