"""Acts of the portal that touch several apps: one function, one transaction, commands only."""
