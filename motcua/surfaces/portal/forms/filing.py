"""Pages of the filing guide as plain validators: what was typed, and what a person states by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.apps.dossiers.values.way_back import WayBack
from motcua.apps.organization.values import AS_TYPED
from motcua.apps.parties.states import Sex
from motcua.apps.parties.values import Birth, PersonStated
from motcua.apps.procedures.values import Case
from motcua.base.eforms import Media
from motcua.ui.widgets import shown_with


class CaseForm(forms.Form):
    """Which trường hợp is the citizen's."""

    case = forms.ChoiceField(
        label=_("Trường hợp của ông/bà"),
        widget=forms.RadioSelect,
        help_text=_("Mỗi trường hợp phải nộp giấy tờ khác nhau."),
        error_messages={"required": _("Xin chọn một trường hợp.")},
    )

    def __init__(self, *args: Any, cases: Iterable[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"].choices = [(case.id, case.name or gettext("Trường hợp chung")) for case in cases]  # type: ignore[attr-defined]


def _number_box(label: Any, least: int, most: int, wrong: Any) -> forms.IntegerField:
    told = {"invalid": wrong, "min_value": wrong, "max_value": wrong}
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=most,
        error_messages=told,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4}),
    )


class PersonForm(forms.Form):
    """One person: a birth may be a year only, a name one word, a telephone missing."""

    name = forms.CharField(
        label=_("Họ, chữ đệm và tên"),
        help_text=_("Ghi như trên giấy tờ tuỳ thân."),
        max_length=120,
        error_messages={"required": _("Xin ghi họ và tên.")},
    )
    also = forms.CharField(
        label=_("Giấy tờ khác ghi tên khác?"),
        help_text=_("Có giấy ghi tên không giống thì ghi tên đó vào đây, để cán bộ biết là cùng một người."),
        required=False,
        max_length=120,
    )
    birth_day = _number_box(_("Ngày"), 1, 31, _("Ngày từ 1 đến 31."))
    birth_month = _number_box(_("Tháng"), 1, 12, _("Tháng từ 1 đến 12."))
    birth_year = _number_box(_("Năm sinh"), 1880, 2200, _("Năm sinh gồm bốn chữ số, ví dụ 1952."))
    sex = forms.ChoiceField(
        label=_("Giới tính"),
        help_text=_("Như trên giấy tờ tuỳ thân."),
        required=False,
        choices=[("", _("Không ghi")), *(choice for choice in Sex.choices if choice[0])],
    )
    number = shown_with(
        forms.CharField(
            label=_("Số định danh cá nhân"),
            help_text=_("12 chữ số trên thẻ căn cước."),
            max_length=20,
            error_messages={"required": _("Xin ghi số định danh cá nhân.")},
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        ),
        picture=Media("portal/card.svg", "Hình vẽ mặt trước thẻ căn cước: số định danh là dãy 12 chữ số được khoanh."),
    )
    phone = forms.CharField(
        label=_("Số điện thoại"),
        help_text=_("Để nhận tin nhắn. Không có thì để trống."),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    address = forms.CharField(
        label=_("Nơi ở hiện nay"),
        help_text=_("Ghi cả xã, huyện cũ cũng được: trang này cho biết nay là xã, phường nào."),
        required=False,
        max_length=300,
    )
    #: Code of the commune chosen for the address, or «-»: as typed.
    address_unit = forms.CharField(required=False, max_length=20)

    def stated(self) -> PersonStated:
        """The person as far as stated."""
        return stated_of(self.cleaned_data)

    def check_person(self, *, today: date) -> bool:
        """Whether the parties app accepts the statement; its problems go to the fields."""
        self.full_clean()
        for problem, text in self.stated().problems(today=today).items():
            field = "birth_year" if problem == "birth" else problem
            if field in self.fields and field not in self.errors:
                self.add_error(field, gettext(text))
        return not self.errors


def stated_of(told: Mapping[str, Any]) -> PersonStated:
    """The statement in what was typed (or kept from an earlier page)."""
    year, month, day = (_part(told.get(f"birth_{part}")) for part in ("year", "month", "day"))
    birth = None if year is month is day is None else Birth(year or 0, month, day)
    unit = str(told.get("address_unit", ""))
    return PersonStated(
        name=str(told.get("name", "")),
        also=str(told.get("also", "")),
        birth=birth,
        sex=Sex(told["sex"]) if told.get("sex") in set(Sex) else Sex(""),
        number=str(told.get("number", "")),
        phone=str(told.get("phone", "")),
        address=str(told.get("address", "")),
        address_unit="" if unit == AS_TYPED else unit,
    )


def _part(value: Any) -> int | None:
    """A number; what was kept half-typed («19a») is 0, which no date has: it is asked again before filing."""
    text = str(value or "").strip()
    return (int(text) if text.isdecimal() else 0) if text else None


class ReturnForm(forms.Form):
    """How the result is to reach the person."""

    return_by = forms.ChoiceField(
        label=_("Ông/bà muốn nhận kết quả thế nào?"),
        choices=[
            ("counter", _("Đến Trung tâm nhận")),
            ("post", _("Qua bưu chính, người nhận trả cước")),
            ("electronic", _("Bản điện tử trong tài khoản này")),
        ],
        help_text=_("Chọn một cách."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Xin chọn cách nhận kết quả.")},
    )
    post_address = forms.CharField(
        label=_("Địa chỉ nhận qua bưu chính"),
        required=False,
        max_length=300,
        help_text=_("Chỉ ghi nếu nhận qua bưu chính."),
    )

    def __init__(self, *args: Any, helped: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if helped:  # the account of this page is the helper's
            offered = [one for one in self.fields["return_by"].choices if one[0] != "electronic"]  # type: ignore[attr-defined]
            self.fields["return_by"].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The post needs an address, and an address the post."""
        told = super().clean() or {}
        if "return_by" in told and (problem := way_back_of(told).problem):
            self.add_error("post_address", gettext(problem))
        return told


def way_back_of(told: Mapping[str, Any]) -> WayBack:
    """What was typed on the page, or kept from it."""
    return WayBack(str(told.get("return_by", "")), str(told.get("post_address", "")))
