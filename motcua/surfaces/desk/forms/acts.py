"""What an officer writes for each act on a dossier: plain validators; `orders()` is what the command takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.apps.dossiers.states import PROOFS, RELATIONS, WAYS, ComponentState, Outcome
from motcua.apps.dossiers.values import DossierView, ItemAsked
from motcua.surfaces.desk.forms import attesting

ASKED = {"required": _("Xin điền mục này.")}
#: Free lines of a request for papers, besides those of the listed papers.
FREE_LINES = 3
#: Written for a paper that came to the counter without a word; kept in the dossier, so Vietnamese.
_CAME = "Đã nộp tại quầy."


def _words(label: Any, *, rows: int = 3, required: bool = True, hint: Any = "", most: int = 2000) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        help_text=hint,
        error_messages=ASKED,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _line(label: Any, *, required: bool = True, hint: Any = "", most: int = 200) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=most, help_text=hint, error_messages=ASKED)


class ActForm(forms.Form):
    """An act that needs no words; `seen_revision` is what the officer had before their eyes."""

    #: Whether the form offers the officers of the dossier's field.
    asks_for_holder = False

    seen_revision = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": _("Xin tải lại trang hồ sơ rồi làm lại.")}
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, view: DossierView, holders: Sequence[tuple[int, str]] = ()
    ) -> None:
        super().__init__(data, initial={"seen_revision": view.head.revision})
        self.prepare(view, holders)

    def prepare(self, view: DossierView, holders: Sequence[tuple[int, str]]) -> None:
        """Fill the form from the dossier."""

    def orders(self) -> dict[str, Any]:
        """The command's arguments."""
        return dict(self.cleaned_data)


class HolderForm(ActForm):
    """Who goes on with the work."""

    asks_for_holder = True
    holder = forms.TypedChoiceField(
        label=_("Giao cho"), coerce=int, error_messages={"required": _("Xin chọn người nhận việc.")}
    )
    note = _words(_("Lời nhắn"), rows=2, required=False)

    def prepare(self, view: DossierView, holders: Sequence[tuple[int, str]]) -> None:
        """Offer those who may hold a step, the present holder aside."""
        offered = [(key, name) for key, name in holders if key != view.head.holder_id]
        self.fields["holder"].choices = [("", gettext("Chọn một người")), *offered]  # type: ignore[attr-defined]

    def orders(self) -> dict[str, Any]:
        """Holder by account."""
        given = super().orders()
        return {"holder_id": given.pop("holder"), **given}


class WatcherForm(HolderForm):
    """Who follows a dossier another system holds."""

    note = None  # type: ignore[assignment]


class GroundForm(ActForm):
    """A legal ground and a reason in words the person understands."""

    ground = _line(_("Căn cứ pháp lý"), hint=_("Số văn bản, điều, khoản."))
    reason = _words(_("Lý do, viết để người dân hiểu được"), rows=4)

    def prepare(self, view: DossierView, holders: Sequence[tuple[int, str]]) -> None:
        """Nothing to offer."""


class ApologyForm(GroundForm):
    """The later date, and why the first one is not kept."""

    due_at = forms.DateTimeField(
        label=_("Hẹn lại đến"),
        help_text=_("Ngày, giờ Trung tâm làm việc."),
        error_messages={"required": _("Xin chọn ngày, giờ hẹn mới."), "invalid": _("Xin chọn ngày, giờ hẹn mới.")},
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )
    ground = _line(_("Căn cứ pháp lý"), hint=_("Số văn bản, điều, khoản; in trên mẫu 04."))
    reason = _words(_("Vì sao chậm, viết để người dân hiểu được"), rows=3, most=200)
    field_order = ("due_at", "reason", "ground")


class WhyForm(ActForm):
    """Why something is undone."""

    why = _words(_("Lý do"))


class NoteForm(ActForm):
    """A remark that goes with the move."""

    note = _words(_("Ghi chú"), rows=2, required=False)


