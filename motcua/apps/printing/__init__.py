"""Printing: templates and frozen payloads made into PDF; knows no dossier.

Doors: commands, queries, events, states, values. The rest is ours.
"""
