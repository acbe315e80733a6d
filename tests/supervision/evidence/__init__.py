"""Tests of the subject evidence."""
