"""Official documents laid out as GB/T 9704-2012 asks: what is said, how it is set, PDF and web from one walk."""
