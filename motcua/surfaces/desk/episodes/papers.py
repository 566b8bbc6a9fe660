"""Printed forms of a dossier, composed from its frozen rows: what the paper says is what was decided then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

import segno
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from motcua.apps.dossiers.states import Channel, DossierState
from motcua.apps.dossiers.values import DossierView, ItemRow, PromiseRow, TransitionRow
from motcua.apps.dossiers.values.attested import Attested, Manner
from motcua.apps.dossiers.values.helping import Helper
from motcua.apps.notifications import queries as notifications
from motcua.apps.notifications.states import Channel as MessageWay
from motcua.apps.parties.values import number_on_paper
from motcua.apps.printing import commands as printing
from motcua.apps.printing.values import (
    AcceptedSlip,
    ApologyNote,
    Document,
    FaultLine,
    Head,
    RefusalNote,
    Rendered,
    Someone,
    SpanLine,
    StopNotice,
    SupplementRequest,
    payload_of,
    qr_rows,
)
from motcua.apps.procedures import queries as procedures
from motcua.apps.workcalendar import queries as workcalendar
from motcua.apps.workcalendar.values import Span, Term, Unit
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound
from motcua.surfaces.desk.episodes import handed_in, stopping
from motcua.surfaces.desk.episodes.opening import Opened
from motcua.ui import format as say

#: The forms that can be printed, in the order of the buttons.
TITLES: Final[Mapping[str, str | Promise]] = {
    "01": _("Mẫu 01: giấy tiếp nhận và hẹn trả"),
    "02": _("Mẫu 02: yêu cầu bổ sung"),
    "03": _("Mẫu 03: từ chối tiếp nhận"),
    "04": _("Mẫu 04: xin lỗi và hẹn lại"),
    "05": _("Mẫu 05: dừng giải quyết"),
}
_UNITS: Final[Mapping[Unit, str | Promise]] = {
    Unit.WORKING_HOUR: _("%(n)s giờ làm việc"),
    Unit.WORKING_DAY: _("%(n)s ngày làm việc"),
    Unit.DAY: _("%(n)s ngày"),
    Unit.MONTH: _("%(n)s tháng"),
    Unit.SAME_DAY: _("trong ngày làm việc"),
}


def forms_of(view: DossierView) -> tuple[tuple[str, str | Promise], ...]:
    """The forms there is something to print on, with their titles."""
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


def print_form(*, opened: Opened, form: str, actor: Actor, at: datetime, reason: str) -> Rendered:
    """The PDF of one form. Raises NotFound where there is nothing to print, ReasonAsked for a second copy."""
    if form not in dict(forms_of(opened.view)):
        raise NotFound
    with override("vi"):  # a paper of the office is Vietnamese whoever prints it
        document = _COMPOSERS[form](opened)
    return printing.render(
        template=document.form,
        payload=payload_of(document),
        centre_id=opened.view.head.centre_id,
        at=at,
        actor=actor,
        reason=reason,
        dossier_id=opened.view.head.id,
    )


def term_in_words(term: Term | None) -> str:
    """«3 ngày làm việc»; what nobody has set is said so."""
    if term is None:
        return gettext("chưa xác định")
    return str(_UNITS[term.unit]) % {"n": f"{term.quantity.normalize():f}"}


def fee_in_words(version_id: int, case_key: str, channel: int, at: datetime) -> str:
    """What filing costs, its exemptions always beside it; unknown is said so."""
    told = procedures.quote(version_id=version_id, case=case_key, channel=channel, on=clock.local(at).date())
    if told.unknown:
        return gettext("Chưa xác định.")
    if told.total == 0 and not told.lines:
        return gettext("Không thu.")
    lines = "; ".join(f"{line.name}: {say.money(line.amount)}" for line in told.lines)
    amount = say.money(told.total) if told.total is not None else lines or _prices(version_id, channel)
    if not told.exemptions.is_known:
        return gettext("%(amount)s. Đối tượng miễn, giảm: chưa xác định, nên chưa thu.") % {"amount": amount}
    free = ", ".join(one.name for one in told.exemptions.value or ())
    return gettext("%(amount)s. Miễn, giảm: %(who)s.") % {"amount": amount, "who": free or gettext("không có")}


def attested_in_words(attested: Attested | None) -> str:
    """«Điểm chỉ trước người làm chứng …; … phiên dịch từ tiếng …»; '' where the person signs."""
    if attested is None:
        return ""
    told = []
    if attested.manner is Manner.THUMB:
        told.append(gettext("Điểm chỉ trước người làm chứng %(who)s") % {"who": attested.witness})
    elif attested.witness:
        told.append(gettext("Ký trước người làm chứng %(who)s") % {"who": attested.witness})
    if attested.interpreter:
        words = {"who": attested.interpreter, "language": attested.language}
        told.append(gettext("%(who)s phiên dịch từ tiếng %(language)s") % words)
    return "; ".join(told)


def helper_in_words(helper: Helper | None) -> str:
    """«Lý Mẫu Tình (Tổ công nghệ số cộng đồng, Xã Suối Mẫu)»; '' where nobody helped."""
    if helper is None:
        return ""
    return f"{helper.name} ({', '.join(filter(None, (str(helper.kind.label), helper.of)))})"


def _prices(version_id: int, channel: int) -> str:
    """Prices by unit, where the number of units is not known yet: «2.000 đ/trang»."""
    offer = procedures.version(version_id).offer(channel)
    tariffs = offer.fee.value.tariffs if offer and offer.fee.value else ()
    told = [f"{say.money(t.amount)}/{t.per}" if t.per else say.money(t.amount) for t in tariffs]
    return ", ".join(told) or gettext("tính theo số lượng")


def _accepted(opened: Opened) -> AcceptedSlip:
    head = opened.view.head
    received = head.received_at or head.begun_at
    channel = Channel(head.channel or Channel.COUNTER)
    first = next((p for p in opened.view.promises if p.kind == "first"), None)
    papers = handed_in.papers_of(opened)
    return AcceptedSlip(
        head=_head(opened, received),
        filer=_someone(opened, "filer"),
        owner=_someone(opened, "owner") if head.owner_party != head.filer_party else None,
        channel=str(channel.label),
        basis=handed_in.mandate_in_words(opened.mandate),
        content=handed_in.content_of(opened),
        procedure_code=opened.version.procedure_code,
        components=papers.received,
        promised=papers.promised,
        waived=papers.waived,
        sets=head.copies,
        term=term_in_words(opened.version.term(channel.code).value),
        received_at=received,
        first_due=head.first_due or received,
        legal_due=head.legal_due if opened.view.pauses else None,
        told_due=head.told_due,
        provisional=head.provisional,
        unpromised="" if head.first_due else gettext("Thời hạn của thủ tục này chưa có người xác nhận."),
        return_place=place_of_return(opened),
        fee=fee_in_words(head.version_id, head.case_key, channel.code, received),
        attested=attested_in_words(head.attested),
        news=_news(opened),
        helper=helper_in_words(head.helped),
        derivation=_spans(first),
        clerk=_by(opened, {"RECEIVE_AT_COUNTER", "ACCEPT"}),
    )


def _news(opened: Opened) -> str:
    """How the filer hears of the result: by what they stated and this centre can send to, else where to ask."""
    filer, there = _someone(opened, "filer"), notifications.ways(centre_id=opened.view.head.centre_id).order
    if filer.phone and any(channel != MessageWay.EMAIL for channel in there):
        return gettext("Khi có kết quả, chúng tôi báo bằng tin nhắn đến số điện thoại ông/bà đã ghi.")
    if filer.email and MessageWay.EMAIL in there:
        return gettext("Khi có kết quả, chúng tôi báo đến địa chỉ thư điện tử ông/bà đã ghi.")
    return gettext(
        "Không có tin nhắn báo kết quả. Từ ngày hẹn, xin hỏi tại quầy, hoặc tra cứu bằng mã hồ sơ và số đã khai."
    )


def _supplement(opened: Opened) -> SupplementRequest:
    asked = opened.view.supplements[-1]
    titles: dict[UUID | None, str] = {p.row.id: p.row.title for p in opened.papers}
    pauses = asked.stage == "processing"
    return SupplementRequest(
        head=_head(opened, asked.asked_at),
        filer=_someone(opened, "filer"),
        content=opened.version.title,
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
        reply=gettext("gửi trên trang tra cứu, hoặc mang đến %(place)s") % {"place": opened.centre.name},
        reply_by=asked.reply_by,
        clock=gettext("tạm dừng từ lúc này đến khi ông/bà bổ sung đủ") if pauses else "",
        clerk=opened.names.get(asked.asked_by, ""),
        **_contact(opened),
    )


def _fault(item: ItemRow, titles: Mapping[UUID | None, str]) -> str:
    """What is the matter, without the paper's name the counter puts before it: that stands in its own column."""
    return item.text.removeprefix(f"{titles[item.component_id]}: ") if item.component_id in titles else item.text


