"""Procedures: the catalogue, its versions, terms, tariffs and search.

Doors: commands, queries, events, states, values. The rest is ours.
"""
