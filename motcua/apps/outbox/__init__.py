"""Outbox: facts, in order per dossier, delivered at least once.

Doors: commands, queries, events, states, values. The rest is ours.
"""
