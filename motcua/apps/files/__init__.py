"""Files: blobs by content, the upload gate, and the references that carry the rights.

Doors: commands, queries, events, states, values. The rest is ours.
"""
