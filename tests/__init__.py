"""The test suite: one file per use case, the house's own rules, the journeys in a browser, the PDFs."""
