"""Tests of the pages' common furniture."""
