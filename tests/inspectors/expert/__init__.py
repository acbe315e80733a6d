"""Tests of the subject expert."""
