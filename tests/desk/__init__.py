"""Tests of the desk, by persona."""
