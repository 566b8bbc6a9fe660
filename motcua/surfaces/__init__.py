"""One audience's composed pages each; surfaces own no tables."""
