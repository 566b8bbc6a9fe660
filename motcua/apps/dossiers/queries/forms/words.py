"""What the forms say of terms, fees, helpers and witnesses, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.apps.dossiers.values.attested import Attested, Manner
from motcua.apps.dossiers.values.helping import Helper
from motcua.apps.procedures import queries as procedures
from motcua.apps.workcalendar.values import Term, Unit
from motcua.kernel import clock
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
