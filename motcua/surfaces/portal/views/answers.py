"""The four answers of a procedure page in plain words; what nobody knows is said so, with what the source had."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.apps.organization.values import CentreView
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import (
    Channel,
    ChannelOffer,
    Fact,
    Fee,
    OnlineWhere,
    Paper,
    ProcessStep,
    Tariff,
    VersionView,
)
from motcua.apps.workcalendar.values import Term, Unit
from motcua.ui import format as say

#: More steps than this are told below the drawing, in the source's words.
MOST_DRAWN = 8
#: Per cent: all of it.
WHOLE = 100
#: A first sentence longer than this is no heading.
LONGEST_LEAD = 120
#: «Bước 1:» and dashes in front of an imported step: the drawing numbers them.
_LABEL = re.compile(r"\A(?:[-–+*•\s]|bước\s*\d+\s*[:.)-]?)+", re.IGNORECASE)
CHANNELS = {
    Channel.COUNTER: gettext_noop("Tại quầy"),
    Channel.ONLINE: gettext_noop("Trực tuyến"),
    Channel.POST: gettext_noop("Bưu chính"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the short form, or unknown with the reason."""

    short: str
    note: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """What one channel promises and costs."""

    name: str
    term: Answer
    fee: Answer


@dataclass(frozen=True, slots=True)
class Answers:
    """Bring what, how long, how much, where; and channel by channel where they differ."""

    bring: Answer
    long: Answer
    cost: Answer
    where: Answer
    online: Answer
    may_file_here: bool
    channels: tuple[ChannelRow, ...]
    differ: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the drawn path."""

    name: str
    text: str = ""
    mark: str = "later"
    at: None = None


def answers_of(version: VersionView, *, centre: CentreView, on: date, channel: Channel = Channel.COUNTER) -> Answers:
    """All answers of one version at one centre; term and fee of this channel, and of no other for who files online."""
    rows = tuple(channel_row(version, offer, on=on) for offer in version.channels)
    main = next((row for row in rows if row.name == _(CHANNELS[channel])), None)
    if main is None and channel is Channel.COUNTER and rows:
        main = rows[0]
    unknown = _unknown(_("Nguồn không ghi."))
    return Answers(
        bring=_bring(version),
        long=main.term if main else unknown,
        cost=main.fee if main else unknown,
        where=_where(version, centre),
        online=_online(version),
        may_file_here=version.online_where.value is OnlineWhere.HERE,
        channels=rows,
        differ=len({(row.term.short, row.fee.short) for row in rows}) > 1,
    )


def term_words(term: Term) -> str:
    """«3 ngày làm việc»."""
    quantity = term.quantity.normalize()
    told = f"{quantity:f}".replace(".", ",") if quantity != quantity.to_integral_value() else str(int(quantity))
    if term.unit is Unit.SAME_DAY:
        return _("Trong ngày")
    units = {
        Unit.WORKING_HOUR: _("%(n)s giờ làm việc"),
        Unit.WORKING_DAY: _("%(n)s ngày làm việc"),
        Unit.DAY: _("%(n)s ngày"),
        Unit.MONTH: _("%(n)s tháng"),
    }
    return units[term.unit] % {"n": told}


def steps_of(version: VersionView) -> tuple[Step, ...]:
    """The steps to draw: the source's own where it has a few, else those of the work in our words."""
    told = source_steps(version)
    return told if 0 < len(told) <= MOST_DRAWN else common_steps(version)


def source_steps(version: VersionView) -> tuple[Step, ...]:
    """The imported steps, all of them; () where none were imported."""
    return tuple(_imported(text) for text in version.texts.steps)


def common_steps(version: VersionView) -> tuple[Step, ...]:
    """The steps of the work, between filing and the result."""
    return (
        Step(_("Ông/bà nộp hồ sơ"), _("Tại quầy, qua bưu chính, hoặc trực tuyến nơi được phép.")),
        Step(
            _("Cán bộ tiếp nhận kiểm tra"), _("Đủ thì nhận và đưa giấy hẹn. Thiếu thì nói rõ thiếu gì, một lần cho đủ.")
        ),
        *(_worked(step) for step in version.process if step.key not in {"receive", "return"}),
        Step(_("Ông/bà nhận kết quả"), _("Tại quầy, qua bưu chính, hoặc bản điện tử.")),
    )


def _imported(text: str) -> Step:
    """A step in the source's words: its first sentence leads where it is short, else nothing does; nothing is cut."""
    plain = _LABEL.sub("", text.strip())
    first, _mark, rest = plain.partition(". ")
    if len(first) <= LONGEST_LEAD:
        return Step(name=first.rstrip(".;: "), text=rest)
    return Step(name="", text=plain)


def _worked(step: ProcessStep) -> Step:
    budget = say.minutes(step.budget_minutes) if step.budget_minutes else ""
    return Step(_(step.name), _("Trong %(time)s làm việc.") % {"time": budget} if budget else "")


