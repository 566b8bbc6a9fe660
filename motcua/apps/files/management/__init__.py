"""Command-line entries of files."""
