"""What the forms say of terms, fees, helpers and witnesses, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.apps.dossiers.states import Channel
from motcua.apps.dossiers.values import DossierHead
from motcua.apps.dossiers.values.attested import Attested, Manner
from motcua.apps.dossiers.values.helping import Helper
from motcua.apps.dossiers.values.relief import ReliefRow
from motcua.apps.procedures import queries as procedures
from motcua.apps.workcalendar.values import Term, Unit
from motcua.kernel import clock
from motcua.kernel.money import Dong
from motcua.ui import format as say

_UNITS: Final[Mapping[Unit, str | Promise]] = {
    Unit.WORKING_HOUR: _("%(n)s giờ làm việc"),
    Unit.WORKING_DAY: _("%(n)s ngày làm việc"),
    Unit.DAY: _("%(n)s ngày"),
    Unit.MONTH: _("%(n)s tháng"),
    Unit.SAME_DAY: _("trong ngày làm việc"),
}


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


def relief_in_words(head: DossierHead, relief: ReliefRow) -> str:
    """«Được miễn: Người có công.», «Giảm 50 %: Hộ nghèo. Còn phải nộp 4.000 đ.»; the rest only where it is known."""
    if relief.is_whole and not relief.name:
        return gettext("Được miễn theo %(ground)s.") % {"ground": relief.ground.rstrip(".")}
    if relief.is_whole:
        return gettext("Được miễn: %(who)s.") % {"who": relief.name}
    told = gettext("Giảm %(percent)s %%: %(who)s.") % {"percent": relief.percent_off, "who": relief.name}
    left = _left_to_pay(head, relief)
    return told if left is None else told + " " + gettext("Còn phải nộp %(amount)s.") % {"amount": say.money(left)}


def _left_to_pay(head: DossierHead, relief: ReliefRow) -> Dong | None:
    """What is owed after a part is off; None while something has to be counted, or is not known."""
    quote = procedures.quote(
        version_id=head.version_id,
        case=head.case_key,
        channel=Channel(head.channel or Channel.COUNTER).code,
        on=clock.local(head.submitted_at or head.begun_at).date(),
        applicant_class=relief.applicant_class,
    )
    return quote.total if quote.chargeable else None


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
