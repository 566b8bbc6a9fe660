"""Tests of the dossiers app."""
