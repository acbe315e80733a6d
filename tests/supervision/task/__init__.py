"""Tests of the subject task."""
