"""What an inspection comes to by its framework, frozen, and over the years (domain §6)."""
