"""Tests of the subject team."""
