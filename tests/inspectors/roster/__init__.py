"""Tests of the subject roster."""
