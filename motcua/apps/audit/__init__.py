"""Audit: one sealed row per command, and every look at a person's data.

Doors: commands, queries, events, states, values. The rest is ours.
"""
