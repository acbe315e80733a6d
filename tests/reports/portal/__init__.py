"""Tests of the subject portal."""
