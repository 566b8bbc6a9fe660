"""Numbering: every counter, register book and leased block.

Doors: commands, queries, events, states, values. The rest is ours.
"""
