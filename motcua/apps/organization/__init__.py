"""Organization: units, agencies, centres and the positions that carry the rights.

Doors: commands, queries, events, states, values. The rest is ours.
"""
