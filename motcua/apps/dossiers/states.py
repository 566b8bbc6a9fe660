"""The legal states of a dossier and the table of moves; nothing else may change a state.

Diagram, buttons and the exhaustive test are made from MOVES. A basis names an instrument and a form; an
article stands here only where somebody has read it, and none has been so far (domain: full texts not found).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

#: One-stop decree; its circular 03/2025/TT-VPCP holds the forms.
DECREE: Final = "118/2025/NĐ-CP"


class DossierState(TextChoices):
    """Where a dossier stands."""

    DRAFT = "DRAFT", _("Bản nháp")
    SUBMITTED = "SUBMITTED", _("Chờ tiếp nhận")
    AWAITING_INTAKE_SUPPLEMENT = "AWAITING_INTAKE_SUPPLEMENT", _("Chờ bổ sung trước tiếp nhận")
    REFUSED = "REFUSED", _("Từ chối tiếp nhận")
    RECEIVED = "RECEIVED", _("Đã tiếp nhận")
    PROCESSING = "PROCESSING", _("Đang giải quyết")
    AWAITING_SUPPLEMENT = "AWAITING_SUPPLEMENT", _("Chờ bổ sung")
    AWAITING_DUTY = "AWAITING_DUTY", _("Chờ thực hiện nghĩa vụ tài chính")
    WITHDRAWAL_REQUESTED = "WITHDRAWAL_REQUESTED", _("Xin rút hồ sơ")
    STOPPED = "STOPPED", _("Dừng giải quyết")
    DECIDED = "DECIDED", _("Đã có kết quả")
    RETURNED = "RETURNED", _("Đã trả kết quả")

    @property
    def code(self) -> int | None:
        """The national status code (TrangThaiHoSo 1..10); a draft has none."""
        return _NATIONAL_CODES.get(self)

    @property
    def clock_runs(self) -> bool:
        """Whether the processing clock runs."""
        return self in {DossierState.RECEIVED, DossierState.PROCESSING, DossierState.WITHDRAWAL_REQUESTED}

    @property
    def pauses(self) -> bool:
        """Whether the processing clock stands still."""
        return self in {DossierState.AWAITING_SUPPLEMENT, DossierState.AWAITING_DUTY}

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self not in {DossierState.DRAFT, DossierState.REFUSED, DossierState.STOPPED, DossierState.RETURNED}

    @property
    def awaits_citizen(self) -> bool:
        """Whether the next step is the citizen's."""
        return self in {
            DossierState.AWAITING_INTAKE_SUPPLEMENT,
            DossierState.AWAITING_SUPPLEMENT,
            DossierState.AWAITING_DUTY,
        }


S = DossierState

_NATIONAL_CODES: Final = {
    S.SUBMITTED: 1,
    S.RECEIVED: 2,
    S.REFUSED: 3,
    S.PROCESSING: 4,
    S.AWAITING_INTAKE_SUPPLEMENT: 5,
    S.AWAITING_SUPPLEMENT: 5,
    S.AWAITING_DUTY: 6,
    S.WITHDRAWAL_REQUESTED: 7,
    S.STOPPED: 8,
    S.DECIDED: 9,
    S.RETURNED: 10,
}

OPEN_STATES: Final = tuple(state for state in S if state.is_open)


class Action(TextChoices):
    """What may be done to a dossier; the label is the button's word."""

    SUBMIT = "SUBMIT", _("Nộp hồ sơ")
    RECEIVE_AT_COUNTER = "RECEIVE_AT_COUNTER", _("Tiếp nhận tại quầy")
    ACCEPT = "ACCEPT", _("Tiếp nhận")
    ASK_SUPPLEMENT = "ASK_SUPPLEMENT", _("Yêu cầu bổ sung")
    REFUSE = "REFUSE", _("Từ chối tiếp nhận")
    WITHDRAW = "WITHDRAW", _("Rút hồ sơ")
    REPLY = "REPLY", _("Nộp bổ sung")
    EXPIRE = "EXPIRE", _("Hết hạn bổ sung")
    START = "START", _("Chuyển giải quyết")
    DECIDE = "DECIDE", _("Ký duyệt kết quả")
    REQUEST_WITHDRAWAL = "REQUEST_WITHDRAWAL", _("Xin rút hồ sơ")
    STOP = "STOP", _("Dừng giải quyết")
    REQUIRE_DUTY = "REQUIRE_DUTY", _("Yêu cầu thực hiện nghĩa vụ tài chính")
    SETTLE = "SETTLE", _("Ghi nhận đã thực hiện nghĩa vụ")
    GRANT = "GRANT", _("Đồng ý cho rút")
    DENY = "DENY", _("Không đồng ý cho rút")
    TAKE_BACK = "TAKE_BACK", _("Thôi xin rút")
    RETURN = "RETURN", _("Trả kết quả")
    REOPEN = "REOPEN", _("Mở lại để giải quyết")
    RECALL = "RECALL", _("Thu hồi việc trả kết quả")


A = Action