def channel_row(version: VersionView, offer: ChannelOffer, *, on: date, applicant_class: str = "") -> ChannelRow:
    """What one channel promises and costs, for everybody or for one class of applicant."""
    return ChannelRow(
        name=_(CHANNELS[offer.channel]),
        term=_term(offer.term),
        fee=_fee(version, offer, on=on, applicant_class=applicant_class),
    )


def _term(fact: Fact[Term]) -> Answer:
    if fact.value is None:
        raw = (
            _("Nguồn ghi “%(raw)s”, không ghi đơn vị.") % {"raw": fact.raw}
            if fact.raw
            else _("Nguồn không ghi thời hạn.")
        )
        return _unknown(raw)
    note = _("Nhận đến 15:00 thì trả trong ngày, sau 15:00 thì trả ngày làm việc tiếp theo.")
    note = note if fact.value.unit is Unit.SAME_DAY else _("Tính từ lúc tiếp nhận đủ giấy tờ.")
    return Answer(short=term_words(fact.value), note=note)


def _fee(version: VersionView, offer: ChannelOffer, *, on: date, applicant_class: str) -> Answer:
    quote = procedures.quote(version_id=version.id, case="", channel=offer.channel, on=on)
    if offer.fee.value is None:
        return _unknown(_("Nguồn không ghi rõ mức thu và trường hợp miễn. Trung tâm không thu khi chưa rõ."))
    exempt = ", ".join(e.name for e in quote.exemptions.value or ())
    note = _("Miễn, giảm: %(who)s.") % {"who": exempt} if exempt else ""
    if not quote.exemptions.is_known and offer.fee.value.tariffs:
        note = _("Trường hợp miễn, giảm chưa xác định; hỏi cán bộ trước khi nộp tiền.")
    mine = (e.percent_off for e in quote.exemptions.value or () if e.applicant_class == applicant_class)
    off = max(mine, default=0)
    if off and off < WHOLE:
        note = _("Ông/bà được giảm %(n)s phần trăm.") % {"n": off} + f" {note}"
    return Answer(short=_("Không thu") if off == WHOLE else fee_words(offer.fee.value), note=note)


def fee_words(fee: Fee) -> str:
    """«2.000 đ/trang (1–2), 1.000 đ/trang (từ 3), không quá 200.000 đ/bản»; no lines means free."""
    if not fee.tariffs:
        return _("Không thu")
    told = [_tariff_words(tariff) for tariff in fee.tariffs]
    if fee.cap is not None:
        told.append(_("không quá %(cap)s") % {"cap": say.money(fee.cap)} + (f"/{fee.cap_per}" if fee.cap_per else ""))
    return ", ".join(dict.fromkeys(told))


def _tariff_words(tariff: Tariff) -> str:
    told = say.money(tariff.amount) + (f"/{tariff.per}" if tariff.per else "")
    if tariff.last is not None:
        return f"{told} ({tariff.first}–{tariff.last})"
    return told + (_(" (từ %(first)s)") % {"first": tariff.first} if tariff.first > 1 else "")


def _bring(version: VersionView) -> Answer:
    if not version.full or not version.cases:
        return _unknown(_("Nguồn chỉ có tên thủ tục. Xin hỏi cán bộ trước khi đi."))
    if len(version.cases) > 1:
        return Answer(
            short=_("%(n)s trường hợp, mỗi trường hợp giấy tờ khác nhau") % {"n": len(version.cases)},
            note=_("Xin chọn đúng trường hợp của ông/bà ở dưới."),
        )
    papers = version.cases[0].papers
    needed = [paper for paper in papers if paper.required and is_asked(paper)]
    note = _("Danh sách ở ngay dưới đây.")
    if len(needed) < len(papers):
        note = _("Và %(n)s loại chỉ khi cần. Danh sách ở ngay dưới đây.") % {"n": len(papers) - len(needed)}
    return Answer(short=_("%(n)s loại giấy tờ") % {"n": len(needed)}, note=note)


def is_asked(paper: Paper) -> bool:
    """Whether the source asks for at least one copy; the portal lists remarks as papers of none."""
    return bool(paper.originals or paper.copies)


def _where(version: VersionView, centre: CentreView) -> Answer:
    return Answer(short=centre.name, note=version.competent_agency.value or _("Cơ quan có thẩm quyền: chưa xác định."))


def _online(version: VersionView) -> Answer:
    where = version.online_where.value
    if where is OnlineWhere.HERE:
        return Answer(_("Nộp được ngay tại đây"), "")
    if where is OnlineWhere.PORTAL:
        return Answer(
            _("Trên Cổng Dịch vụ công quốc gia"), _("Trung tâm giúp ông/bà chuẩn bị, rồi theo dõi bằng mã của Cổng.")
        )
    return _unknown(_("Chưa ai xác nhận nơi nộp trực tuyến. Nộp tại quầy hoặc qua bưu chính."))


def longer_than(most: int) -> str:
    """What is said of a text that would have to be cut."""
    return _("Dài quá: tối đa %(n)s chữ. Xin viết ngắn lại.") % {"n": f"{most:,}".replace(",", ".")}


def _unknown(why: str) -> Answer:
    return Answer(short=_("Chưa xác định"), note=why, known=False)
