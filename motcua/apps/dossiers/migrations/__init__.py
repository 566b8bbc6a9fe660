"""Migrations of the dossiers app."""
