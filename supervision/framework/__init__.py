"""Indicator frameworks: versions, the tree of indicators, the value that each may get, Excel in and out (domain §6)."""
