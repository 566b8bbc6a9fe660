"""Those who sign one filing together: which of them the filer is, and how each other one is reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.apps.dossiers.values.signing import SignatoryNamed
from motcua.apps.parties.values import Birth, PersonStated

LINK, COUNTER, NOBODY = "link", "counter", "none"
#: What is said of a person; of somebody who signs at the counter it may all be left open.
_SAID = ("name", "phone", "number", "birth_year")


class WhichForm(forms.Form):
    """Which of the roles is the filer's own."""

    me = forms.ChoiceField(
        label=_("Trong những người cùng ký, ông/bà là ai?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Xin chọn một vai.")},
    )

    def __init__(self, *args: Any, roles: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(number), role) for number, role in enumerate(roles)]
        self.fields["me"].choices = [*choices, (NOBODY, gettext("Tôi không phải ai trong số này"))]  # type: ignore[attr-defined]


class SignerForm(forms.Form):
    """One other person: a link to their own telephone, or the counter."""

    way = forms.ChoiceField(
        label=_("Người này xác nhận thế nào?"),
        choices=[(LINK, _("Bằng điện thoại của mình")), (COUNTER, _("Ký tại quầy"))],
        initial=LINK,
        widget=forms.RadioSelect,
        error_messages={"required": _("Xin chọn một cách.")},
    )
    name = forms.CharField(label=_("Họ, chữ đệm và tên"), required=False, max_length=120)
    phone = forms.CharField(
        label=_("Số điện thoại của người ấy"),
        required=False,
        max_length=20,
        help_text=_("Đường dẫn để xác nhận gửi đến số này. Dùng chung điện thoại thì chọn ký tại quầy."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    number = forms.CharField(
        label=_("Số định danh cá nhân của người ấy"),
        required=False,
        max_length=20,
        help_text=_("Để chứng tỏ đúng người khi mở đường dẫn. Không biết thì ghi năm sinh."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    birth_year = forms.IntegerField(
        label=_("Năm sinh của người ấy"),
        required=False,
        min_value=1880,
        max_value=2200,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4}),
    )

    def clean(self) -> dict[str, Any]:
        """Whoever gets a link must be reachable, and have something to show who they are; others at least a name."""
        told = super().clean() or {}
        if told.get("way") != LINK:
            if not told.get("name") and any(told.get(each) for each in _SAID):
                self.add_error("name", gettext("Xin ghi họ và tên."))
            return told
        if not told.get("name"):
            self.add_error("name", gettext("Xin ghi họ và tên."))
        if not told.get("phone"):
            self.add_error("phone", gettext("Xin ghi số điện thoại, hoặc chọn ký tại quầy."))
        if not told.get("number") and not told.get("birth_year") and "birth_year" not in self.errors:
            self.add_error("number", gettext("Xin ghi số định danh hoặc năm sinh của người ấy."))
        return told


def named(told: Mapping[str, Any], roles: Sequence[str]) -> tuple[SignatoryNamed, ...]:
    """What was typed on the page (or kept from it), role by role; nothing while no role was chosen."""
    if not told.get("me"):
        return ()
    return tuple(
        _other(role, told.get(f"s{number}", {})) if told["me"] != str(number) else SignatoryNamed(role, is_filer=True)
        for number, role in enumerate(roles)
    )


def _other(role: str, told: Mapping[str, Any]) -> SignatoryNamed:
    at_counter = told.get("way") != LINK
    said = not at_counter or any(told.get(each) for each in _SAID)
    return SignatoryNamed(role, _person(told) if said else None, at_counter=at_counter)


def _person(told: Mapping[str, Any]) -> PersonStated:
    year = str(told.get("birth_year") or "").strip()
    return PersonStated(
        name=str(told.get("name", "")),
        phone=str(told.get("phone", "")),
        number=str(told.get("number", "")),
        birth=Birth(int(year)) if year.isascii() and year.isdigit() else None,
    )
