"""The fields for somebody who cannot sign, or needs an interpreter: at the counter and at the hand-over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.apps.dossiers.values.attested import Attested, Manner

#: Who helped, and in which tongue; empty for nearly everybody.
NAMES: Final = ("witness", "interpreter", "language")
FIELDS: Final = ("manner", *NAMES)
MANNERS: Final = {Manner.SIGNATURE: _("Ký tên"), Manner.THUMB: _("Điểm chỉ, có người làm chứng")}


def fields() -> dict[str, forms.Field]:
    """The four fields, fresh."""
    return {
        "manner": forms.ChoiceField(
            label=_("Người dân xác nhận bằng"),
            required=False,
            choices=list(MANNERS.items()),
            initial=Manner.SIGNATURE,
        ),
        "witness": _name(_("Người làm chứng")),
        "interpreter": _name(_("Người phiên dịch")),
        "language": _name(_("Phiên dịch từ tiếng"), most=60),
    }


def taken_from(given: Mapping[str, Any]) -> Attested:
    """What the four fields say."""
    words = {name: str(given.get(name) or "").strip() for name in NAMES}
    return Attested(manner=Manner(given.get("manner") or Manner.SIGNATURE), **words)


def _name(label: Any, *, most: int = 120) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=most, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
