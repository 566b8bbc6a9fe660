"""Whether the citizen files for somebody else, and by what right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from motcua.apps.parties.states import Basis
from motcua.apps.parties.values import MandateStated
from motcua.apps.procedures.values import Representation
from motcua.ui.templatetags.ui import native_in

#: What somebody types about another person, and why they file for them.
_OF_THE_OTHER: Final = ("name", "also", "birth_day", "birth_month", "birth_year", "number", "phone", "address")
_WHY: Final = ("relation", "basis", "scope", "until")


class ForWhomForm(forms.Form):
    """Whether it is for somebody else; then as what, on which paper, for what and until when."""

    other = forms.BooleanField(
        label=_("Tôi nộp thay cho người khác"), help_text=_("Nộp cho chính mình thì để trống."), required=False
    )
    relation = forms.CharField(
        label=_("Ông/bà là gì của người đó?"), help_text=_("Ví dụ: mẹ, con, người được uỷ quyền."), required=False,
        max_length=80,
    )  # fmt: skip
    basis = forms.ChoiceField(
        label=_("Vì sao ông/bà được nộp thay?"), help_text=_("Chỉ cần chọn khi nộp thay."), required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    scope = forms.CharField(
        label=_("Được làm thay những việc gì?"), help_text=_("Như giấy uỷ quyền ghi. Ví dụ: nộp hồ sơ, nhận kết quả."),
        required=False, max_length=300,
    )  # fmt: skip
    until = forms.CharField(
        label=_("Giấy uỷ quyền có giá trị đến ngày"), help_text=_("Ví dụ: 31/12/2026. Giấy không ghi thì để trống."),
        required=False, max_length=10,
    )  # fmt: skip

    def __init__(self, *args: Any, representation: Representation | None, helped: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = representation or Representation()
        spares = gettext("%(who)s, không cần văn bản uỷ quyền")
        kin = [(Basis.choice_of_kin(word), native_in(spares, who=word)) for word in said.kin]
        self.fields["basis"].choices = [  # type: ignore[attr-defined]
            *kin,
            (Basis.PROXY.value, gettext("Tôi được uỷ quyền, có văn bản")),
            (Basis.LAW.value, gettext("Tôi là người đại diện theo pháp luật: cha, mẹ của trẻ, người giám hộ")),
        ]
        if helped:
            self.fields["other"].label = gettext("Người nộp nộp thay cho người khác nữa")
            self.fields["relation"].label = gettext("Người nộp là gì của người đó?")
        if said.uncertified:
            spared = gettext("Văn bản uỷ quyền không phải chứng thực khi người được uỷ quyền là: %(who)s.")
            self.fields["basis"].help_text = native_in(spared, who="; ".join(said.uncertified))

    def clean(self) -> dict[str, Any]:
        """Whoever files for another says why, and what they are to them."""
        told = super().clean() or {}
        if not told.get("other"):
            return told
        if not told.get("basis") and "basis" not in self.errors:
            self.add_error("basis", gettext("Xin chọn vì sao ông/bà được nộp thay."))
        if told.get("until") and _day(told["until"]) is None:
            self.add_error("until", gettext("Xin ghi ngày như 31/12/2026."))
        return told

    def check(self, typed: Mapping[str, Any], *, today: date) -> bool:
        """Whether it may be filed so, as the page was typed; what is wrong stands beside its field."""
        self.full_clean()
        if is_box_forgotten(typed):
            self.add_error("other", gettext(BOX_FORGOTTEN))
        mandate = mandate_in(self.cleaned_data)
        for field, text in (mandate.problems(today=today) if mandate else {}).items():
            if field not in self.errors:
                self.add_error(field, gettext(text))
        return not self.errors


#: Told rather than leaving out what was typed: the dossier would be the filer's own.
BOX_FORGOTTEN: Final = gettext_noop("Ông/bà đã ghi về người được nộp thay: xin đánh dấu ô này, hoặc xoá phần đã ghi.")


def is_box_forgotten(told: Mapping[str, Any]) -> bool:
    """Whether somebody else was written about, and nobody said that it is for them; in what was typed or kept."""
    other = told.get("owner") or {}
    return not told.get("other") and (any(told.get(n) for n in _WHY) or any(other.get(n) for n in _OF_THE_OTHER))


def mandate_in(told: Mapping[str, Any]) -> MandateStated | None:
    """Why one acts for the other, in what was typed or kept; None where nobody does or nothing was chosen."""
    basis = str(told.get("basis") or "")
    if not told.get("other") or not basis:
        return None
    return MandateStated.chosen(
        basis,
        relation=str(told.get("relation", "")),
        scope=str(told.get("scope", "")),
        until=_day(str(told.get("until", ""))),
    )


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text.strip(), "%d/%m/%Y").date()  # noqa: DTZ007 -- a day, no moment
    except ValueError:
        return None
