"""The roster of inspectors, their zones, plaques and recusals."""
