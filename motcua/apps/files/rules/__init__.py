"""What a file is, by its content alone, and whether the house keeps it."""
