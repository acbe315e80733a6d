"""Tests of the subject conclusion."""
