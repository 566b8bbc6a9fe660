"""Command-line entries of parties."""
