"""Structural tests: what the import law and the linters cannot say."""
