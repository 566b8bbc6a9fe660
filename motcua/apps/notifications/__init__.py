"""Notifications: messages, their templates and their delivery.

Doors: commands, queries, events, states, values. The rest is ours.
"""
