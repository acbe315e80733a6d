"""Tests of the subject training."""
