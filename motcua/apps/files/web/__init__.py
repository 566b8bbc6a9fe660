"""Handing files to the browser without letting them act there."""
