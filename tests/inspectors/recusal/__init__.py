"""Tests of the subject recusal."""
