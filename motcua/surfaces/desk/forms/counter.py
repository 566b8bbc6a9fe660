"""The counter's one page: people, papers one by one, how the result is to be had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext

from motcua.apps.dossiers.states import ComponentState
from motcua.apps.dossiers.values import ComponentGiven, ItemAsked
from motcua.apps.dossiers.values.attested import Attested
from motcua.apps.dossiers.values.way_back import WayBack
from motcua.apps.organization.values import PlaceAsked
from motcua.apps.parties.values import MandateStated, PersonStated
from motcua.apps.procedures.values import Paper
from motcua.kernel.errors import Invalid
from motcua.kernel.ids import uuid7
from motcua.surfaces.desk.forms import attesting
from motcua.surfaces.desk.forms.counter_fields import (
    ACTING,
    OTHER_PAPERS,
    PEOPLE,
    TYPED_OF_OWNER,
    asleep,
    empty_values,
    fields_of,
)
from motcua.surfaces.desk.forms.people import PARTS, look_at_birth, person_stated

#: What is said of a paper nobody brought; kept in the dossier, so Vietnamese whoever writes it.
_ABSENT = "chưa có"
RECEIVE, TURN_AWAY, CARD, CASE = "receive", "turn_away", "card", "case"


@dataclass(frozen=True, slots=True)
class PaperFields:
    """The fields of one paper's row."""

    paper: Paper | None
    title: forms.BoundField | None
    state: forms.BoundField
    originals: forms.BoundField
    copies: forms.BoundField
    reason: forms.BoundField

    @property
    def is_wrong(self) -> bool:
        """Whether something in the row has to be mended."""
        asked = (self.title, self.state, self.originals, self.copies, self.reason)
        return any(one.errors for one in asked if one is not None)


