"""Tests of the subject balance."""
