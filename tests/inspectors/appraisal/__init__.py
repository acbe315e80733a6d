"""Tests of the subject appraisal."""
