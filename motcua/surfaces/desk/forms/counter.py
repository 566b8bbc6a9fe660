"""The counter's one page: people, papers one by one, how the result is to be had."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.apps.dossiers.commands.returning import WAYS
from motcua.apps.dossiers.states import ComponentState
from motcua.apps.dossiers.values import ComponentGiven, ItemAsked, Place
from motcua.apps.organization.values import PlaceAsked
from motcua.apps.parties.values import Basis, Birth, MandateStated, NumberKind, PersonStated, Sex
from motcua.apps.procedures.values import Paper
from motcua.kernel.errors import Invalid
from motcua.kernel.ids import uuid7
from motcua.surfaces.desk.forms import attesting

RECEIVE, TURN_AWAY, CARD = "receive", "turn_away", "card"
#: Lines for papers the catalogue does not name.
OTHER_PAPERS = 2
PEOPLE = ("filer", "owner")
_KINDS = (
    (NumberKind.CITIZEN, _("Số định danh (12 số)")),
    (NumberKind.OLD_IDENTITY, _("CMND (9 số)")),
    (NumberKind.PASSPORT, _("Hộ chiếu")),
    (NumberKind.OTHER, _("Giấy tờ khác")),
)
_STATES = (
    (ComponentState.CHECKED, _("Đạt")),
    (ComponentState.FAULTY, _("Chưa đạt")),
    (ComponentState.WAIVED, _("Không phải nộp")),
)
_BIRTH = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})")


@dataclass(frozen=True, slots=True)
class PaperFields:
    """The fields of one paper's row."""

    paper: Paper | None
    title: forms.BoundField | None
    state: forms.BoundField
    originals: forms.BoundField
    copies: forms.BoundField
    reason: forms.BoundField


def _text(label: Any, *, most: int = 200, required: bool = False, asked: Any = "", **attrs: Any) -> forms.CharField:
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


def _person(who: str) -> dict[str, forms.Field]:
    kinds = forms.ChoiceField(label=_("Loại giấy tờ"), choices=_KINDS, required=False, initial=NumberKind.CITIZEN)
    return {
        f"{who}_name": _text(_("Họ và tên"), required=who == "filer", asked=_("Xin ghi họ và tên người nộp.")),
        f"{who}_also": _text(_("Giấy khác ghi tên"), most=120),
        f"{who}_number": _text(_("Số giấy tờ"), most=20, inputmode="numeric"),
        f"{who}_number_kind": kinds,
        f"{who}_birth": _text(_("Ngày sinh"), most=10, placeholder="21/11/1952, 1952"),
        f"{who}_sex": forms.ChoiceField(
            label=_("Giới tính"), required=False, choices=[("", "–"), (Sex.MALE, _("Nam")), (Sex.FEMALE, _("Nữ"))]
        ),
        f"{who}_phone": _text(_("Điện thoại"), most=20, inputmode="tel"),
        f"{who}_address": _text(
            _("Nơi cư trú"), most=300, placeholder=_("tên xã, huyện cũ cũng được"), **_asks_below(who)
        ),
        f"{who}_address_unit": forms.CharField(required=False, max_length=20),
    }


def _paper(number: int, originals: int | None, copies: int | None) -> dict[str, forms.Field]:
    count: dict[str, Any] = {"min_value": 0, "max_value": 99, "required": False}
    return {
        f"paper{number}_state": forms.ChoiceField(choices=_STATES, required=False, widget=forms.RadioSelect),
        f"paper{number}_originals": forms.IntegerField(initial=originals, **count),
        f"paper{number}_copies": forms.IntegerField(initial=copies, **count),
        f"paper{number}_reason": _text(_("Điều chưa đạt, hoặc vì sao không phải nộp"), most=500),
    }


@lru_cache(maxsize=256)
def _fields_of(papers: tuple[tuple[int | None, int | None], ...]) -> Mapping[str, forms.Field]:
    """The fields for papers of so many originals and copies: made once, shared by every form, never changed."""
    fields = {name: field for who in PEOPLE for name, field in _person(who).items()} | attesting.fields()
    for number, (originals, copies) in enumerate(papers):
        fields |= _paper(number, originals, copies)
    for number in range(len(papers), len(papers) + OTHER_PAPERS):
        fields[f"paper{number}_title"] = _text(_("Giấy tờ khác"), most=300)
        fields |= _paper(number, 0, 0)
    return fields


