"""Tests of the subject zone."""
