"""Files: blobs by content, the upload gate, and the references that carry the rights.

Doors: commands (admit before a transaction, refer and unrefer in it, sweep; `commands.coming` for files in pieces),
queries (open_ref, refs_of, coming_of, link_to), values. The holder's app decides who may see a file and then asks
for a link.
Every upload of the house enters by `commands.admit`; nothing else writes below BLOB_DIR. The rest is ours.
"""
