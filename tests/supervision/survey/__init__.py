"""Tests of the subject survey."""
