"""The catalogue: which procedures there are, in which version, with which papers, terms and fees; and finding them.

Doors: commands, queries, events, values. The rest is ours.
"""