class ReceiptForm(ActForm):
    """The receipt that proves a payment."""

    receipt = _line(_("Số biên lai"), most=80, hint=_("Ghi như trên biên lai thu phí, lệ phí."))


class SignedForm(ActForm):
    """Which of several signatories signed at the counter."""

    signatory_id = forms.TypedChoiceField(
        label=_("Ai vừa ký?"),
        coerce=UUID,
        widget=forms.RadioSelect,
        error_messages={"required": _("Xin chọn người vừa ký.")},
    )

    def prepare(self, view: DossierView, holders: Sequence[tuple[int, str]]) -> None:  # noqa: ARG002 -- one shape
        """Offer those who have not confirmed."""
        offered = [(str(one.id), one.role) for one in view.signatories if one.confirmed_at is None]
        self.fields["signatory_id"].choices = offered  # type: ignore[attr-defined]


class FilerSaidForm(ActForm):
    """How the filer put their yes on the sheet of a helped filing."""

    def prepare(self, view: DossierView, holders: Sequence[tuple[int, str]]) -> None:  # noqa: ARG002 -- one shape
        """The four fields."""
        self.fields |= attesting.fields()

    def orders(self) -> dict[str, Any]:
        """As one value."""
        given = super().orders()
        return {"seen_revision": given["seen_revision"], "attested": attesting.taken_from(given)}


class ReasonForm(ActForm):
    """Why the person withdraws."""

    reason = _words(_("Lý do người dân xin rút"))


class RemarkForm(ActForm):
    """An internal remark."""

    text = _words(_("Ghi chú nội bộ"), rows=2)


class DraftForm(ActForm):
    """The proposed result."""

    outcome = forms.ChoiceField(
        label=_("Đề xuất"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Xin chọn cách giải quyết.")},
    )
    title = _line(_("Tên kết quả"), most=300)
    text = _words(_("Nội dung"), rows=6, most=10_000)

    def prepare(self, view: DossierView, holders: Sequence[tuple[int, str]]) -> None:  # noqa: ARG002 -- one shape
        """Go on from the draft there is."""
        if view.draft:
            self.initial.update({"outcome": view.draft.outcome, "title": view.draft.title, "text": view.draft.text})


class ReturnForm(ActForm):
    """Who takes the result away, and how that was checked."""

    way = forms.ChoiceField(label=_("Cách trả"), choices=list(WAYS.items()), error_messages=ASKED)
    relation = forms.ChoiceField(label=_("Người nhận là"), choices=list(RELATIONS.items()), error_messages=ASKED)
    receiver_name = _line(_("Họ tên người nhận"))
    receiver_number = _line(_("Số giấy tờ tuỳ thân"), required=False, most=20)
    proof = forms.ChoiceField(label=_("Đã kiểm tra bằng"), choices=list(PROOFS.items()), error_messages=ASKED)

    def prepare(self, view: DossierView, holders: Sequence[tuple[int, str]]) -> None:  # noqa: ARG002 -- one shape
        """Begin with the way the filer asked for, and a plain signature."""
        self.fields |= attesting.fields()
        if view.head.post_address:
            wanted = gettext("Người nộp muốn nhận qua bưu chính, tại: %(address)s")
            self.fields["way"].help_text = wanted % {"address": view.head.post_address}
        self.initial.update(
            {"way": view.head.return_by if view.head.return_by in WAYS else "counter", "proof": "identity"}
        )

    def orders(self) -> dict[str, Any]:
        """How the receiver confirmed, as one value."""
        given = super().orders()
        attested = attesting.taken_from(given)
        return {key: value for key, value in given.items() if key not in attesting.FIELDS} | {"attested": attested}


def _days() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Số ngày dành cho người dân"),
        required=False,
        min_value=1,
        max_value=365,
        help_text=_("Chỉ cần ghi khi thủ tục không quy định. Quá hạn thì hồ sơ dừng."),
    )


