"""The words the catalogue itself uses."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from motcua.apps.procedures.queries import catalogue


def known_words(*, on: date) -> Container[str]:
    """The folded words of the procedures in force; from memory once the search was used."""
    return catalogue.index(on)