class CounterForm(forms.Form):
    """What the clerk writes while the person stands there; `do` says which button was pressed."""

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
        #: Keys of the papers' rows, so that what is asked for can point at its paper.
        self._keys = [uuid7() for _ in range(len(self.papers) + OTHER_PAPERS)]
        #: Code of the commune each address names today, as far as known: `take_places` tells.
        self.units: Mapping[str, str] = {}
        counts = tuple((paper.originals, paper.copies) for paper in self.papers)
        self.fields |= fields_of(counts, tuple(kin))
        self._empty = empty_values(counts, tuple(kin))

    def _clean_fields(self) -> None:
        """Look at what applies to this filing and was written in; on the page every field stays, with what was typed.

        Of some fifty fields most are for people who are not there, or may be left empty and are.
        """
        whole, told = self.fields, dict(self.data.items())
        left_out = set(asleep(told, papers=len(self.papers)))
        empty = {name: value for name, value in self._empty.items() if not told.get(name) and name not in left_out}
        self.cleaned_data.update(empty)
        self.fields = {name: field for name, field in whole.items() if not (name in empty or name in left_out)}
        try:
            super()._clean_fields()  # type: ignore[misc]  # Django's own, unknown to its stubs
        finally:
            self.fields = whole

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
        return [(who, [self[f"{who}_{part}"] for part in PARTS]) for who in PEOPLE]

    @property
    def acting(self) -> list[forms.BoundField]:
        """Why the filer acts for the owner."""
        return [self[name] for name in ACTING]

    @property
    def attesting(self) -> list[forms.BoundField]:
        """For somebody who cannot sign, or needs an interpreter."""
        return [self[name] for name in attesting.FIELDS]

    def clean(self) -> dict[str, Any]:
        """Every named paper looked at; for a refusal to take it in at once, something named and why."""
        given = super().clean() or {}
        self._look_at_owner(given)
        if problem := WayBack(given.get("return_by", ""), given.get("post_address", "")).problem:
            self.add_error("post_address", gettext(problem))
        for who in PEOPLE:
            look_at_birth(self, given, who)
        self._look_at_papers(given)
        self._look_at_button(given)
        return given

    def _look_at_button(self, given: Mapping[str, Any]) -> None:
        for name in ("reason", "days") if self.do == RECEIVE else ():
            if self.data.get(name):
                told = gettext("Đã ghi cho lúc chưa đủ: xin bấm «Chưa đủ», hoặc xoá phần này rồi tiếp nhận.")
                self.add_error(name, told)
        if self.do == TURN_AWAY and not given.get("reason"):
            self.add_error("reason", gettext("Xin ghi lý do, để in vào phiếu yêu cầu bổ sung."))
        if self.do == TURN_AWAY and not self._faulty(given):
            self.add_error(None, gettext("Chưa có giấy tờ nào ghi là chưa đạt. Xin ghi điều còn thiếu."))

    def _look_at_owner(self, given: Mapping[str, Any]) -> None:
        if given.get("other_owner"):
            if not given.get("owner_name"):
                self.add_error("owner_name", gettext("Xin ghi họ tên chủ hồ sơ."))
            if not given.get("basis") and any(given.get(name) for name in ("relation", "scope", "until")):
                self.add_error("basis", gettext("Xin chọn vì sao người nộp được nộp thay."))
        elif any(self.data.get(name) for name in TYPED_OF_OWNER):
            told = gettext("Đã ghi về chủ hồ sơ: xin đánh dấu ô này, hoặc xoá phần đã ghi.")
            self.add_error("other_owner", told)

    def _look_at_papers(self, given: Mapping[str, Any]) -> None:
        for number, paper in enumerate(self.papers):
            state = given.get(f"paper{number}_state")
            if self.do == RECEIVE and paper.required and not state:
                told = gettext("Xin xem giấy tờ này: đạt, chưa đạt, hay không phải nộp.")
                self.add_error(f"paper{number}_state", told)
            if state in {ComponentState.FAULTY, ComponentState.WAIVED} and not given.get(f"paper{number}_reason"):
                self.add_error(f"paper{number}_reason", gettext("Xin ghi vì sao."))
        for number in range(len(self.papers), len(self.papers) + OTHER_PAPERS):
            if given.get(f"paper{number}_reason") and not given.get(f"paper{number}_title"):
                self.add_error(f"paper{number}_title", gettext("Xin ghi tên giấy tờ."))
        for number in range(len(self.papers) + OTHER_PAPERS):
            missing = self.do == TURN_AWAY and self._is_wrong(given, number)
            if given.get(f"paper{number}_reason") and not given.get(f"paper{number}_state") and not missing:
                told = gettext("Đã ghi lý do: xin chọn chưa đạt hay không phải nộp.")
                self.add_error(f"paper{number}_state", told)

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
        return person_stated(given, who, unit=self.units.get(who, ""))

    def mandate(self) -> MandateStated | None:
        """Why the filer acts for the owner; None where the clerk noted nothing."""
        given = self.cleaned_data
        if not given["other_owner"] or not given["basis"]:
            return None
        return MandateStated.chosen(
            given["basis"], relation=given["relation"], scope=given["scope"], until=given["until"]
        )

    def attested(self) -> Attested:
        """How the filer confirms; by signing where the clerk noted nothing."""
        return attesting.taken_from(self.cleaned_data)

    def components(self) -> list[ComponentGiven]:
        """The papers as seen; what was not asked for and not given is left out."""
        given, found = self.cleaned_data, []
        for number in range(len(self.papers) + OTHER_PAPERS):
            paper = self.papers[number] if number < len(self.papers) else None
            title = paper.title if paper else given.get(f"paper{number}_title")
            state = given.get(f"paper{number}_state")
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
                    reason=given[f"paper{number}_reason"] or (_ABSENT if wrong else ""),
                    id=self._keys[number],
                )
            )
        return found

    def items(self) -> list[ItemAsked]:
        """Every fault, for form 02."""
        given = self.cleaned_data
        return [ItemAsked(self._fault(given, n), self._keys[n]) for n in self._faulty(given)]

    def _fault(self, given: Mapping[str, Any], number: int) -> str:
        title = self.papers[number].title if number < len(self.papers) else given[f"paper{number}_title"]
        why = given.get(f"paper{number}_reason") or _ABSENT
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
