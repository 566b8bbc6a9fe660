"""Pure rules of organization: rows of the units' file, and what a typed address names."""
