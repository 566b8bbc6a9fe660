"""Dossiers: filing, acceptance, clock, decision, result, return.

Doors: commands, queries, events, states, values. The rest is ours.
"""
