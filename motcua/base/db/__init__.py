"""The database seam: scope and row-level security, ciphered fields, rows written together."""
