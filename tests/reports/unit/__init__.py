"""Tests of the subject unit."""
