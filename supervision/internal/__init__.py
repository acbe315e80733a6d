"""Internal inspections (内部督导): what a school records of its own (M7)."""
