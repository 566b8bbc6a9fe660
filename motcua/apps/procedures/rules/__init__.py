"""Pure rules of the catalogue: distilling facts, building views, quoting, searching."""
