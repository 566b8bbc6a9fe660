"""In whose hands a dossier is, what happens next and what its person can do: for every state, in plain words.

Nobody is named here: a dossier opened by its code tells the desk and not the officer. The person's own page may
add the name, which stands on the paper slips too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.dossiers.states import Authority, DossierState, Outcome
from motcua.apps.dossiers.values import DossierHead
from motcua.apps.dossiers.values.tracking import Tracking
from motcua.apps.procedures.values import VersionView
from motcua.kernel.actor import Role
from motcua.ui import format as say

S = DossierState

#: What each duty is called to somebody outside the office.
DESKS: Final[dict[Role, str | Promise]] = {
    Role.CLERK: gettext_lazy("Bộ phận tiếp nhận và trả kết quả"),
    Role.SPECIALIST: gettext_lazy("Cán bộ giải quyết hồ sơ"),
    Role.SECONDED: gettext_lazy("Cán bộ của cơ quan khác, làm việc tại Trung tâm"),
    Role.LEADER: gettext_lazy("Lãnh đạo ký kết quả"),
    Role.RECORDS: gettext_lazy("Văn thư"),
    Role.DIRECTOR: gettext_lazy("Giám đốc Trung tâm"),
    Role.AUDITOR: gettext_lazy("Thanh tra, kiểm tra"),
}


def holder(state: DossierState, *, version: VersionView, step_key: str, asked: bool, given: bool = True) -> str:
    """The desk that has it, "" where nobody has anything to do; `asked` while a leader is to sign.

    What is not `given` to anybody yet is with those who give it out.
    """
    if state.awaits_citizen:
        return _("Đang chờ ông/bà; hồ sơ vẫn nằm tại Trung tâm")
    if state is S.PROCESSING and not asked and given:
        return _at_step(version, step_key)
    desks = {
        S.SUBMITTED: Role.CLERK,
        S.RECEIVED: Role.LEADER if asked else Role.CLERK,
        S.PROCESSING: Role.LEADER if asked else Role.CLERK,
        S.WITHDRAWAL_REQUESTED: Role.LEADER,
        S.DECIDED: Role.CLERK,
    }
    return str(DESKS[desks[state]]) if state in desks else ""


def _at_step(version: VersionView, step_key: str) -> str:
    step = next((one for one in version.process if one.key == step_key), None)
    if step is None:
        return str(DESKS[Role.SPECIALIST])
    return _("%(desk)s (bước: %(step)s)") % {"desk": DESKS.get(step.role, ""), "step": _(step.name)}


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides which words a dossier's pages use."""

    state: DossierState
    #: Another system holds it: here it is only followed.
    outside: bool = False
    return_by: str = ""
    #: Until when its person has to answer.
    reply_by: datetime | None = None
    #: Whether an account of its filer's own can open it.
    has_account: bool = True
    #: Kinds of what its person still owes: `_OWED`.
    owed: tuple[str, ...] = ()

    @classmethod
    def of(cls, seen: Tracking | DossierHead, *, owed: tuple[str, ...]) -> Self:
        """Of a dossier as it is followed."""
        return cls(
            state=DossierState(seen.state),
            outside=seen.authority == Authority.OUTSIDE,
            return_by=seen.return_by,
            reply_by=seen.reply_by,
            has_account=seen.has_account,
            owed=owed,
        )


_OWED: Final[dict[str, str | Promise]] = {
    "fee": gettext_lazy("nộp phí, lệ phí"),
    "filer": gettext_lazy("đưa đến phiếu có chữ ký của người nộp"),
    "papers": gettext_lazy("mang đến Trung tâm những giấy tờ đã hẹn"),
}


def lead(standing: Standing) -> str:
    """What it means for its person now, and until when."""
    state = standing.state
    if standing.outside:
        return _lead_outside(state)
    if state is S.DECIDED:
        return " ".join(part for part in (result(standing), _owed(standing)) if part)
    if state.awaits_citizen:
        return _awaiting(standing)
    if state in {S.REFUSED, S.STOPPED}:
        told = _("Lý do và căn cứ: xem trong «Hồ sơ của tôi», hoặc hỏi Trung tâm, nói mã hồ sơ.")
        return told if standing.has_account else _("Lý do và căn cứ: xin hỏi Trung tâm, nói mã hồ sơ.")
    if state is S.RETURNED:
        return _("Cảm ơn ông/bà.")
    return _owed(standing) or _("Ông/bà chưa phải làm gì thêm.")


def _lead_outside(state: DossierState) -> str:
    if state is S.DECIDED:
        return _("Kết quả do hệ thống đã nhận hồ sơ trả. Xin xem cách nhận ở đó.")
    if state.awaits_citizen:
        return _("Xin trả lời trên hệ thống đã nhận hồ sơ.")
    if state in {S.REFUSED, S.STOPPED}:
        return _("Lý do có trên hệ thống đã nhận hồ sơ.")
    return _("Tình trạng này theo hệ thống đã nhận hồ sơ báo về.")


def _awaiting(standing: Standing) -> str:
    if standing.state is S.AWAITING_INTAKE_SUPPLEMENT:
        told = _("Thời hạn giải quyết chưa bắt đầu tính. Ông/bà trả lời rồi, Trung tâm xem lại trong 8 giờ làm việc.")
    elif standing.state is S.AWAITING_DUTY:
        told = _("Đồng hồ tạm dừng cho đến khi ông/bà thực hiện nghĩa vụ tài chính.")
    else:
        told = _("Đồng hồ tạm dừng cho đến khi ông/bà trả lời.")
    if standing.reply_by is None:
        return told
    last = _("Xin làm trước %(until)s; quá hạn, hồ sơ không được giải quyết tiếp.")
    return f"{told} {last % {'until': say.when(standing.reply_by)}}"


