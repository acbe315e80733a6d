"""Tests of the subject allowance."""
