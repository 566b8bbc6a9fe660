"""Motcua: the one-door service centre of a commune, from the first question to the result in hand."""
