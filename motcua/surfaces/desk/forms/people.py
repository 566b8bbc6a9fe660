"""One person as the office writes them down: the fields, and what they state together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.apps.parties.states import NumberKind, Sex
from motcua.apps.parties.values import Birth, PersonStated

#: What is asked of each person, in the order of the page.
PARTS: Final = ("name", "also", "number", "number_kind", "birth", "sex", "phone", "address")
_BIRTH: Final = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})")
_KINDS = (
    (NumberKind.CITIZEN, _("Số định danh (12 số)")),
    (NumberKind.OLD_IDENTITY, NumberKind.OLD_IDENTITY.label),
    (NumberKind.PASSPORT, NumberKind.PASSPORT.label),
    (NumberKind.OTHER, _("Giấy tờ khác")),
)


def person_fields(who: str, *, asked: Any = "") -> dict[str, forms.Field]:
    """The fields of one person, named after `who`; `asked` is said where a name must be there and is not."""
    kinds = forms.ChoiceField(label=_("Loại giấy tờ"), choices=_KINDS, required=False, initial=NumberKind.CITIZEN)
    return {
        f"{who}_name": text_field(_("Họ và tên"), required=bool(asked), asked=asked),
        f"{who}_also": text_field(_("Giấy khác ghi tên"), most=120),
        f"{who}_number": text_field(_("Số giấy tờ"), most=20, inputmode="numeric"),
        f"{who}_number_kind": kinds,
        f"{who}_birth": text_field(_("Ngày sinh"), most=10, placeholder="21/11/1952, 1952"),
        f"{who}_sex": forms.ChoiceField(
            label=_("Giới tính"), required=False, choices=[("", "–"), *(choice for choice in Sex.choices if choice[0])]
        ),
        f"{who}_phone": text_field(_("Điện thoại"), most=20, inputmode="tel"),
        f"{who}_address": text_field(
            _("Nơi cư trú"), most=300, placeholder=_("tên xã, huyện cũ cũng được"), **_asks_below(who)
        ),
        f"{who}_address_unit": forms.CharField(required=False, max_length=20),
    }


def look_at_birth(form: forms.Form, given: Mapping[str, Any], who: str) -> None:
    """Say beside the field that a birth cannot be read."""
    if given.get(f"{who}_birth") and _birth(given[f"{who}_birth"]) is None:
        form.add_error(f"{who}_birth", gettext("Xin ghi như 21/11/1952, 11/1952 hoặc 1952."))


def person_stated(given: Mapping[str, Any], who: str, *, unit: str) -> PersonStated:
    """The person as the cleaned fields state them; `unit`: the commune the address names today, '' where unknown."""
    return PersonStated(
        name=given[f"{who}_name"],
        also=given[f"{who}_also"],
        number=given[f"{who}_number"],
        number_kind=NumberKind(given[f"{who}_number_kind"] or NumberKind.CITIZEN),
        birth=_birth(given[f"{who}_birth"]),
        sex=Sex(given[f"{who}_sex"]),
        phone=given[f"{who}_phone"],
        address=given[f"{who}_address"],
        address_unit=unit,
    )


def birth_written(typed: str) -> str:
    """A birth as the slip prints it, '' for what is none."""
    found = _birth(typed)
    return found.written() if found else ""


def _birth(written: str) -> Birth | None:
    found = _BIRTH.fullmatch(written.strip())
    if found is None:
        return None
    day, month, year = (int(part) if part else None for part in found.groups())
    return Birth(year=year or 0, month=month, day=day)


def text_field(
    label: Any, *, most: int = 200, required: bool = False, asked: Any = "", **attrs: Any
) -> forms.CharField:
    """A line of text that the browser never fills in with somebody else's."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        error_messages={"required": asked},
        widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
    )


def _asks_below(who: str) -> dict[str, Any]:
    """Where there is htmx, what the address names today appears below it as soon as it is typed."""
    return {
        "hx-post": reverse_lazy("desk:places"), "hx-trigger": "change", "hx-swap": "outerHTML",
        "hx-target": f"#{who}_address_unit-place", "hx-params": f"{who}_address,csrfmiddlewaretoken",
    }  # fmt: skip
