"""Tests of the subject document."""
