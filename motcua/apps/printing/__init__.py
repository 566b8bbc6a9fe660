"""Printing: templates and frozen payloads made into PDF; knows no dossier and no catalogue.

Doors: commands (render, preview, choose_sizes; commands.running for long prints), queries (printouts_of, sizes_of,
runs_of), values (one frozen class per form, and how dates are written; values.boards for what hangs on walls). The
caller gathers what a form says; this app sets it, numbers the copies and keeps who printed which and why. The rest
is ours.
"""
