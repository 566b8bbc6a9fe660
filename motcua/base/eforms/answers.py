"""Answers to an e-form: kept as they were typed, page by page, and read by the form they were typed into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.base.eforms import rules as ruling
from motcua.base.eforms.fields import Field, Kind, spoken, value_of
from motcua.base.eforms.forms import EForm, FormPage, Placed
from motcua.base.eforms.prefill import PEOPLE_PAGE, inputs_of, prefilled
from motcua.kernel.text import nfc

#: What was typed into one page, by the name of the control.
Typed = Mapping[str, object]
#: What is kept of a whole draft or dossier, by the name of the page.
Kept = Mapping[str, Mapping[str, object]]
_TICKED = frozenset({"on", "true", "1"})
#: So many fields are told by name where what they hold is not asked.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as a person reads it; "" where nothing was said. `problem`: what is still to be done about it."""

    name: str
    label: str
    text: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class SaidPart:
    """The answers of one section, under the key of its page."""

    key: str
    page: str
    title: str
    rows: tuple[Said, ...]

    @property
    def address(self) -> str:
        """The name under which its page is kept."""
        return kept_name(self.key)


def kept_name(key: str) -> str:
    """The name under which a draft keeps a page of its form, and the last word of the page's address."""
    return f"khai-{key}"


def values_of(form: EForm, kept: Kept) -> tuple[dict[str, Any], dict[str, str]]:
    """What was typed into all pages as JSON values, and what cannot be read, by field."""
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for page in form.pages:
        typed = kept.get(kept_name(page.key), {})
        for row in page.rows:
            text = _text(row.field, typed)
            if row.field.kind is Kind.YES_NO:
                values[row.field.name] = text in _TICKED
            elif text:
                try:
                    values[row.field.name] = value_of(row.field, text)
                except ValueError as problem:
                    problems[row.field.name] = str(problem)
    return values, problems


def problems(form: EForm, kept: Kept, *, today: date) -> dict[str, str]:
    """What is still wrong with the whole form, by field, in its order; {} where it may be filed."""
    values, found = values_of(form, kept)
    asked = ruling.shown(form.rules, form.order, values)
    labels = {row.field.name: row.field.label for row in form.rows}
    for name in ruling.needed(form.rules, form.required, asked, values):
        if not ruling.filled(values.get(name)):
            found.setdefault(name, _("Xin điền «%(label)s».") % {"label": spoken(labels[name])})
    for name, sentence in ruling.faults(form.rules, asked, values, today.isoformat()):
        found.setdefault(name, spoken(sentence))
    found = {name: found[name] for name in asked if name in found}
    for name, text in _not_asked(form, kept, asked, values).items():
        found.setdefault(name, text)
    return {name: found[name] for name in form.order if name in found}


def _not_asked(form: EForm, kept: Kept, asked: Iterable[str], values: Mapping[str, Any]) -> dict[str, str]:
    """What was typed into fields that are not asked: kept silently it would be filed without, and nobody told.

    Told beside the field they wait for where it stands on their page, else beside the first of them. What was filled
    in from the page of people nobody typed.
    """
    typed: dict[tuple[str, str], list[Field]] = {}
    for page in form.pages:
        given = kept.get(kept_name(page.key), {})
        before = prefilled(page, kept.get(PEOPLE_PAGE, {}))
        here = {row.field.name for row in page.rows}
        for row in page.rows:
            if row.field.name not in asked and _was_typed(row.field, given, before):
                gate = ruling.gate_of(form.rules, row.field.name, asked, values)
                beside = gate if gate in here else row.field.name
                at = next((at for at in typed if at[1] == gate and at[0] in here), (beside, gate))
                typed.setdefault(at, []).append(row.field)
    labels = {row.field.name: spoken(row.field.label) for row in form.rows}
    return {beside: _told(fields, labels[gate], values.get(gate)) for (beside, gate), fields in typed.items()}


def _was_typed(field: Field, given: Typed, before: Mapping[str, str]) -> bool:
    text = _text(field, given)
    if field.kind is Kind.YES_NO:
        return text in _TICKED
    return bool(text) and text != _text(field, before)


def _told(fields: Sequence[Field], gate: str, value: object) -> str:
    what = ", ".join(spoken(field.label) for field in fields[:_NAMED]) + (" …" if len(fields) > _NAMED else "")
    if ruling.filled(value):
        return _("Đã ghi «%(what)s»: xin xem lại «%(gate)s», hoặc xoá phần đã ghi.") % {"what": what, "gate": gate}
    return _("Đã ghi «%(what)s»: xin điền «%(gate)s», hoặc xoá phần đã ghi.") % {"what": what, "gate": gate}


def check(form: EForm, page: FormPage, kept: Kept, *, today: date) -> dict[str, str]:
    """What is wrong with one page, by field, with all the pages seen together."""
    here = {row.field.name for row in page.rows}
    return {name: text for name, text in problems(form, kept, today=today).items() if name in here}


def given_before(form: EForm, page: FormPage, kept: Kept) -> dict[str, Any]:
    """The answers of other pages that the rules of this page look at."""
    here = {row.field.name for row in page.rows}
    seen = {name for rule in form.rules for name in names_in(rule) if here & set(names_in(rule))} - here
    values, _problems = values_of(form, kept)
    return {name: values[name] for name in seen if name in values}


def said(form: EForm, kept: Kept, *, today: date | None = None, in_full: bool = True) -> tuple[SaidPart, ...]:
    """Every answer that counts, section by section; with `today` also what is still to be done.

    Not `in_full`: people's numbers in part only.
    """
    values, _unread = values_of(form, kept)
    asked = set(ruling.shown(form.rules, form.order, values))
    wrong = problems(form, kept, today=today) if today else {}
    return tuple(
        SaidPart(page.key, spoken(page.title), spoken(part.title), rows)
        for page in form.pages
        for part in page.parts
        if (
            rows := tuple(
                _said(row, values, kept, page, wrong, in_full)
                for row in part.rows
                if row.field.name in asked or row.field.name in wrong
            )
        )
    )


def masked(number: str) -> str:
    """«999 *** 123»: enough to compare, not enough to use. At most half is shown, and never more than six signs."""
    shown = min(6, len(number) // 2)
    if shown < 4:
        return "***" if number else ""
    return f"{number[: shown // 2]} *** {number[shown // 2 - shown :]}"


def _said(
    row: Placed,
    values: Mapping[str, Any],
    kept: Kept,
    page: FormPage,
    wrong: Mapping[str, str],
    in_full: bool,  # noqa: FBT001 -- handed on
) -> Said:
    name = row.field.name
    typed = _text(row.field, kept.get(kept_name(page.key), {}))
    text = _words(row.field, values[name]) if name in values else typed
    return Said(
        name, spoken(row.field.label), masked(text) if row.masked and not in_full else text, wrong.get(name, "")
    )


def _words(field: Field, value: Any) -> str:
    if len(inputs_of(field)) > 1:
        return "/".join(reversed(str(value).split("-")))
    if field.kind is Kind.YES_NO:
        return _("Có") if value else _("Không")
    return spoken(str(value)) if field.kind is Kind.CHOICE else str(value)


def _text(field: Field, typed: Typed) -> str:
    """What was typed into a field, its three parts joined for a date: «12/5/1990», «1948», «12//1990»."""
    return "/".join(nfc(str(typed.get(name, ""))) for name in inputs_of(field)).lstrip("/")


def names_in(rule: Mapping[str, Any]) -> Iterable[str]:
    """Every field a rule names, in its condition too."""
    return (*rule.get(ruling.kind_of(rule), ()), *ruling.fields_in(rule.get("when", {})))
