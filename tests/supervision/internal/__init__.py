"""Tests of the subject internal."""
