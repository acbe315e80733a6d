"""The house rules, as tests about the repository itself."""
