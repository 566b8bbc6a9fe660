"""What several apps do together for the console: one transaction over their commands, no rules."""
