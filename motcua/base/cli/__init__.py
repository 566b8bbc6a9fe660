"""What the commands in bin/ stand on: our own PostgreSQL, keys, backup, progress. No Django in here."""
