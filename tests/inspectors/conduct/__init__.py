"""Tests of the subject conduct."""