class Work(TextChoices):
    """What officers do to a dossier without moving it; the label is the button's word."""

    CHECK = "CHECK", _("Kiểm tra giấy tờ")
    NOTE = "NOTE", _("Ghi chú")
    HAND_OVER = "HAND_OVER", _("Chuyển người khác")
    DRAFT = "DRAFT_RESULT", _("Soạn dự thảo kết quả")
    ASK_APPROVAL = "ASK_APPROVAL", _("Trình lãnh đạo ký")
    GIVE_BACK = "GIVE_BACK", _("Trả lại để sửa")
    HOLD_OUTSIDE = "HOLD_OUTSIDE", _("Giao người theo dõi")
    CORRECT = "CORRECT", _("Sửa thông tin của người trong hồ sơ")
    FEE_PAID = "FEE_PAID", _("Ghi nhận đã nộp phí, lệ phí")
    FEE_RELIEF = "FEE_RELIEF", _("Được miễn, giảm phí, lệ phí")
    RELIEF_BACK = "RELIEF_BACK", _("Thôi miễn, giảm phí, lệ phí")
    SIGNED_HERE = "SIGNED_HERE", _("Ghi nhận đã ký tại quầy")
    FILER_SAID = "FILER_SAID", _("Ghi nhận người nộp xác nhận")
    APOLOGISE = "APOLOGISE", _("Xin lỗi và hẹn lại (mẫu 04)")


class HelperKind(TextChoices):
    """As what somebody helps to file. The first two hold a duty at the centre; the others say what they are."""

    OFFICER = "officer", _("Cán bộ tại Trung tâm")
    TEAM = "team", _("Tổ công nghệ số cộng đồng")
    RELATIVE = "relative", _("Người nhà")
    OTHER = "other", _("Người khác")


class SaidBy(TextChoices):
    """How the filer said yes to what somebody else typed."""

    CODE = "code", _("Mã gửi đến điện thoại")
    SIGNATURE = "signature", _("Ký tên trên phiếu")
    THUMB = "thumb", _("Điểm chỉ trên phiếu")


class Channel(IntegerChoices):
    """How a dossier came in; the five ways map onto the three national codes."""

    SELF_ONLINE = 20, _("Trực tuyến")
    HELPED_CENTRE = 21, _("Trực tuyến, có người giúp tại Trung tâm")
    HELPED_HOME = 22, _("Trực tuyến, có người giúp tại nhà")
    COUNTER = 10, _("Tại quầy")
    POST = 30, _("Bưu chính")

    @property
    def code(self) -> int:
        """The national channel code (KenhThucHien): 1 counter, 2 online, 3 post."""
        return self.value // 10


class Authority(TextChoices):
    """Who holds the status of the dossier."""

    OURS = "ours", _("Trung tâm")
    OUTSIDE = "outside", _("Hệ thống khác")


class Outcome(TextChoices):
    """What was decided."""

    GRANTED = "granted", _("Giải quyết")
    DECLINED = "declined", _("Không giải quyết, có văn bản trả lời")


#: How a result reaches its person, what proved that it did, and as what they took it.
WAYS: Final = {"counter": _("Tại quầy"), "post": _("Bưu chính"), "electronic": _("Điện tử")}
PROOFS: Final = {
    "identity": _("Đã xem giấy tờ tuỳ thân"),
    "slip": _("Đã thu giấy hẹn và đối chiếu người nhận"),
    "proxy": _("Đã xem văn bản uỷ quyền và giấy tờ tuỳ thân"),
    "post": _("Phiếu gửi bưu chính"),
    "account": _("Nhận trong tài khoản đã xác thực"),
}
RELATIONS: Final = {"owner": _("Chủ hồ sơ"), "filer": _("Người nộp"), "proxy": _("Người được uỷ quyền")}


class ClockClass(TextChoices):
    """Early, on time or late; a dossier to which nothing was promised has no class but says so."""

    EARLY = "early", _("Trước hạn")
    ON_TIME = "on_time", _("Đúng hạn")
    LATE = "late", _("Quá hạn")
    UNPROMISED = "unpromised", _("Chưa hẹn ngày")


class ComponentState(TextChoices):
    """How it stands with one paper."""

    PROMISED = "promised", _("Sẽ nộp")
    GIVEN = "given", _("Đã nộp")
    CHECKED = "checked", _("Đạt")
    FAULTY = "faulty", _("Chưa đạt")
    WAIVED = "waived", _("Không phải nộp")
    #: What the filer says, no officer yet: left alone it is accepted with the dossier, else marked as any paper.
    CLAIMED = "claimed", _("Người nộp báo không cần")


class PauseCause(TextChoices):
    """Why the clock stands; each cause has its document and its cap."""

    SUPPLEMENT = "supplement", _("Chờ bổ sung giấy tờ")
    DUTY = "duty", _("Chờ thực hiện nghĩa vụ tài chính")


class Confirmed(TextChoices):
    """How one of several signatories confirmed."""

    FILER = "filer", _("Khi nộp hồ sơ")
    LINK = "link", _("Bằng đường dẫn gửi riêng")
    COUNTER = "counter", _("Tại quầy")


