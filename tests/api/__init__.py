"""Tests of the API: the same people see the same records and are refused for the same reasons as on the pages."""
