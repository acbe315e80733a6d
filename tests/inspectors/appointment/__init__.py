"""Tests of the subject appointment."""
