"""Tests of the subject procedure."""
