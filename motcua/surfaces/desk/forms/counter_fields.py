"""The fields of the counter's page: made once for each set of papers, and which of them a filing needs looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.apps.dossiers.states import WAYS, ComponentState
from motcua.apps.dossiers.values import Place
from motcua.apps.dossiers.values.attested import Manner
from motcua.apps.parties.states import Basis
from motcua.kernel.ids import uuid7
from motcua.surfaces.desk.forms import attesting
from motcua.surfaces.desk.forms.people import PARTS, person_fields, text_field

#: Lines for papers the catalogue does not name.
OTHER_PAPERS: Final = 2
PEOPLE: Final = ("filer", "owner")
#: Why the filer acts for the owner.
ACTING: Final = ("basis", "relation", "scope", "until")
#: What somebody types about an owner who is not the filer.
TYPED_OF_OWNER: Final = (
    *(f"owner_{part}" for part in ("name", "also", "number", "birth", "phone", "address")),
    *("owner_sex", "basis", "relation", "scope", "until"),
)
_OF_A_PAPER: Final = ("title", "state", "originals", "copies", "reason")
_ROW: Final = re.compile(rf"paper([0-9]{{1,4}})_({'|'.join(_OF_A_PAPER)})")
_ASKED = _("Xin ghi họ và tên người nộp.")
_STATES = (
    (ComponentState.CHECKED, _("Đạt")),
    (ComponentState.FAULTY, _("Chưa đạt")),
    (ComponentState.WAIVED, _("Không phải nộp")),
)


#: How many originals and copies each paper asks for.
Counts = tuple[tuple[int | None, int | None], ...]


@lru_cache(maxsize=256)
def fields_of(papers: Counts, kin: tuple[str, ...]) -> Mapping[str, forms.Field]:
    """The fields for papers of so many originals and copies, and for kin whom the law spares a written authority.

    Made once and shared by every form, since they are some fifty: never change one.
    """
    fields = _filing() | _acting(kin) | attesting.fields()
    for who in PEOPLE:
        fields |= person_fields(who, asked=_ASKED if who == "filer" else "")
    for number, (originals, copies) in enumerate(papers):
        fields |= _paper(number, originals, copies)
    for number in range(len(papers), len(papers) + OTHER_PAPERS):
        fields[f"paper{number}_title"] = text_field(_("Giấy tờ khác"), most=300)
        fields |= _paper(number, 0, 0)
    return fields


@lru_cache(maxsize=256)
def empty_values(papers: Counts, kin: tuple[str, ...]) -> Mapping[str, Any]:
    """What the fields that may be left empty say then."""
    return {name: field.clean(None) for name, field in fields_of(papers, kin).items() if not field.required}


def asleep(told: Mapping[str, Any], *, papers: int) -> Iterator[str]:
    """Names of the fields that do not apply to what was sent: most of the page is for people who are not there."""
    if not told.get("other_owner"):
        yield from ACTING
        yield from (f"owner_{part}" for part in (*PARTS, "address_unit"))
    if told.get("manner", Manner.SIGNATURE) == Manner.SIGNATURE and not any(told.get(one) for one in attesting.NAMES):
        yield from attesting.FIELDS
    for number in range(papers, papers + OTHER_PAPERS):
        if not (told.get(f"paper{number}_title") or told.get(f"paper{number}_reason")):
            yield from (f"paper{number}_{part}" for part in _OF_A_PAPER)


def moved(typed: Mapping[str, str], *, before: Sequence[str], now: Sequence[str]) -> dict[str, str]:
    """What was typed, when other papers are asked for: each row goes beside the paper of the same title.

    Both name the papers in order. The row of a paper no longer asked for goes; the clerk's own lines stay last.
    """
    places = {len(before) + line: len(now) + line for line in range(OTHER_PAPERS)}
    free = list(range(len(before)))
    for place, title in enumerate(now):
        if (found := next((old for old in free if before[old] == title), None)) is not None:
            places[found] = place
            free.remove(found)
    kept = {name: value for name, value in typed.items() if not _ROW.fullmatch(name)}
    for name, value in typed.items():
        if (row := _ROW.fullmatch(name)) and int(row[1]) in places:
            kept[f"paper{places[int(row[1])]}_{row[2]}"] = value
    return kept


def _filing() -> dict[str, forms.Field]:
    return {
        # the key of the dossier this form will make: sent twice, it still makes one
        "key": forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid7),
        "place": forms.ChoiceField(
            label=_("Cách nộp"),
            choices=[(Place.COUNTER, _("Tại quầy")), (Place.POST, _("Bưu chính chuyển đến"))],
            initial=Place.COUNTER,
        ),
        "return_by": forms.ChoiceField(label=_("Nhận kết quả"), choices=_ways(), initial="counter"),
        "post_address": text_field(_("Địa chỉ nhận qua bưu chính"), most=300),
        "copies": forms.IntegerField(label=_("Số bộ"), min_value=1, max_value=99, initial=1),
        "other_owner": forms.BooleanField(label=_("Chủ hồ sơ là người khác"), required=False),
        "reason": forms.CharField(
            label=_("Khi chưa đủ: lý do, viết để người dân hiểu được"),
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
        "days": forms.IntegerField(
            label=_("Khi chưa đủ: số ngày dành cho người dân"),
            required=False,
            min_value=1,
            max_value=365,
            help_text=_("Chỉ cần ghi khi thủ tục không quy định."),
        ),
    }


def _ways() -> list[tuple[str, str | Promise]]:
    """Without an account nobody could open an electronic result."""
    return [(way, words) for way, words in WAYS.items() if way != "electronic"]


def _acting(kin: Sequence[str]) -> dict[str, forms.Field]:
    return {
        "basis": forms.ChoiceField(label=_("Nộp thay vì"), required=False, choices=partial(_bases, kin)),
        "relation": text_field(_("Là gì của chủ hồ sơ"), most=80),
        "scope": text_field(_("Được làm thay những việc gì"), most=300, placeholder=_("như giấy uỷ quyền ghi")),
        "until": forms.DateField(
            label=_("Uỷ quyền đến ngày"), required=False, input_formats=["%d/%m/%Y"],
            widget=forms.DateInput(format="%d/%m/%Y", attrs={"placeholder": "31/12/2026", "autocomplete": "off"}),
            error_messages={"invalid": _("Xin ghi ngày như 31/12/2026.")},
        ),
    }  # fmt: skip


def _bases(kin: Sequence[str]) -> list[tuple[str, str | Promise]]:
    """By what right somebody files for another, in the language of who looks."""
    spares = gettext("là %(who)s, không cần uỷ quyền")
    return [
        ("", _("Chưa ghi")),
        (Basis.PROXY, _("có văn bản uỷ quyền")),
        (Basis.LAW, Basis.LAW.label),
        *((Basis.choice_of_kin(word), spares % {"who": word}) for word in kin),
    ]


def _paper(number: int, originals: int | None, copies: int | None) -> dict[str, forms.Field]:
    count: dict[str, Any] = {"min_value": 0, "max_value": 99, "required": False}
    return {
        f"paper{number}_state": forms.ChoiceField(choices=_STATES, required=False, widget=forms.RadioSelect),
        f"paper{number}_originals": forms.IntegerField(initial=originals, **count),
        f"paper{number}_copies": forms.IntegerField(initial=copies, **count),
        f"paper{number}_reason": text_field(_("Điều chưa đạt, hoặc vì sao không phải nộp"), most=500),
    }
