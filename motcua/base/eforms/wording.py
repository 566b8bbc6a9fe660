"""Every word of an e-form that a person reads: what a language must have for the form to be whole in it."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.base.eforms.forms import EForm, Placed


def words_of(form: EForm) -> Iterator[str]:
    """Titles, labels, help, choices and sentences; each may come more than once."""
    for page in form.pages:
        yield from (page.title, *(part.title for part in page.parts if part.title))
    for row in form.rows:
        yield from _words_of_row(row)
    yield from (rule["say"] for rule in form.rules if "say" in rule)


def _words_of_row(row: Placed) -> Iterator[str]:
    yield from (row.field.label, row.field.hint, *row.field.choices)
    yield from (media.text for media in (row.picture, row.clip) if media)
    if row.help:
        yield row.help
