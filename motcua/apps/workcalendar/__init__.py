"""Work calendar: what is open, and how long a promise takes.

Doors: commands, queries, events, states, values. The rest is ours.
"""
