"""Tests of the subject term."""
