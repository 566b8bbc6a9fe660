"""One form for each kind of fact: what is typed becomes the plain value that `set_fact` checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from motcua.apps.workcalendar.values import Unit
from motcua.kernel.actor import Role
from motcua.surfaces.console.forms import fact_words

#: So many lines a fee form has at least, and so many more than are known.
FEE_LINES, SPARE_LINES = 4, 2
LINE_PARTS = ("line", "amount", "per", "first", "last")
#: A field of one line; more than a hundred lines nobody typed.
_OF_A_LINE = re.compile(r"(?:line|amount|per|first|last)_([1-9]\d?)")


class FactForm(forms.Form):
    """Where a fact comes from, and whether it holds here alone; kinds add their own fields above."""

    source = forms.CharField(
        label=_("Nguồn"),
        help_text=_("Số, ký hiệu văn bản; điều, khoản hoặc trang nếu biết."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Xin ghi văn bản hoặc nơi lấy nội dung này.")},
    )
    only_here = forms.BooleanField(label=_("Chỉ áp dụng tại Trung tâm này"), required=False)

    def own_fields(self) -> list[forms.BoundField]:
        """The fields of the fact itself, without its source."""
        return [bound for bound in self if bound.name not in {"source", "only_here"}]

    def fact(self) -> object:
        """The fact as plain JSON, once the form is valid."""
        found: object = self.cleaned_data["value"]
        return found

    @classmethod
    def typed(cls, value: Any) -> dict[str, Any]:
        """What stands in the fields for a value that is known already."""
        return {"value": value}


class TermForm(FactForm):
    """A term of one channel."""

    quantity = forms.DecimalField(
        label=_("Số lượng"), required=False, max_digits=6, decimal_places=2, localize=False,
        help_text=_("Bỏ trống nếu giải quyết trong ngày."),
        error_messages={"invalid": _("Xin ghi một số, ví dụ 3 hoặc 0.5.")},
    )  # fmt: skip
    unit = forms.ChoiceField(
        label=_("Đơn vị"), choices=list({unit.value: word for unit, word in fact_words.UNITS.items()}.items())
    )

    def clean(self) -> dict[str, Any]:
        """A same-day term has no number, every other has one."""
        data = super().clean() or {}
        same_day, quantity = data.get("unit") == Unit.SAME_DAY, data.get("quantity")
        if "quantity" not in self.errors and (quantity is None) != same_day:
            told = (
                say("Giải quyết trong ngày thì bỏ trống số lượng.")
                if same_day
                else say("Xin ghi thời hạn là bao nhiêu.")
            )
            self.add_error("quantity", told)
        return data

    def fact(self) -> object:
        """{"quantity", "unit"}."""
        quantity, unit = self.cleaned_data["quantity"], self.cleaned_data["unit"]
        return {"unit": unit} if unit == Unit.SAME_DAY else {"quantity": f"{quantity.normalize():f}", "unit": unit}

    @classmethod
    def typed(cls, value: Any) -> dict[str, Any]:
        """The known term in the two fields."""
        return {"unit": value["unit"]} if value["unit"] == Unit.SAME_DAY else dict(value)


class FeeForm(FactForm):
    """The prices of one channel, a line each and some to spare, and a ceiling."""

    free = forms.BooleanField(label=_("Không thu phí, lệ phí"), required=False)
    cap = forms.IntegerField(label=_("Mức thu tối đa (đồng)"), required=False, min_value=0)
    cap_per = forms.CharField(label=_("Tối đa cho mỗi"), required=False, max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = max(_line_numbers(self.initial), default=0)
        self.rows = range(1, max(FEE_LINES, known + SPARE_LINES, *_line_numbers(self.data)) + 1)
        for n in self.rows:
            self.fields[f"line_{n}"] = forms.CharField(label=say("Khoản thu"), required=False, max_length=200)
            self.fields[f"amount_{n}"] = forms.IntegerField(label=say("Số tiền (đồng)"), required=False, min_value=0)
            self.fields[f"per_{n}"] = forms.CharField(label=say("Tính trên mỗi"), required=False, max_length=60)
            self.fields[f"first_{n}"] = forms.IntegerField(label=say("Từ thứ"), required=False, min_value=1)
            self.fields[f"last_{n}"] = forms.IntegerField(label=say("Đến thứ"), required=False, min_value=1)

    def lines(self) -> list[list[forms.BoundField]]:
        """The fields of each price, line by line."""
        return [[self[f"{part}_{n}"] for part in LINE_PARTS] for n in self.rows]

    def clean(self) -> dict[str, Any]:
        """Either nothing is charged, or at least one amount stands there; no line is half filled."""
        data = super().clean() or {}
        for n in self.rows:
            self._check_line(n, data)
        if data.get("free") and data.get("cap") is not None:
            self.add_error("cap", say("Đã chọn không thu thì không có mức tối đa. Xin bỏ một trong hai."))
        elif data.get("cap_per") and data.get("cap") is None and "cap" not in self.errors:
            self.add_error("cap", say("Xin ghi mức tối đa, hoặc xoá ô «Tối đa cho mỗi»."))
        charged = any(data.get(f"amount_{n}") is not None for n in self.rows)
        if data.get("free") == charged and not self.errors:
            self.add_error("free", say("Xin chọn không thu, hoặc ghi ít nhất một số tiền."))
        return data

    def _check_line(self, n: int, data: Mapping[str, Any]) -> None:
        """A line that says anything says how much, and ends no earlier than it begins."""
        _line, amount, _per, first, last = (data.get(f"{part}_{n}") for part in LINE_PARTS)
        said = any(data.get(f"{part}_{n}") not in {None, ""} for part in LINE_PARTS)
        if said and amount is None and f"amount_{n}" not in self.errors:
            self.add_error(f"amount_{n}", say("Xin ghi số tiền của khoản này, hoặc xoá cả khoản."))
        if last is not None and last < (first or 1):
            self.add_error(f"last_{n}", say("Khoảng tính phải kết thúc sau khi bắt đầu."))

    def fact(self) -> object:
        """{"lines", "cap", "cap_per"}."""
        data = self.cleaned_data
        lines = [
            {"line": data[f"line_{n}"], "amount": data[f"amount_{n}"], "per": data[f"per_{n}"],
             "first": data[f"first_{n}"] or 1, "last": data[f"last_{n}"]}
            for n in self.rows
            if data[f"amount_{n}"] is not None
        ]  # fmt: skip
        return {"lines": lines, "cap": data["cap"], "cap_per": data["cap_per"]}

    @classmethod
    def typed(cls, value: Any) -> dict[str, Any]:
        """The known prices in their lines."""
        found = {"free": not value["lines"], "cap": value.get("cap"), "cap_per": value.get("cap_per")}
        for n, line in enumerate(value["lines"], start=1):
            found |= {f"{part}_{n}": line.get(part) for part in LINE_PARTS}
        return found


class WordsForm(FactForm):
    """A short text."""

    value = forms.CharField(label=_("Nội dung"), max_length=500)


class ListForm(WordsForm):
    """Words, one a line."""

    value = forms.CharField(
        label=_("Danh sách"), help_text=_("Mỗi dòng một mục."), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip

    def rows(self) -> list[str]:
        """The lines that say something."""
        return [line.strip() for line in self.cleaned_data["value"].splitlines() if line.strip()]

    def fact(self) -> object:
        """The words."""
        return self.rows()

    @classmethod
    def typed(cls, value: Any) -> dict[str, Any]:
        """The known words, one a line."""
        return {"value": "\n".join(value)}


class ExemptionsForm(ListForm):
    """Who pays less: key; name; percent, one a line; nothing typed says that nobody is exempt."""

    value = forms.CharField(
        label=_("Đối tượng"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Mỗi dòng: khoá; tên đối tượng; phần trăm được giảm. Ví dụ: ho-ngheo; Hộ nghèo; 100. "
                    "Bỏ trống nếu không ai được miễn, giảm."),
    )  # fmt: skip

    def fact(self) -> object:
        """[{"class", "name", "percent_off"}]; a percent that is no number is left for the rules to refuse."""
        parts = [[part.strip() for part in row.split(";")] + ["", ""] for row in self.rows()]
        return [{"class": key, "name": name, "percent_off": _number(percent)} for key, name, percent, *_ in parts]

    @classmethod
    def typed(cls, value: Any) -> dict[str, Any]:
        """The known exemptions, one a line."""
        return {"value": "\n".join(f"{e['class']}; {e['name']}; {e['percent_off']}" for e in value)}


class ProcessForm(ListForm):
    """The steps of the work: key; name; role; minutes, one a line."""

    value = forms.CharField(
        label=_("Các bước"), max_length=4000, widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Mỗi dòng: khoá; tên bước; vai trò; số phút làm việc (bỏ trống nếu chưa định). "
                    "Vai trò: clerk, specialist, leader, records."),
    )  # fmt: skip

    def fact(self) -> object:
        """[{"key", "name", "role", "budget_minutes"}]."""
        parts = [[part.strip() for part in row.split(";")] + ["", "", ""] for row in self.rows()]
        return [
            {"key": key, "name": name, "role": role, "budget_minutes": _number(minutes) if minutes else None}
            for key, name, role, minutes, *_ in parts
        ]

    @classmethod
    def typed(cls, value: Any) -> dict[str, Any]:
        """The known steps, one a line."""
        rows = (f"{s['key']}; {s['name']}; {Role(s['role']).value}; {s['budget_minutes'] or ''}" for s in value)
        return {"value": "\n".join(rows)}


class SignatoriesForm(ListForm):
    """Who signs together: a role a line, and before what all must have confirmed."""

    value = forms.CharField(
        label=_("Vai của từng người cùng ký"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một vai, ví dụ: Bên nam. Ít nhất hai vai."),
    )  # fmt: skip
    before = forms.ChoiceField(
        label=_("Phải xác nhận đủ"),
        choices=[(key.value, word) for key, word in fact_words.BEFORE.items()],
        widget=forms.RadioSelect,
    )

    def fact(self) -> object:
        """{"roles", "before"}."""
        return {"roles": self.rows(), "before": self.cleaned_data["before"]}

    @classmethod
    def typed(cls, value: Any) -> dict[str, Any]:
        """The known roles, one a line."""
        return {"value": "\n".join(value["roles"]), "before": value["before"]}


class RepresentationForm(ListForm):
    """Who may file for somebody else, and which kin the law spares a proxy or its certifying."""

    allowed = forms.ChoiceField(
        label=_("Có được nộp thay không"), choices=[("yes", _("Có")), ("no", _("Không"))], widget=forms.RadioSelect
    )
    value = forms.CharField(
        label=_("Không cần văn bản uỷ quyền"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Mỗi dòng một quan hệ, ví dụ: ông, bà."),
    )  # fmt: skip
    uncertified = forms.CharField(
        label=_("Văn bản uỷ quyền không phải chứng thực"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Mỗi dòng một quan hệ."),
    )  # fmt: skip

    def fact(self) -> object:
        """{"allowed", "kin", "uncertified"}."""
        spared = [line.strip() for line in self.cleaned_data["uncertified"].splitlines() if line.strip()]
        return {"allowed": self.cleaned_data["allowed"] == "yes", "kin": self.rows(), "uncertified": spared}

    @classmethod
    def typed(cls, value: Any) -> dict[str, Any]:
        """What is known, a relation a line."""
        lists = {"value": "\n".join(value["kin"]), "uncertified": "\n".join(value["uncertified"])}
        return {"allowed": "yes" if value["allowed"] else "no", **lists}


class DaysForm(WordsForm):
    """A number of calendar days."""

    value = forms.IntegerField(label=_("Số ngày (theo lịch)"), min_value=1, max_value=1000)  # type: ignore[assignment]


class YesNoForm(WordsForm):
    """Yes or no."""

    value = forms.ChoiceField(  # type: ignore[assignment]
        label=_("Chọn"), choices=[("yes", _("Có")), ("no", _("Không"))], widget=forms.RadioSelect
    )

    def fact(self) -> object:
        """True or false."""
        return self.cleaned_data["value"] == "yes"

    @classmethod
    def typed(cls, value: Any) -> dict[str, Any]:
        """The known answer."""
        return {"value": "yes" if value else "no"}


def _choice(words: Mapping[Any, Any]) -> type[WordsForm]:
    choices = [(key.value, word) for key, word in words.items()]
    field = forms.ChoiceField(label=_("Chọn"), choices=choices, widget=forms.RadioSelect)
    return type("ChoiceForm", (WordsForm,), {"value": field, "__doc__": "One of a few words."})


def _line_numbers(names: Iterable[str]) -> list[int]:
    """The numbers of the lines these fields belong to."""
    return [int(found[1]) for name in names if (found := _OF_A_LINE.fullmatch(name))]


def _number(text: str) -> object:
    return int(text) if text.isascii() and text.isdigit() else text


FORMS: Mapping[str, type[FactForm]] = {
    "term": TermForm,
    "fee": FeeForm,
    "exemptions": ExemptionsForm,
    "process": ProcessForm,
    "online_where": _choice(fact_words.WHERE),
    "online_level": _choice(fact_words.LEVELS),
    "fee_at": _choice(fact_words.MOMENTS),
    "duty_pauses": YesNoForm,
    "supplement_days": DaysForm,
    "signatories": SignatoriesForm,
    "representation": RepresentationForm,
    "competent_agency": WordsForm,
    "short_title": WordsForm,
    "summary": WordsForm,
    "keywords": ListForm,
    "replaced_by": ListForm,
}


class WithdrawForm(forms.Form):
    """Why a fact is taken back."""

    reason = forms.CharField(
        label=_("Lý do rút"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Xin ghi lý do rút nội dung này.")},
    )  # fmt: skip
