"""Tests of the subject regular."""
