"""Wiring: settings, routes, middleware and the processes; nothing here decides anything."""
