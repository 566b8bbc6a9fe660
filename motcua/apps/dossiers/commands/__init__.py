"""What may be done to dossiers, by verb family."""
