"""Identity: accounts, sign-in, second factor and sessions; no rights.

Doors: commands, queries, events, states, values. The rest is ours.
"""
