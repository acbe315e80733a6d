"""Tests of the subject report."""
