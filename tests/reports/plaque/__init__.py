"""Tests of the subject plaque."""
