"""Appointment: recommended, vetted, publicised, objected to, appointed (INSP)."""
