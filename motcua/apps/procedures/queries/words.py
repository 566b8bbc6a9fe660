"""The words the catalogue itself uses, and the words of ours that it holds."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from motcua.apps.procedures.queries import _memory as memory
from motcua.apps.procedures.queries import catalogue
from motcua.base.eforms import words_of


def known_words(*, on: date) -> Container[str]:
    """The folded words of the procedures in force; from memory once the search was used."""
    return memory.index(on)


def own_words(*, on: date, centre_id: int) -> frozenset[str]:
    """What the guided questions and electronic forms in force at a centre say: the words a language must have."""
    found: set[str] = set()
    for view in catalogue.all_in_force(on=on, centre_id=centre_id):
        if view.guide.value is not None:
            found.update(view.guide.value.words)
        if view.eform.value and (form := catalogue.eform(view.id)):
            found.update(words_of(form))
    return frozenset(found)
