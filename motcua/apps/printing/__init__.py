"""Printing: templates and frozen payloads made into PDF; knows no dossier.

Doors: commands (render, choose_sizes), queries (printouts_of, sizes_of), values (one frozen class per form, and how
dates are written). The caller gathers what a form says; this app sets it, numbers the copies and keeps who printed
which and why. The rest is ours.
"""
