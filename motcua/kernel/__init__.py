"""Pure Python that everything may lean on: no Django, no domain."""