class CounterForm(forms.Form):
    """What the clerk writes while the person stands there; `do` says which button was pressed."""

    #: The key of the dossier this form will make: sent twice, it still makes one.
    key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid7)
    place = forms.ChoiceField(
        label=_("Cách nộp"),
        choices=[(Place.COUNTER, _("Tại quầy")), (Place.POST, _("Bưu chính chuyển đến"))],
        initial=Place.COUNTER,
    )
    return_by = forms.ChoiceField(label=_("Nhận kết quả"), choices=list(WAYS.items()), initial="counter")
    copies = forms.IntegerField(label=_("Số bộ"), min_value=1, max_value=99, initial=1)
    other_owner = forms.BooleanField(label=_("Chủ hồ sơ là người khác"), required=False)
    basis = forms.ChoiceField(
        label=_("Nộp thay vì"), required=False,
        choices=[
            ("", _("Chưa ghi")), (Basis.PROXY, _("có văn bản uỷ quyền")),
            (Basis.LAW, _("là người đại diện theo pháp luật")),
        ],
    )  # fmt: skip
    relation = _text(_("Là gì của chủ hồ sơ"), most=80)
    scope = _text(_("Được làm thay những việc gì"), most=300, placeholder=_("như giấy uỷ quyền ghi"))
    until = forms.DateField(
        label=_("Uỷ quyền đến ngày"), required=False, input_formats=["%d/%m/%Y"],
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"placeholder": "31/12/2026", "autocomplete": "off"}),
        error_messages={"invalid": _("Xin ghi ngày như 31/12/2026.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Khi chưa đủ: lý do, viết để người dân hiểu được"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    days = forms.IntegerField(
        label=_("Khi chưa đủ: số ngày dành cho người dân"),
        required=False,
        min_value=1,
        max_value=365,
        help_text=_("Chỉ cần ghi khi thủ tục không quy định."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        papers: Sequence[Paper],
        kin: Sequence[str] = (),
        initial: Mapping[str, Any] | None = None,
        do: str = "",
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.papers, self.do = tuple(papers), do
        #: Code of the commune each address names today, as far as known: `take_places` tells.
        self.units: Mapping[str, str] = {}
        if kin:  # the law spares them a written authority
            basis, spares = cast("forms.ChoiceField", self.fields["basis"]), gettext("là %(who)s, không cần uỷ quyền")
            spared = [(Basis.choice_of_kin(word), spares % {"who": word}) for word in kin]
            basis.choices = [*basis.choices, *spared]  # type: ignore[misc]
        self.fields |= _fields_of(tuple((paper.originals, paper.copies) for paper in self.papers))

    def renew(self) -> None:
        """What is typed stays and may be sent once more, as another dossier."""
        self.data = {**self.data.dict(), "key": str(uuid7())}  # type: ignore[attr-defined]

    @property
    def rows(self) -> list[PaperFields]:
        """The papers' rows, those the catalogue names first."""
        return [
            PaperFields(
                paper=self.papers[n] if n < len(self.papers) else None,
                title=None if n < len(self.papers) else self[f"paper{n}_title"],
                state=self[f"paper{n}_state"],
                originals=self[f"paper{n}_originals"],
                copies=self[f"paper{n}_copies"],
                reason=self[f"paper{n}_reason"],
            )
            for n in range(len(self.papers) + OTHER_PAPERS)
        ]

    @property
    def people(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of filer and owner."""
        parts = ("name", "also", "number", "number_kind", "birth", "sex", "phone", "address")
        return [(who, [self[f"{who}_{part}"] for part in parts]) for who in PEOPLE]

    @property
    def acting(self) -> list[forms.BoundField]:
        """Why the filer acts for the owner."""
        return [self[name] for name in ("basis", "relation", "scope", "until")]

    @property
    def attesting(self) -> list[forms.BoundField]:
        """For somebody who cannot sign, or needs an interpreter."""
        return [self[name] for name in attesting.FIELDS]

    def clean(self) -> dict[str, Any]:
        """Every named paper looked at; for a refusal to take it in at once, something named and why."""
        given = super().clean() or {}
        if given.get("other_owner") and not given.get("owner_name"):
            self.add_error("owner_name", gettext("Xin ghi họ tên chủ hồ sơ."))
        for who in PEOPLE:
            if given.get(f"{who}_birth") and _birth(given[f"{who}_birth"]) is None:
                self.add_error(f"{who}_birth", gettext("Xin ghi như 21/11/1952, 11/1952 hoặc 1952."))
        self._look_at_papers(given)
        if self.do == TURN_AWAY:
            if not given.get("reason"):
                self.add_error("reason", gettext("Xin ghi lý do, để in vào phiếu yêu cầu bổ sung."))
            if not self._faulty(given):
                self.add_error(None, gettext("Chưa có giấy tờ nào ghi là chưa đạt. Xin ghi điều còn thiếu."))
        return given

    def _look_at_papers(self, given: Mapping[str, Any]) -> None:
        for number, paper in enumerate(self.papers):
            state = given.get(f"paper{number}_state")
            if self.do == RECEIVE and paper.required and not state:
                told = gettext("Xin xem giấy tờ này: đạt, chưa đạt, hay không phải nộp.")
                self.add_error(f"paper{number}_state", told)
            if state in {ComponentState.FAULTY, ComponentState.WAIVED} and not given.get(f"paper{number}_reason"):
                self.add_error(f"paper{number}_reason", gettext("Xin ghi vì sao."))

    def _faulty(self, given: Mapping[str, Any]) -> list[int]:
        wrong = [n for n in range(len(self.papers)) if self._is_wrong(given, n)]
        others = range(len(self.papers), len(self.papers) + OTHER_PAPERS)
        return wrong + [n for n in others if given.get(f"paper{n}_title") and self._is_wrong(given, n)]

    def _is_wrong(self, given: Mapping[str, Any], number: int) -> bool:
        state = given.get(f"paper{number}_state")
        needed = number < len(self.papers) and self.papers[number].required
        return state == ComponentState.FAULTY or (needed and not state)

    def person(self, who: str) -> PersonStated | None:
        """One of the people as stated; None for an owner who is the filer."""
        given = self.cleaned_data
        if who == "owner" and not given["other_owner"]:
            return None
        return PersonStated(
            name=given[f"{who}_name"],
            also=given[f"{who}_also"],
            number=given[f"{who}_number"],
            number_kind=NumberKind(given[f"{who}_number_kind"] or NumberKind.CITIZEN),
            birth=_birth(given[f"{who}_birth"]),
            sex=Sex(given[f"{who}_sex"]),
            phone=given[f"{who}_phone"],
            address=given[f"{who}_address"],
            address_unit=self.units.get(who, ""),
        )

    def mandate(self) -> MandateStated | None:
        """Why the filer acts for the owner; None where the clerk noted nothing."""
        given = self.cleaned_data
        if not given["other_owner"] or not given["basis"]:
            return None
        return MandateStated.chosen(
            given["basis"], relation=given["relation"], scope=given["scope"], until=given["until"]
        )

    def components(self) -> list[ComponentGiven]:
        """The papers as seen; what was not asked for and not given is left out."""
        given, found = self.cleaned_data, []
        for number in range(len(self.papers) + OTHER_PAPERS):
            paper = self.papers[number] if number < len(self.papers) else None
            title = paper.title if paper else given[f"paper{number}_title"]
            state = given[f"paper{number}_state"]
            wrong = self.do == TURN_AWAY and self._is_wrong(given, number)
            if not title or not (state or wrong or paper is None):
                continue
            found.append(
                ComponentGiven(
                    paper_key=paper.id if paper else "",
                    title=title,
                    state=ComponentState.FAULTY if wrong else state or ComponentState.CHECKED,
                    originals=given[f"paper{number}_originals"] or 0,
                    copies=given[f"paper{number}_copies"] or 0,
                    reason=given[f"paper{number}_reason"],
                )
            )
        return found

    def items(self) -> list[ItemAsked]:
        """Every fault, for form 02."""
        given = self.cleaned_data
        return [ItemAsked(text=self._fault(given, n)) for n in self._faulty(given)]

    def _fault(self, given: Mapping[str, Any], number: int) -> str:
        title = self.papers[number].title if number < len(self.papers) else given[f"paper{number}_title"]
        why = given.get(f"paper{number}_reason") or "chưa có"
        return f"{title}: {why}"  # kept in the dossier, so Vietnamese whoever writes it

    def take_places(self, places: Mapping[str, PlaceAsked]) -> bool:
        """Keep what the addresses name today; False, and said beside the field, where the clerk has to choose."""
        self.units = {who: place.code for who, place in places.items()}
        open_ones = {who: place.question for who, place in places.items() if place.question}
        if not self.cleaned_data.get("other_owner"):
            open_ones.pop("owner", None)
        for who, question in open_ones.items():
            self.add_error(f"{who}_address", gettext(question))
        return not open_ones

    def take_problems(self, refusal: Invalid) -> None:
        """Put what the parties app found beside its field; the rest on top."""
        for key, told in refusal.problems.items():
            place, _dot, part = key.partition(".")
            name = f"{PEOPLE[int(place)]}_{part}" if place in {"0", "1"} else key
            self.add_error(name if name in self.fields else None, gettext(told))


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
