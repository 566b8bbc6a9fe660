"""Forms 01 to 05 of a dossier, composed from its frozen rows: what the paper says is what was decided then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from motcua.apps.dossiers.queries.forms import control, handed_in, stopping, words
from motcua.apps.dossiers.queries.forms.heads import head_of
from motcua.apps.dossiers.queries.forms.source import Source
from motcua.apps.dossiers.states import Channel, DossierState
from motcua.apps.dossiers.values import DossierView, ItemRow, PromiseRow, TransitionRow
from motcua.apps.dossiers.values.relief import ReliefRow
from motcua.apps.parties.values import number_on_paper
from motcua.apps.printing.values import (
    AcceptedSlip,
    ApologyNote,
    Document,
    FaultLine,
    RefusalNote,
    Someone,
    SpanLine,
    StopNotice,
    SupplementRequest,
)
from motcua.apps.printing.values.tracing import ControlSlip
from motcua.apps.workcalendar import queries as workcalendar
from motcua.apps.workcalendar.values import Span
from motcua.kernel.errors import NotFound
from motcua.ui import format as say

#: The forms that can be printed, in the order of the buttons.
TITLES: Final[Mapping[str, str | Promise]] = {
    "01": _("Mẫu 01: giấy tiếp nhận và hẹn trả"),
    "02": _("Mẫu 02: yêu cầu bổ sung"),
    "03": _("Mẫu 03: từ chối tiếp nhận"),
    "04": _("Mẫu 04: xin lỗi và hẹn lại"),
    "05": _("Mẫu 05: dừng giải quyết"),
    "06": _("Mẫu 06: phiếu kiểm soát"),
}


def forms_of(view: DossierView) -> tuple[tuple[str, str | Promise], ...]:
    """The forms a filer is given, of which there is something to print, with their titles."""
    made = {move.form for move in view.transitions}
    ours = view.head.authority == "ours"
    there = {
        "01": ours and view.head.received_at is not None,
        "02": ours and bool(view.supplements),
        "03": ours and "03" in made,
        "04": ours and view.head.told_due is not None,
        "05": ours and "05" in made and view.head.state == DossierState.STOPPED,
    }
    return tuple((form, TITLES[form]) for form, prints in there.items() if prints)


def office_forms_of(view: DossierView) -> tuple[tuple[str, str | Promise], ...]:
    """The same, and what the office keeps for itself: form 06 is opened when a dossier is received."""
    opened = view.head.authority == "ours" and view.head.received_at is not None
    return (*forms_of(view), *((("06", TITLES["06"]),) if opened else ()))


def compose(form: str, source: Source) -> Document | ControlSlip:
    """One form as a document, in Vietnamese whoever asks. Raises NotFound where there is nothing to print."""
    if form not in dict(office_forms_of(source.view)):
        raise NotFound
    with override("vi"):  # a paper of the office is Vietnamese whoever prints it
        return _COMPOSERS[form](source)


def _accepted(source: Source) -> AcceptedSlip:
    head = source.view.head
    received = head.received_at or head.begun_at
    channel = Channel(head.channel or Channel.COUNTER)
    first = next((p for p in source.view.promises if p.kind == "first"), None)
    papers = handed_in.papers_of(source)
    return AcceptedSlip(
        head=head_of(source, received),
        filer=_someone(source, "filer"),
        owner=_someone(source, "owner") if head.owner_party != head.filer_party else None,
        channel=str(channel.label),
        basis=handed_in.mandate_in_words(source.mandate),
        content=handed_in.content_of(source),
        procedure_code=source.version.procedure_code,
        components=papers.received,
        promised=papers.promised,
        waived=papers.waived,
        claimed=papers.claimed,
        sets=head.copies,
        term=words.term_in_words(source.version.term(channel.code).value),
        received_at=received,
        first_due=head.first_due or received,
        legal_due=head.legal_due,
        told_due=head.told_due,
        provisional=head.provisional,
        unpromised="" if head.first_due else gettext("Thời hạn của thủ tục này chưa có người xác nhận."),
        return_place=place_of_return(source),
        fee=_fee(source, channel, received),
        attested=words.attested_in_words(head.attested),
        news=source.news,
        helper=words.helper_in_words(head.helped),
        derivation=_lines(first),
        days_by=workcalendar.papers_of(_spans(first)),
        clerk=_by(source, {"RECEIVE_AT_COUNTER", "ACCEPT"}),
    )


def _fee(source: Source, channel: Channel, received: datetime) -> str:
    """What filing costs, and what of it this person need not pay."""
    head, relief = source.view.head, _relief(source)
    told = words.fee_in_words(head.version_id, head.case_key, channel.code, received)
    return f"{told} {words.relief_in_words(head, relief)}" if relief else told


def _relief(source: Source) -> ReliefRow | None:
    return next((one.relief for one in source.view.conditions if one.relief), None)


def _paid_back(source: Source) -> str:
    """What becomes of money where the dossier ends: nothing was asked of who was exempt."""
    relief = _relief(source)
    if relief and relief.is_whole:
        told = words.relief_in_words(source.view.head, relief)
        return f"{told} {gettext('Không có khoản nào phải hoàn trả.')}"
    return gettext("Khoản đã nộp (nếu có) được xem xét hoàn trả theo quy định.")


def _supplement(source: Source) -> SupplementRequest:
    asked = source.view.supplements[-1]
    titles: dict[UUID | None, str] = {p.row.id: p.row.title for p in source.papers}
    pauses = asked.stage == "processing"
    return SupplementRequest(
        head=head_of(source, asked.asked_at),
        filer=_someone(source, "filer"),
        content=source.version.title,
        stage=gettext("(Trong khi giải quyết)") if pauses else gettext("(Trước khi tiếp nhận)"),
        faults=tuple(
            FaultLine(
                name=titles[item.component_id] if item.component_id in titles else gettext("Nội dung hồ sơ"),
                fault=_fault(item, titles),
                remedy=gettext("bổ sung, sửa rồi nộp lại"),
            )
            for item in asked.items
        ),
        reason=asked.reason,
        reply=gettext("gửi trên trang tra cứu, hoặc mang đến %(place)s") % {"place": source.centre.name},
        reply_by=asked.reply_by,
        clock=gettext("tạm dừng từ lúc này đến khi ông/bà bổ sung đủ") if pauses else "",
        clerk=source.names.get(asked.asked_by, ""),
        **_contact(source),
    )


def _fault(item: ItemRow, titles: Mapping[UUID | None, str]) -> str:
    """What is the matter, without the paper's name the counter puts before it: that stands in its own column."""
    return item.text.removeprefix(f"{titles[item.component_id]}: ") if item.component_id in titles else item.text


