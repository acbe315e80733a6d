"""Tests of the subject framework."""