def _refusal(opened: Opened) -> RefusalNote:
    move = _move(opened, "03")
    return RefusalNote(
        head=_head(opened, move.at),
        filer=_someone(opened, "filer"),
        content=opened.version.title,
        submitted_at=opened.view.head.submitted_at or opened.view.head.begun_at,
        reasons=(move.note or gettext("Quá thời hạn bổ sung hồ sơ."),),
        basis=move.ground or move.instrument,
        next_steps=(gettext("Nộp lại hồ sơ khi đã đủ điều kiện."), gettext("Hỏi thêm tại Trung tâm.")),
        clerk=opened.names.get(move.account_id or 0, ""),
        **_contact(opened),
    )


def _apology(opened: Opened) -> ApologyNote:
    head = opened.view.head
    told = [p for p in opened.view.promises if p.kind == "told"]
    newest = told[-1]
    return ApologyNote(
        head=_head(opened, newest.at),
        filer=_someone(opened, "filer"),
        content=opened.version.title,
        received_at=head.received_at or head.begun_at,
        first_due=head.first_due or newest.at,
        promised=head.legal_due if head.legal_due != head.first_due else None,
        new_due=newest.due_at,
        reason=newest.reason,
        basis=newest.ground,
        times=len(told),
        signer=opened.names.get(newest.approver_id or 0, ""),
        signer_post=gettext("Người ký"),
        **_contact(opened),
    )


