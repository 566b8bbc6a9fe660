"""Which exemption of a fee the clerk saw, and the paper that proves it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.apps.dossiers.values import DossierView
from motcua.apps.dossiers.values.relief import LONGEST_GROUND, WHOLE, ReliefStated
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import Exemption
from motcua.surfaces.desk.forms.acts import ASKED, ActForm

#: Typed for an exemption that another paper grants than the procedure; no class may be named so.
OTHER: Final = "*"


class ReliefForm(ActForm):
    """The exemptions the procedure states as choices, and another one with its ground."""

    which = forms.ChoiceField(
        label=_("Đối tượng miễn, giảm"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Xin chọn đối tượng miễn, giảm.")},
    )
    ground = forms.CharField(
        label=_("Căn cứ của việc miễn"),
        required=False,
        max_length=LONGEST_GROUND,
        help_text=_("Chỉ cần ghi khi chọn “Khác”: số văn bản, điều, khoản."),
    )
    paper = forms.CharField(
        label=_("Giấy tờ chứng minh"),
        max_length=500,
        error_messages=ASKED,
        help_text=_("Tên giấy, số, ngày, nơi cấp."),
    )
    component = forms.TypedChoiceField(
        label=_("Là giấy tờ nào trong hồ sơ"), required=False, coerce=UUID, empty_value=None
    )

    def prepare(self, view: DossierView, holders: Sequence[tuple[int, str]]) -> None:  # noqa: ARG002 -- one shape
        """Offer what the version the dossier was filed under states, and the papers of the dossier."""
        known = procedures.version(view.head.version_id).exemptions.value or ()
        offered = [
            *((one.applicant_class, _told(one)) for one in known),
            (OTHER, gettext("Khác, theo căn cứ dưới đây")),
        ]
        self.fields["which"].choices = offered  # type: ignore[attr-defined]
        papers = [(str(row.id), row.title) for row in view.components]
        self.fields["component"].choices = [("", gettext("Không có trong hồ sơ")), *papers]  # type: ignore[attr-defined]

    def orders(self) -> dict[str, Any]:
        """As one value."""
        given = self.cleaned_data
        which = "" if given["which"] == OTHER else given["which"]
        stated = ReliefStated(which, given["paper"], ground=given["ground"], component_id=given["component"])
        return {"stated": stated, "seen_revision": given["seen_revision"]}


def _told(one: Exemption) -> str:
    if one.percent_off == WHOLE:
        return gettext("%(who)s (miễn)") % {"who": one.name}
    return gettext("%(who)s (giảm %(n)s %%)") % {"who": one.name, "n": one.percent_off}
