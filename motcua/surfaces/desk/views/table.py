"""The acts of the dossier page: which open action each needs, what is written for it, which command it gives."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.apps.dossiers.commands import (
    apologising,
    conditions,
    helping,
    intake,
    processing,
    relieving,
    returning,
    signing,
    supplementing,
    withdrawing,
)
from motcua.apps.dossiers.states import Action, Work
from motcua.surfaces.desk.forms import acts as forms
from motcua.surfaces.desk.forms.relief import ReliefForm

A, W = Action, Work


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its page, its button, its command. `quiet` stands at the end of the bar."""

    slug: str
    #: Open while one of these is.
    needs: Action | Work | tuple[Action, ...]
    form: type[forms.ActForm]
    run: Callable[..., object]
    label: str | Promise
    key: str = ""
    quiet: bool = False
    text: str | Promise = ""

    def is_open(self, actions: Collection[str]) -> bool:
        """Whether the page may offer it while these actions are open."""
        needed = self.needs if isinstance(self.needs, tuple) else (self.needs,)
        return any(one.value in actions for one in needed)


def _unseen(command: Callable[..., object]) -> Callable[..., object]:
    """A command that overwrites nothing and so does not ask what was seen."""

    def run(*, seen_revision: int, **orders: Any) -> object:  # noqa: ARG001 -- dropped on purpose
        return command(**orders)

    return run


#: In the order of the bar; the first of MAIN that is open is the main one.
ACTS: Final = (
    Act("accept", A.ACCEPT, forms.ActForm, intake.accept, A.ACCEPT.label, "a",
        text=_("Đồng hồ giải quyết bắt đầu chạy từ bây giờ; người dân nhận giấy hẹn mẫu 01.")),
    Act("decide", A.DECIDE, forms.ActForm, processing.decide, A.DECIDE.label, "y",
        text=_("Kết quả lấy số trong sổ của năm; đồng hồ dừng. Chữ ký số sẽ gắn ở bước phát hành.")),
    Act("grant", A.GRANT, forms.NoteForm, withdrawing.grant, A.GRANT.label, "g",
        text=_("Việc giải quyết dừng theo mẫu 05.")),
    Act("return", A.RETURN, forms.ReturnForm, returning.return_result, A.RETURN.label, "r"),
    Act("settle", A.SETTLE, forms.NoteForm, processing.settle, A.SETTLE.label, "h"),
    Act("reply", A.REPLY, forms.ReplyForm, supplementing.reply, _("Nhận bổ sung tại quầy"), "n",
        text=_("Ghi những gì người dân mang đến hoặc trả lời; đồng hồ chạy tiếp từ bây giờ.")),
    Act("assign", A.START, forms.HolderForm, processing.assign, A.START.label, "c"),
    Act("ask-approval", W.ASK_APPROVAL, forms.ActForm, processing.ask_approval, W.ASK_APPROVAL.label, "t",
        text=_("Lãnh đạo thấy hồ sơ trong mục “Chờ lãnh đạo ký”.")),
    Act("draft", W.DRAFT, forms.DraftForm, processing.draft_result, W.DRAFT.label, "d"),
    Act("hold", W.HOLD_OUTSIDE, forms.WatcherForm, _unseen(processing.hold_outside), W.HOLD_OUTSIDE.label, "c"),
    Act("fee", W.FEE_PAID, forms.ReceiptForm, conditions.record_fee_paid, W.FEE_PAID.label, "p"),
    Act("relief", W.FEE_RELIEF, ReliefForm, relieving.grant_relief, W.FEE_RELIEF.label, "",
        text=_("Được miễn thì hồ sơ không phải chờ biên lai; được giảm thì phần còn lại vẫn phải nộp.")),
    Act("filer-said", W.FILER_SAID, forms.FilerSaidForm, helping.record_filer_said, W.FILER_SAID.label,
        text=_("Ông/bà đã xem phiếu đồng ý do chính người nộp ký, hoặc điểm chỉ trước người làm chứng.")),
    Act("signed", W.SIGNED_HERE, forms.SignedForm, signing.sign_here, W.SIGNED_HERE.label),
    Act("supplement", A.ASK_SUPPLEMENT, forms.SupplementForm, processing.ask_supplement, A.ASK_SUPPLEMENT.label, "b"),
    Act("hand-over", W.HAND_OVER, forms.HolderForm, processing.hand_over, W.HAND_OVER.label, "c"),
    Act("apologise", W.APOLOGISE, forms.ApologyForm, apologising.put_off, W.APOLOGISE.label, "x",
        text=_("Người dân nhận được lời xin lỗi và ngày hẹn mới, một lần. Hạn ghi trên mẫu 01 không đổi, "
               "và chỉ số vẫn tính theo hạn ấy.")),
    Act("give-back", W.GIVE_BACK, forms.WhyForm, processing.give_back, W.GIVE_BACK.label, "s"),
    Act("deny", A.DENY, forms.GroundForm, withdrawing.deny, A.DENY.label, "o"),
    Act("take-back", A.TAKE_BACK, forms.ActForm, _unseen(withdrawing.take_back), A.TAKE_BACK.label, "",
        text=_("Người dân không muốn rút nữa; hồ sơ trở về bước đang làm.")),
    Act("duty", A.REQUIRE_DUTY, forms.DutyForm, processing.require_duty, _("Chờ nghĩa vụ tài chính"), quiet=True),
    Act("refuse", A.REFUSE, forms.GroundForm, intake.refuse, _("Từ chối tiếp nhận (mẫu 03)"), quiet=True),
    Act("withdraw", (A.WITHDRAW, A.REQUEST_WITHDRAWAL), forms.ReasonForm, withdrawing.withdraw,
        _("Người dân xin rút hồ sơ"), quiet=True),
    Act("stop", A.STOP, forms.GroundForm, processing.stop, _("Dừng giải quyết (mẫu 05)"), quiet=True),
    Act("reopen", A.REOPEN, forms.WhyForm, returning.reopen, A.REOPEN.label, quiet=True),
    Act("recall", A.RECALL, forms.WhyForm, returning.recall, A.RECALL.label, quiet=True),
    Act("relief-back", W.RELIEF_BACK, forms.WhyForm, relieving.take_relief_back, W.RELIEF_BACK.label, quiet=True,
        text=_("Phí, lệ phí lại phải nộp. Điều đã ghi vẫn còn trong lịch sử hồ sơ.")),
    Act("note", W.NOTE, forms.RemarkForm, _unseen(processing.note), W.NOTE.label, quiet=True),
)  # fmt: skip
BY_SLUG: Final = {act.slug: act for act in ACTS}
#: What Enter does when it is open, the first first.
MAIN: Final = ("accept", "decide", "grant", "return", "settle", "reply", "assign", "ask-approval", "draft", "hold")


@dataclass(frozen=True, slots=True)
class Button:
    """One button of the bar."""

    slug: str
    label: str
    key: str
    kind: str


def buttons(open_now: Collection[str]) -> tuple[Button, ...]:
    """The bar for these open actions: the main one first, the grave ones last; the note has its own place."""
    there = [act for act in ACTS if act.is_open(open_now) and act.slug != "note"]
    main = next((slug for slug in MAIN if any(act.slug == slug for act in there)), "")
    made = [Button(a.slug, str(a.label), a.key, _kind(a, main)) for a in there]
    return tuple(sorted(made, key=lambda b: ("main", "", "quiet").index(b.kind)))


def _kind(act: Act, main: str) -> str:
    return "main" if act.slug == main else "quiet" if act.quiet else ""
