"""Training: courses, signing in, reports, class hours of the year (INSP 21)."""
