"""Terms of office: how long, their end with what follows, leaving the roster and coming back (REG 6–9)."""
