"""Tests of the subject recheck."""
