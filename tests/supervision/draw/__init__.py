"""Tests of the subject draw."""
