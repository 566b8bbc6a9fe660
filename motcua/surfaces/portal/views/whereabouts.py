"""In whose hands a dossier is, what happens next and what its person can do: for every state, in plain words.

Nobody is named here: a dossier opened by its code tells the desk and not the officer. The person's own page may
add the name, which stands on the paper slips too.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.dossiers.states import DossierState, Outcome
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


def holder(state: DossierState, *, version: VersionView, step_key: str, asked: bool) -> str:
    """The desk that has it, "" where nobody has anything to do; `asked` while a leader is to sign."""
    if state.awaits_citizen:
        return _("Đang chờ ông/bà; hồ sơ vẫn nằm tại Trung tâm")
    if state is S.PROCESSING and not asked:
        return _at_step(version, step_key)
    desks = {
        S.SUBMITTED: Role.CLERK,
        S.RECEIVED: Role.LEADER if asked else Role.CLERK,
        S.PROCESSING: Role.LEADER,
        S.WITHDRAWAL_REQUESTED: Role.LEADER,
        S.DECIDED: Role.CLERK,
    }
    return str(DESKS[desks[state]]) if state in desks else ""


def _at_step(version: VersionView, step_key: str) -> str:
    step = next((one for one in version.process if one.key == step_key), None)
    if step is None:
        return str(DESKS[Role.SPECIALIST])
    return _("%(desk)s (bước: %(step)s)") % {"desk": DESKS.get(step.role, ""), "step": _(step.name)}


def result(return_by: str) -> str:
    """How the person has the result that is there: nobody is asked to come for what is brought."""
    if return_by == "post":
        return _("Trung tâm gửi qua bưu chính đến địa chỉ ông/bà đã ghi. Ông/bà không phải đến nhận.")
    if return_by == "electronic":
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


def open_to_public(state: DossierState, *, return_by: str = "") -> tuple[str, ...]:
    """What somebody who came with the code alone can do; the person's own page has buttons instead."""
    if state is S.DECIDED and return_by in {"post", "electronic"}:
        return (result(return_by), _("Muốn nhận cách khác: gọi Trung tâm, nói mã hồ sơ."))
    if state is S.DECIDED:
        return (_("Đến nhận kết quả: mang giấy tờ tuỳ thân hoặc giấy hẹn. Người nhận thay mang thêm giấy uỷ quyền."),)
    if state in {S.REFUSED, S.STOPPED}:
        return (_("Nộp lại khi đã đủ giấy tờ."), _("Hỏi hoặc khiếu nại tại Trung tâm."))
    if not state.is_open:
        return ()
    found = [_("Rút hồ sơ: đăng nhập, hoặc đến quầy.")]
    if state.awaits_citizen:
        found.insert(0, _("Trả lời từng mục: đăng nhập, hoặc mang giấy tờ đến quầy."))
    if state is S.WITHDRAWAL_REQUESTED:
        found = [_("Đổi ý, không rút nữa: đăng nhập, hoặc đến quầy.")]
    return (*found, _("Hỏi: gọi hoặc đến Trung tâm, nói mã hồ sơ."))
