"""Tests of the subject visit."""
