"""Tests of the subject staffing."""
