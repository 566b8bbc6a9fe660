"""Processes killed and transactions broken on purpose."""
