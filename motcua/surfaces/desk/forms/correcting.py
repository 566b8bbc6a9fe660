"""One person of a dossier, as they are written down now, to be mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.apps.organization.values import PlaceAsked
from motcua.apps.parties.values import PartyView, PersonStated
from motcua.kernel.errors import Invalid
from motcua.surfaces.desk.forms.people import PARTS, look_at_birth, person_fields, person_stated

#: What the fields are named after.
WHO: Final = "person"


class CorrectForm(forms.Form):
    """Everything that is written down of somebody, and why it changes."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Vì sao sửa"),
        max_length=500,
        help_text=_("Ví dụ: gõ sai tên đệm, xem lại căn cước. Lý do được giữ cùng bản cũ."),
        error_messages={"required": _("Xin ghi vì sao sửa.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, party: PartyView) -> None:
        assert isinstance(party.stated, PersonStated)
        self.before = party.stated
        super().__init__(data, initial={**_written(party.stated), "seen": party.revision})
        self.fields = {**person_fields(WHO, asked=_("Xin ghi họ và tên.")), **self.fields}

    @property
    def person(self) -> list[forms.BoundField]:
        """What is asked of the person."""
        return [self[f"{WHO}_{part}"] for part in PARTS]

    def clean(self) -> dict[str, Any]:
        """A birth must be readable."""
        given = super().clean() or {}
        look_at_birth(self, given, WHO)
        return given

    def stated(self, place: PlaceAsked) -> PersonStated:
        """The person as written now; what the page does not ask for stays."""
        told = person_stated(self.cleaned_data, WHO, unit=place.code)
        if told.address == self.before.address and not place.chosen:
            told = replace(told, address_unit=self.before.address_unit)
        return replace(
            told, email=self.before.email, nationality=self.before.nationality, tax_code=self.before.tax_code
        )

    def take_place(self, place: PlaceAsked) -> bool:
        """False, and said beside the address, where the officer has to choose what it names today."""
        if place.question and self.cleaned_data[f"{WHO}_address"] != self.before.address:
            self.add_error(f"{WHO}_address", gettext(place.question))
            return False
        return True

    def take_problems(self, refusal: Invalid) -> None:
        """Put what the parties app found beside its field; the rest on top."""
        for key, told in refusal.problems.items():
            name = f"{WHO}_{key[2:]}" if key.startswith("0.") else key
            self.add_error(name if name in self.fields else None, gettext(told))

    def renew(self, party: PartyView) -> None:
        """What was typed stays, to be compared with what is written down by now."""
        self.data = {**self.data.dict(), "seen": str(party.revision)}  # type: ignore[attr-defined]


def _written(stated: PersonStated) -> dict[str, Any]:
    plain = {f"{WHO}_{part}": str(getattr(stated, part)) for part in (*PARTS, "address_unit") if part != "birth"}
    return {**plain, f"{WHO}_birth": stated.birth.written() if stated.birth else ""}
