"""What may be done with inspectors, recusals, plaques and zones."""
