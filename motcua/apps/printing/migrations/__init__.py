"""Migrations, hand-named for their reason."""
