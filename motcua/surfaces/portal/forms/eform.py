"""A page of an e-form as controls: what was typed stays as it was typed, what is wrong stands beside its field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from motcua.base.eforms import DIGITS, FormPage, Kind, Placed, inputs_of, spoken

#: More choices than this are a list to pull down.
RADIOS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """One field as it is drawn: one control, or the three of a date."""

    placed: Placed
    bound: BoundField
    hint: str
    dates: tuple[BoundField, ...] = ()

    @property
    def label(self) -> str:
        """Its name, with a word for what may be left empty."""
        return _label(self.placed)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A section as it is drawn."""

    title: str
    rows: tuple[Row, ...]


class PageForm(forms.Form):
    """The controls of one page. Django checks nothing here: `tell` says what the form's own rules found."""

    def __init__(self, page: FormPage, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.page = page
        for row in page.rows:
            self.fields.update(_controls(row))

    def tell(self, problems: Mapping[str, str]) -> None:
        """Put each problem beside its field; a date's beside its day."""
        self.full_clean()
        for row in self.page.rows:
            if row.field.name in problems:
                self.add_error(inputs_of(row.field)[0], problems[row.field.name])

    def parts(self) -> Iterator[Drawn]:
        """The sections in their order."""
        for part in self.page.parts:
            yield Drawn(spoken(part.title), tuple(self._row(row) for row in part.rows))

    def _row(self, placed: Placed) -> Row:
        names = inputs_of(placed.field)
        hint = " ".join(spoken(text) for text in (placed.only_when, placed.field.hint) if text)
        dates = tuple(self[name] for name in names) if len(names) > 1 else ()
        return Row(placed, self[names[0]], hint, dates)


def _controls(row: Placed) -> dict[str, forms.Field]:
    field = row.field
    match field.kind:
        case Kind.DATE | Kind.PARTIAL_DATE:
            day, month, year = inputs_of(field)
            return {day: _small(_("Ngày"), 2), month: _small(_("Tháng"), 2), year: _small(_("Năm"), 4)}
        case Kind.CHOICE:
            return {field.name: _choice(row)}
        case Kind.YES_NO:
            return {field.name: forms.BooleanField(label=spoken(field.label), required=False)}
        case Kind.LONG_TEXT:
            return {field.name: _text(row, forms.Textarea(attrs={"rows": 4}))}
        case _:
            return {field.name: _text(row, forms.TextInput(attrs=_attrs(row)))}


def _text(row: Placed, widget: forms.Widget) -> forms.Field:
    return forms.CharField(label=_label(row), required=False, widget=widget, strip=False)


def _choice(row: Placed) -> forms.Field:
    choices = [(choice, spoken(choice)) for choice in row.field.choices]
    if len(choices) <= RADIOS and (row.field.required or row.may_need):
        return forms.CharField(label=_label(row), required=False, widget=forms.RadioSelect(choices=choices))
    return forms.CharField(
        label=_label(row), required=False, widget=forms.Select(choices=[("", _("Không ghi")), *choices])
    )


def _label(row: Placed) -> str:
    """Its name, with a word where it may be left empty whatever else was answered."""
    if row.field.required or row.may_need or row.field.kind is Kind.YES_NO:
        return spoken(row.field.label)
    return _("%(label)s (nếu có)") % {"label": spoken(row.field.label)}


def _small(label: str, size: int) -> forms.Field:
    return forms.CharField(
        label=label, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": size})
    )


def _attrs(row: Placed) -> dict[str, Any]:
    """A number's keyboard for numbers; a long answer is refused by the server, never cut here."""
    numeric = row.field.kind is Kind.NUMBER or row.field.pattern.startswith(DIGITS)
    return {"inputmode": "numeric", "autocomplete": "off"} if numeric else {}
