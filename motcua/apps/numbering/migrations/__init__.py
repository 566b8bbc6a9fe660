"""How the counters came to be."""