def _owed(standing: Standing) -> str:
    words = [str(_OWED[kind]) for kind in standing.owed if kind in _OWED]
    return _("Ông/bà còn phải: %(what)s.") % {"what": "; ".join(words)} if words else ""


def result(standing: Standing) -> str:
    """How the person has the result that is there: nobody is asked to come for what is brought."""
    if standing.return_by == "post" and "fee" in standing.owed:
        return _("Trung tâm gửi qua bưu chính đến địa chỉ ông/bà đã ghi, khi phí, lệ phí đã nộp.")
    if standing.return_by == "post":
        return _("Trung tâm gửi qua bưu chính đến địa chỉ ông/bà đã ghi. Ông/bà không phải đến nhận.")
    if standing.return_by == "electronic" and standing.has_account:
        return _("Xin đăng nhập để xem trong «Hồ sơ của tôi». Ông/bà không phải đến nhận.")
    return _("Mời ông/bà đến nhận. Xin mang giấy tờ tuỳ thân hoặc giấy hẹn.")


def coming(
    state: DossierState, *, asked: bool, acceptance_due: datetime | None, outcome: str, return_by: str = ""
) -> str:
    """What happens next, and who does it; "" where it has ended."""
    if state is S.SUBMITTED and acceptance_due:
        said = _("Trước %(by)s, Trung tâm báo cho ông/bà: tiếp nhận, cần bổ sung, hoặc không nhận và vì sao.")
        return said % {"by": say.when(acceptance_due)}
    if state is S.PROCESSING and asked:
        return _("Lãnh đạo xem và ký. Có kết quả là Trung tâm báo ngay.")
    if state is S.DECIDED and return_by == "post":
        return _("Bưu chính mang đến cho ông/bà.")
    if state is S.DECIDED and outcome == Outcome.DECLINED:
        return _("Ông/bà nhận văn bản trả lời, trong đó có lý do.")
    return str(_NEXT.get(state, ""))


_NEXT: Final[dict[DossierState, str | Promise]] = {
    S.SUBMITTED: gettext_lazy("Trung tâm báo cho ông/bà: tiếp nhận, cần bổ sung, hoặc không nhận và vì sao."),
    S.AWAITING_INTAKE_SUPPLEMENT: gettext_lazy("Ông/bà trả lời; sau đó Trung tâm xem lại trong 8 giờ làm việc."),
    S.RECEIVED: gettext_lazy("Hồ sơ được chuyển cho cán bộ giải quyết."),
    S.PROCESSING: gettext_lazy("Cán bộ xem xét và soạn kết quả, rồi trình lãnh đạo ký."),
    S.AWAITING_SUPPLEMENT: gettext_lazy("Ông/bà trả lời đủ thì cán bộ làm tiếp, ngày hẹn trả được tính lại."),
    S.AWAITING_DUTY: gettext_lazy("Ông/bà nộp xong thì cán bộ làm tiếp, ngày hẹn trả được tính lại."),
    S.WITHDRAWAL_REQUESTED: gettext_lazy("Lãnh đạo trả lời: đồng ý cho rút, hoặc không và vì sao."),
    S.DECIDED: gettext_lazy("Ông/bà nhận kết quả."),
}


def open_to_public(standing: Standing) -> tuple[str, ...]:
    """What somebody who came with the code alone can do; the person's own page has buttons instead."""
    state, ask = standing.state, _("Hỏi: gọi hoặc đến Trung tâm, nói mã hồ sơ.")
    if standing.outside:
        return (_("Bổ sung, rút hồ sơ, nhận kết quả: làm trên hệ thống đã nhận hồ sơ."), ask) if state.is_open else ()
    if state is S.DECIDED:
        return _of_result(standing)
    if state in {S.REFUSED, S.STOPPED}:
        return (_("Nộp lại khi đã đủ giấy tờ."), _("Hỏi hoặc khiếu nại tại Trung tâm."))
    if not state.is_open:
        return ()
    back = state is S.WITHDRAWAL_REQUESTED
    if standing.has_account:
        withdraw = (
            _("Đổi ý, không rút nữa: đăng nhập, hoặc đến quầy.") if back else _("Rút hồ sơ: đăng nhập, hoặc đến quầy.")
        )
    else:
        withdraw = _("Đổi ý, không rút nữa: đến quầy.") if back else _("Rút hồ sơ: đến quầy.")
    return (*_of_wait(standing), withdraw, ask)


def _of_result(standing: Standing) -> tuple[str, ...]:
    brought = {"post", "electronic"} if standing.has_account else {"post"}
    if standing.return_by in brought:
        return (result(standing), _("Muốn nhận cách khác: gọi Trung tâm, nói mã hồ sơ."))
    return (_("Đến nhận kết quả: mang giấy tờ tuỳ thân hoặc giấy hẹn. Người nhận thay mang thêm giấy uỷ quyền."),)


def _of_wait(standing: Standing) -> tuple[str, ...]:
    if standing.state is S.AWAITING_DUTY:
        return (_("Thực hiện nghĩa vụ tài chính, rồi đưa biên lai đến quầy."),)
    if not standing.state.awaits_citizen:
        return ()
    if standing.has_account:
        return (_("Trả lời từng mục: đăng nhập, hoặc mang giấy tờ đến quầy."),)
    return (_("Mang giấy tờ đến quầy. Phải bổ sung gì: xem phiếu (mẫu 02), hoặc hỏi Trung tâm."),)
