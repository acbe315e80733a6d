"""The double-random draw: pools, commitment, seed, result, the public register (M7)."""
