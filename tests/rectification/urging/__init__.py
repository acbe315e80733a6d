"""Tests of the subject urging."""
