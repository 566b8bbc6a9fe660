"""What Django can do at all: one table, three views, no session, no rights, no middleware."""