class DutyForm(ActForm):
    """A financial duty to wait for: which, and for how long."""

    note = _words(_("Nghĩa vụ phải thực hiện"), rows=2)
    days = _days()


class SupplementForm(ActForm):
    """All that is missing, at once: lines for the listed papers and free ones, the reason, its legal basis."""

    days = _days()

    reason = _words(_("Lý do, viết để người dân hiểu được"), rows=2)
    basis = _line(_("Căn cứ pháp lý"), required=False, hint=_("Số văn bản, điều, khoản; in trên mẫu 02."))

    def prepare(self, view: DossierView, holders: Sequence[tuple[int, str]]) -> None:  # noqa: ARG002 -- one shape
        """One line per paper, then the free ones."""
        self.papers: list[tuple[str, UUID | None]] = []
        for row in view.components:
            hint = gettext("Người nộp cho biết không cần: “%(why)s”") % {"why": row.claim} if row.claim else ""
            first = row.reason if row.state == "faulty" else ""
            self._add(f"paper-{row.id}", row.title, row.id, first=first, hint=hint)
        for number in range(1, FREE_LINES + 1):
            self._add(f"free-{number}", gettext("Điều khác cần bổ sung (%(n)s)") % {"n": number}, None)

    def _add(self, name: str, label: str, component_id: UUID | None, *, first: str = "", hint: str = "") -> None:
        self.fields[name] = forms.CharField(label=label, required=False, max_length=500, initial=first, help_text=hint)
        self.papers.append((name, component_id))

    @property
    def lines(self) -> list[forms.BoundField]:
        """The fields that become items."""
        return [self[name] for name, _component in self.papers]

    def clean(self) -> dict[str, Any]:
        """At least one line."""
        given = super().clean() or {}
        if not any((given.get(name) or "").strip() for name, _component in self.papers):
            self.add_error(None, gettext("Xin ghi ít nhất một điều cần bổ sung."))
        return given

    def orders(self) -> dict[str, Any]:
        """Items and reason."""
        given = self.cleaned_data
        asked = [ItemAsked(given[name], component) for name, component in self.papers if given[name].strip()]
        reason = given["reason"]
        if given["basis"]:
            basis = given["basis"].rstrip(".")
            reason = f"{reason} Căn cứ: {basis}."  # kept in the dossier, so Vietnamese whoever writes it
        return {"items": asked, "reason": reason, "seen_revision": given["seen_revision"], "days": given["days"]}


class ReplyForm(ActForm):
    """At the counter: what the person brought or answered, item by item."""

    def prepare(self, view: DossierView, holders: Sequence[tuple[int, str]]) -> None:  # noqa: ARG002 -- one shape
        """One line per item of the open request."""
        waiting = next((s for s in reversed(view.supplements) if s.replied_at is None), None)
        self.items = waiting.items if waiting else ()
        for item in self.items:
            hint = gettext("Người dân đã gửi một phần; để trống là giữ nguyên.") if item.answered_at else ""
            self.fields[f"answer-{item.id}"] = forms.CharField(
                label=item.text, required=False, max_length=500, help_text=hint
            )
            if item.component_id:
                self.fields[f"given-{item.id}"] = forms.BooleanField(label=_("Đã nhận giấy tờ này"), required=False)

    def orders(self) -> dict[str, Any]:
        """Answers by item, and the papers that came."""
        given = self.cleaned_data
        came = [i for i in self.items if i.component_id and given.get(f"given-{i.id}")]
        answers = {i.id: given[f"answer-{i.id}"] or ("" if i.answer or i not in came else _CAME) for i in self.items}
        return {
            "answers": answers,
            "given": frozenset(i.component_id for i in came),
            "seen_revision": given["seen_revision"],
        }


class CheckForm(forms.Form):
    """How one paper stands."""

    state = forms.ChoiceField(choices=ComponentState.choices, error_messages={"required": _("Xin chọn tình trạng.")})
    reason = forms.CharField(required=False, max_length=500)
