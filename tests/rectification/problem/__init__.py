"""Tests of the subject problem."""