def _refusal(source: Source) -> RefusalNote:
    move = _move(source, "03")
    return RefusalNote(
        head=head_of(source, move.at),
        filer=_someone(source, "filer"),
        content=source.version.title,
        submitted_at=source.view.head.submitted_at or source.view.head.begun_at,
        reasons=(move.note or gettext("Quá thời hạn bổ sung hồ sơ."),),
        basis=move.ground or move.instrument,
        next_steps=(gettext("Nộp lại hồ sơ khi đã đủ điều kiện."), gettext("Hỏi thêm tại Trung tâm.")),
        clerk=source.names.get(move.account_id or 0, ""),
        **_contact(source),
    )


def _apology(source: Source) -> ApologyNote:
    head = source.view.head
    told = [p for p in source.view.promises if p.kind == "told"]
    newest = told[-1]
    return ApologyNote(
        head=head_of(source, newest.at),
        filer=_someone(source, "filer"),
        content=source.version.title,
        received_at=head.received_at or head.begun_at,
        first_due=head.first_due or newest.at,
        promised=head.legal_due if head.legal_due != head.first_due else None,
        new_due=newest.due_at,
        reason=newest.reason,
        basis=newest.ground,
        times=len(told),
        signer=source.names.get(newest.approver_id or 0, ""),
        signer_post=gettext("Người ký"),
        **_contact(source),
    )


def _stop(source: Source) -> StopNotice:
    move = _move(source, "05")
    return StopNotice(
        head=head_of(source, move.at),
        filer=_someone(source, "filer"),
        content=source.version.title,
        received_at=source.view.head.received_at,
        stopped_at=move.at,
        reason=stopping.reason_of(source, move),
        remark=stopping.remark_of(move),
        basis=move.ground or move.instrument,
        fee=_paid_back(source),
        papers=stopping.papers_back(source),
        next_steps=stopping.next_steps(move),
        signer=source.names.get(move.account_id or 0, ""),
        signer_post=gettext("Người ký"),
        **_contact(source),
    )


_COMPOSERS: Final[Mapping[str, Callable[[Source], Document | ControlSlip]]] = {
    "01": _accepted,
    "02": _supplement,
    "03": _refusal,
    "04": _apology,
    "05": _stop,
    "06": control.control_slip,
}


def _someone(source: Source, which: str) -> Someone:
    wanted = source.view.head.owner_party if which == "owner" else source.view.head.filer_party
    one = source.person(wanted)
    if one is None:
        return Someone(name="")
    label, number = number_on_paper(one)
    return Someone(
        name=one.name, number_label=label, number=number, address=one.address, phone=one.phone, email=one.email
    )


def _contact(source: Source) -> dict[str, str]:
    return {"contact": source.centre.name, "contact_phone": source.centre.phone}


def place_of_return(source: Source) -> str:
    """Where form 01 says that the result is to be had."""
    head = source.view.head
    post = gettext("Qua bưu chính")
    ways = {
        "post": f"{post}: {head.post_address}" if head.post_address else post,
        "electronic": gettext("Bản điện tử trong tài khoản"),
    }
    return ways.get(head.return_by, f"{source.centre.name}, {source.centre.address}")


def _by(source: Source, actions: set[str]) -> str:
    made: Iterable[TransitionRow] = source.view.transitions
    return next((source.names.get(m.account_id or 0, "") for m in made if m.action in actions), "")


def _move(source: Source, form: str) -> TransitionRow:
    return next(m for m in reversed(source.view.transitions) if m.form == form)


def _spans(promise: PromiseRow | None) -> tuple[Span, ...]:
    return tuple(Span.restored(row) for row in promise.derivation) if promise else ()  # type: ignore[arg-type]


def _lines(promise: PromiseRow | None) -> tuple[SpanLine, ...]:
    return tuple(
        SpanLine(
            start=s.start,
            end=s.end,
            counted=say.minutes(s.counted) if s.counted else gettext("không tính"),
            reason=workcalendar.tell(s.reason),
        )
        for s in _spans(promise)
    )
