"""How the calendar tables came to be."""