@dataclass(frozen=True, slots=True)
class Basis:
    """What a move rests on: the instrument, the printed form, and an article somebody has read."""

    instrument: str
    form: str = ""
    article: str = "unverified"


@dataclass(frozen=True, slots=True)
class Move:
    """An edge: the state it leads to (None: back to the state held before) and its basis."""

    to: DossierState | None
    basis: Basis


BACK: Final = None


def _move(to: DossierState | None, form: str = "") -> Move:
    return Move(to=to, basis=Basis(DECREE, form=form))


MOVES: Final[dict[tuple[DossierState, Action], Move]] = {
    (S.DRAFT, A.SUBMIT): _move(S.SUBMITTED),
    (S.DRAFT, A.RECEIVE_AT_COUNTER): _move(S.RECEIVED, "01"),
    (S.DRAFT, A.ASK_SUPPLEMENT): _move(S.AWAITING_INTAKE_SUPPLEMENT, "02"),
    (S.DRAFT, A.REFUSE): _move(S.REFUSED, "03"),
    (S.SUBMITTED, A.ACCEPT): _move(S.RECEIVED, "01"),
    (S.SUBMITTED, A.ASK_SUPPLEMENT): _move(S.AWAITING_INTAKE_SUPPLEMENT, "02"),
    (S.SUBMITTED, A.REFUSE): _move(S.REFUSED, "03"),
    (S.SUBMITTED, A.WITHDRAW): _move(S.STOPPED),
    (S.AWAITING_INTAKE_SUPPLEMENT, A.REPLY): _move(S.SUBMITTED),
    (S.AWAITING_INTAKE_SUPPLEMENT, A.EXPIRE): _move(S.REFUSED, "03"),
    (S.AWAITING_INTAKE_SUPPLEMENT, A.WITHDRAW): _move(S.STOPPED),
    (S.RECEIVED, A.START): _move(S.PROCESSING, "06"),
    (S.RECEIVED, A.DECIDE): _move(S.DECIDED),
    (S.RECEIVED, A.ASK_SUPPLEMENT): _move(S.AWAITING_SUPPLEMENT, "02"),
    (S.RECEIVED, A.REQUEST_WITHDRAWAL): _move(S.WITHDRAWAL_REQUESTED),
    (S.RECEIVED, A.STOP): _move(S.STOPPED, "05"),
    (S.PROCESSING, A.ASK_SUPPLEMENT): _move(S.AWAITING_SUPPLEMENT, "02"),
    (S.PROCESSING, A.REQUIRE_DUTY): _move(S.AWAITING_DUTY),
    (S.PROCESSING, A.DECIDE): _move(S.DECIDED),
    (S.PROCESSING, A.REQUEST_WITHDRAWAL): _move(S.WITHDRAWAL_REQUESTED),
    (S.PROCESSING, A.STOP): _move(S.STOPPED, "05"),
    (S.AWAITING_SUPPLEMENT, A.REPLY): _move(S.PROCESSING),
    (S.AWAITING_SUPPLEMENT, A.EXPIRE): _move(S.STOPPED, "05"),
    (S.AWAITING_SUPPLEMENT, A.REQUEST_WITHDRAWAL): _move(S.WITHDRAWAL_REQUESTED),
    (S.AWAITING_DUTY, A.SETTLE): _move(S.PROCESSING),
    (S.AWAITING_DUTY, A.EXPIRE): _move(S.STOPPED, "05"),
    (S.AWAITING_DUTY, A.REQUEST_WITHDRAWAL): _move(S.WITHDRAWAL_REQUESTED),
    (S.WITHDRAWAL_REQUESTED, A.GRANT): _move(S.STOPPED, "05"),
    (S.WITHDRAWAL_REQUESTED, A.DENY): _move(BACK),
    (S.WITHDRAWAL_REQUESTED, A.TAKE_BACK): _move(BACK),
    (S.DECIDED, A.RETURN): _move(S.RETURNED),
    (S.DECIDED, A.REOPEN): _move(S.PROCESSING),
    (S.RETURNED, A.RECALL): _move(S.DECIDED),
    (S.RETURNED, A.REOPEN): _move(S.PROCESSING),
}


def actions_from(state: DossierState) -> frozenset[Action]:
    """The actions the law knows in this state."""
    return frozenset(action for (origin, action) in MOVES if origin is state)


def path(start: DossierState, end: DossierState, *, allowed: frozenset[Action]) -> tuple[Action, ...] | None:
    """The shortest way along `allowed` actions, () when already there, None when there is none."""
    reached: dict[DossierState, tuple[Action, ...]] = {start: ()}
    waiting = [start]
    while waiting:
        here = waiting.pop(0)
        if here is end:
            return reached[here]
        for (origin, action), move in MOVES.items():
            if origin is here and action in allowed and move.to is not None and move.to not in reached:
                reached[move.to] = (*reached[here], action)
                waiting.append(move.to)
    return None
