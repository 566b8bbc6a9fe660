"""Taking in one row of a file: either format, checked whole, or refused with the field and the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motcua.apps.procedures.rules.distil import distil, texts
from motcua.apps.procedures.rules.document import BadRow, Document, canonical, digest, parsed, text_of
from motcua.apps.procedures.rules.views import Head, Settled, slug, version_view

#: Commune centres exist since this day: nothing older can be filed under the first version we hold.
FIRST_DAY = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that fits: the facts, the overlay over them, full texts, and the days it holds for where stated."""

    document: Document
    settled: Settled
    texts: Document
    effective_from: date | None
    effective_to: date | None
    digest: str
    texts_digest: str

    @property
    def code(self) -> str:
        """The procedure's code."""
        return text_of(self.document, "code")

    @property
    def title(self) -> str:
        """The official title."""
        return text_of(self.document, "title")

    @property
    def field_name(self) -> str:
        """The field of work as the source writes it."""
        return text_of(self.document, "field")


def take(row: str | Mapping[str, object], overlay: Mapping[str, Settled]) -> Taken:
    """One row as facts, from the full format or from the shipped one. Raises BadRow."""
    given = parsed(row) if isinstance(row, str) else row
    try:
        return _taken(given, overlay)
    except BadRow:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as wrong:
        raise BadRow("", "Dòng không đúng cấu trúc của tệp danh mục.") from wrong


def _taken(given: Mapping[str, object], overlay: Mapping[str, Settled]) -> Taken:
    starts, ends = _day(given, "effective_from"), _day(given, "effective_to")
    facts = {key: value for key, value in given.items() if key not in {"effective_from", "effective_to"}}
    full = "title" not in facts
    document = distil(facts) if full else dict(facts)
    full_texts = texts(facts) if full else {}
    settled = overlay.get(text_of(document, "code"), {})
    _storable(document)
    _storable(full_texts)
    view = version_view(document, settled, full_texts, Head(0, 1, starts or FIRST_DAY, ends))
    if not view.procedure_code or not view.title or not slug(view.field_name):
        raise BadRow("code", "Thiếu mã, tên hoặc lĩnh vực.")
    if ends and ends < (starts or FIRST_DAY):
        raise BadRow("effective_to", "Ngày hết hiệu lực sớm hơn ngày có hiệu lực hoặc trước 01/7/2025.")
    mark = digest({"document": document, "settled": dict(settled)})
    return Taken(document, settled, full_texts, starts, ends, mark, digest(full_texts) if full_texts else "")


def _storable(document: Document) -> None:
    """Refuse what no database can hold: the zero character and half letters."""
    written = canonical(document)
    if "\\u0000" in written or any("\ud800" <= letter <= "\udfff" for letter in written):
        raise BadRow("", "Dòng có ký tự hỏng.")


def _day(given: Mapping[str, object], key: str) -> date | None:
    text = text_of(given, key)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadRow(key, "Ngày phải viết dạng 2026-07-01.") from None
