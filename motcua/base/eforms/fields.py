"""One flat JSON-Schema object (2020-12) read as fields to draw, and an answer read back.

Known: strings (with maxLength, pattern, enum, format date or partial-date), whole numbers, yes or no. Anything else
is refused when the schema is read, not when a citizen has filled it in. `partial-date` is our own format: a year, a
month of a year or a day, for births of which no more is known; to other readers it is a plain string.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from motcua.kernel.errors import Invalid
from motcua.kernel.text import nfc

#: From this length on, an answer gets several lines.
LONG_TEXT = 200
#: How the pattern of a number that people write in groups begins.
DIGITS = "^[0-9]"


class Kind(StrEnum):
    """How a field is drawn and read."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    NUMBER = "number"
    DATE = "date"
    PARTIAL_DATE = "partial-date"
    CHOICE = "choice"
    YES_NO = "yes-no"


class NotAForm(ValueError):
    """The schema asks for something this renderer does not know."""


@dataclass(frozen=True, slots=True)
class Field:
    """One question; bounds are None where the schema sets none."""

    name: str
    label: str
    kind: Kind
    required: bool
    hint: str = ""
    choices: tuple[str, ...] = ()
    at_most: int | None = None
    at_least: int | None = None
    pattern: str = ""


def fields_of(schema: Mapping[str, Any]) -> tuple[Field, ...]:
    """The questions of a schema, in its order. Raises NotAForm."""
    if schema.get("type") != "object":
        raise NotAForm("a form is a schema of type object")
    required = frozenset(schema.get("required", ()))
    return tuple(_field(name, said, required=name in required) for name, said in schema["properties"].items())


def read(fields: tuple[Field, ...], posted: Mapping[str, str]) -> dict[str, Any]:
    """The answers as JSON values, unanswered ones left out. Raises Invalid with one problem per field."""
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for field in fields:
        text = nfc(posted.get(field.name, ""))
        if field.kind is Kind.YES_NO:
            values[field.name] = text in {"on", "true", "1"}
        elif text:
            try:
                values[field.name] = value_of(field, text)
            except ValueError as problem:
                problems[field.name] = str(problem)
        elif field.required:
            problems[field.name] = _("Xin điền «%(label)s».") % {"label": spoken(field.label)}
    if problems:
        raise Invalid(problems)
    return values


def spoken(text: str) -> str:
    """Words of a form in the language of its reader; as they stand where nobody has translated them."""
    return _(text) if text else ""


def value_of(field: Field, text: str) -> Any:
    """One answer that was typed, as its JSON value. Raises ValueError with a sentence for the person."""
    return _READERS[field.kind](field, text)


def _field(name: str, said: Mapping[str, Any], *, required: bool) -> Field:
    kind = _kind(name, said)
    at_most = said.get("maxLength") if kind in {Kind.TEXT, Kind.LONG_TEXT} else said.get("maximum")
    return Field(
        name=name,
        label=said.get("title", name),
        kind=kind,
        required=required,
        hint=said.get("description", ""),
        choices=tuple(said.get("enum", ())),
        at_most=at_most,
        at_least=said.get("minimum"),
        pattern=said.get("pattern", ""),
    )


def _kind(name: str, said: Mapping[str, Any]) -> Kind:
    match said:
        case {"type": "string", "enum": _choices}:
            return Kind.CHOICE
        case {"type": "string", "format": "date"}:
            return Kind.DATE
        case {"type": "string", "format": "partial-date"}:
            return Kind.PARTIAL_DATE
        case {"type": "string"} if "format" not in said:
            return Kind.LONG_TEXT if said.get("maxLength", 0) >= LONG_TEXT else Kind.TEXT
        case {"type": "integer"}:
            return Kind.NUMBER
        case {"type": "boolean"}:
            return Kind.YES_NO
    raise NotAForm(f"{name}: {dict(said)}")


def _text(field: Field, text: str) -> str:
    if field.pattern.startswith(DIGITS):
        text = re.sub(r"[\s.]", "", text)  # written in groups, as on a card
    if field.at_most is not None and len(text) > field.at_most:
        raise ValueError(_("Tối đa %(n)s chữ.") % {"n": field.at_most})
    if field.pattern and not re.search(field.pattern, text):
        raise ValueError(spoken(field.hint) or _("Chưa đúng mẫu."))
    return text


def _number(field: Field, text: str) -> int:
    if not re.fullmatch(r"-?\d{1,15}", text):
        raise ValueError(_("Xin điền một số nguyên."))
    number = int(text)
    if field.at_least is not None and number < field.at_least:
        raise ValueError(_("Ít nhất là %(n)s.") % {"n": field.at_least})
    if field.at_most is not None and number > field.at_most:
        raise ValueError(_("Nhiều nhất là %(n)s.") % {"n": field.at_most})
    return number


def _date(_field: Field, text: str) -> str:
    """ISO as browsers send it, or day/month/year as people write it; kept as ISO."""
    written = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    parts = tuple(int(part) for part in written.groups()[::-1]) if written else ()
    try:
        return (date(*parts) if parts else date.fromisoformat(text)).isoformat()
    except ValueError:
        raise ValueError(_("Xin điền ngày dạng 31/12/2026.")) from None


def _partial_date(_field: Field, text: str) -> str:
    """A day/month/year, a month/year or a year, as ISO cut where the knowledge ends."""
    written = re.fullmatch(r"(?:(?:(\d{1,2})/)?(\d{1,2})/)?(\d{4})", text)
    day, month, year = written.groups() if written else (None, None, None)
    try:
        date(int(year or 0), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError(_("Xin điền ngày, hoặc chỉ năm, dạng 31/12/1952 hay 1952.")) from None
    return "-".join(f"{int(part):02}" for part in (year, month, day) if part)


def _choice(field: Field, text: str) -> str:
    if text not in field.choices:
        raise ValueError(_("Xin chọn một trong các mục."))
    return text


_READERS = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.PARTIAL_DATE: _partial_date,
    Kind.CHOICE: _choice,
}
