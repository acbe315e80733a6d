"""Tests of the subject plan."""
