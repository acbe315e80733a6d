"""Tests of the subject committee."""