def _stop(opened: Opened) -> StopNotice:
    move = _move(opened, "05")
    return StopNotice(
        head=_head(opened, move.at),
        filer=_someone(opened, "filer"),
        content=opened.version.title,
        received_at=opened.view.head.received_at,
        stopped_at=move.at,
        reason=stopping.reason_of(opened, move),
        remark=stopping.remark_of(move),
        basis=move.ground or move.instrument,
        fee=gettext("Khoản đã nộp (nếu có) được xem xét hoàn trả theo quy định."),
        papers=stopping.papers_back(opened),
        next_steps=stopping.next_steps(move),
        signer=opened.names.get(move.account_id or 0, ""),
        signer_post=gettext("Người ký"),
        **_contact(opened),
    )


_COMPOSERS: Final[Mapping[str, Callable[[Opened], Document]]] = {
    "01": _accepted,
    "02": _supplement,
    "03": _refusal,
    "04": _apology,
    "05": _stop,
}


def _head(opened: Opened, written_at: datetime) -> Head:
    lookup = f"{settings.PUBLIC_URL}/tra-cuu"
    code = opened.code
    return Head(
        superior=opened.centre.agency_name,
        agency=opened.centre.name,
        place=opened.centre.commune_name,
        written_at=written_at,
        code=code,
        address=opened.centre.address,
        phone=opened.centre.phone,
        qr=qr_rows(segno.make(f"{lookup}?ma={code}", error="m", micro=False).matrix),
        lookup=lookup,
    )


def _someone(opened: Opened, which: str) -> Someone:
    wanted = opened.view.head.owner_party if which == "owner" else opened.view.head.filer_party
    one = next((p.stated for p in opened.parties if p.id == wanted), None)
    if one is None:
        return Someone(name="")
    label, number = number_on_paper(one)
    return Someone(
        name=one.name, number_label=label, number=number, address=one.address, phone=one.phone, email=one.email
    )


def _contact(opened: Opened) -> dict[str, str]:
    return {"contact": opened.centre.name, "contact_phone": opened.centre.phone}


def place_of_return(opened: Opened) -> str:
    """Where form 01 says that the result is to be had."""
    head = opened.view.head
    post = gettext("Qua bưu chính")
    ways = {
        "post": f"{post}: {head.post_address}" if head.post_address else post,
        "electronic": gettext("Bản điện tử trong tài khoản"),
    }
    return ways.get(head.return_by, f"{opened.centre.name}, {opened.centre.address}")


def _by(opened: Opened, actions: set[str]) -> str:
    made: Iterable[TransitionRow] = opened.view.transitions
    return next((opened.names.get(m.account_id or 0, "") for m in made if m.action in actions), "")


def _move(opened: Opened, form: str) -> TransitionRow:
    return next(m for m in reversed(opened.view.transitions) if m.form == form)


def _spans(promise: PromiseRow | None) -> tuple[SpanLine, ...]:
    if promise is None:
        return ()
    spans = (Span.restored(row) for row in promise.derivation)  # type: ignore[arg-type]
    return tuple(
        SpanLine(
            start=s.start,
            end=s.end,
            counted=say.minutes(s.counted) if s.counted else gettext("không tính"),
            reason=workcalendar.tell(s.reason),
        )
        for s in spans
    )
