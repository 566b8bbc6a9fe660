"""Commands of organization: centres and counters; positions, who holds them and who stands in."""
