"""Migrations of organization."""
