"""What the page of people already says of an e-form's fields, as it would be typed into their controls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.base.eforms.fields import Field, Kind
from motcua.base.eforms.forms import FormPage, Placed

#: Under this name a draft keeps who files, and for whom.
PEOPLE_PAGE = "nguoi-nop"
_DATES = frozenset({Kind.DATE, Kind.PARTIAL_DATE})


def inputs_of(field: Field) -> tuple[str, ...]:
    """The names of a field's controls: a date has three, the day first."""
    return tuple(f"{field.name}-{part}" for part in "dmy") if field.kind in _DATES else (field.name,)


def prefilled(page: FormPage, people: Mapping[str, Any]) -> dict[str, str]:
    """What the page of people already says of the fields of this page, as it would be typed."""
    subject = people.get("owner") if people.get("other") else people.get("filer")
    known = {"filer": people.get("filer") or {}, "subject": subject or {}}
    found: dict[str, str] = {}
    for row in page.rows:
        who, _dot, what = row.prefill.partition(".")
        if who == "relation" and people.get("other"):
            found[row.field.name] = str(people.get("relation", ""))
        elif what == "birth":
            parts = [str(known[who].get(f"birth_{part}", "")) for part in ("day", "month", "year")]
            found.update(zip(inputs_of(row.field), parts, strict=True))
        elif what:
            found[row.field.name] = _spelled(row, str(known[who].get(what, "")))
    return {name: text for name, text in found.items() if text}


def _spelled(row: Placed, text: str) -> str:
    """A choice in the form's own spelling."""
    choices = row.field.choices
    return next((choice for choice in choices if choice.casefold() == text.casefold()), "") if choices else text
