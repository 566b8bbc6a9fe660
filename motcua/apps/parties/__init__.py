"""Parties: people and organisations as stated in one dossier.

Doors: commands, queries, events, states, values. The rest is ours.
"""
