"""Tests of the subject opinion."""
