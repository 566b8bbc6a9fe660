"""One dossier of the demonstration, played step by step by the people who would do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import TypedDict
from uuid import UUID

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.commands import intake, processing, returning, supplementing, withdrawing
from motcua.apps.dossiers.states import Outcome
from motcua.apps.dossiers.values import ItemAsked
from motcua.apps.parties.values import PersonStated
from motcua.apps.procedures.values import VersionView
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from motcua.surfaces.console.episodes.demo.days import after
from motcua.surfaces.console.episodes.demo.people import HOA_KEEPS, Cast

GROUND = "Quy định mẫu, Điều 9"
A_DAY = 480  # working minutes


class Hand(TypedDict):
    """What a command is told of the one who acts: which dossier, who, when."""

    dossier_id: UUID
    actor: Actor
    at: datetime


class Page(Hand):
    """The same, with the revision that the open page showed."""

    seen_revision: int


@dataclass(slots=True)
class Play:
    """A dossier and the moment its story has reached."""

    cast: Cast
    rng: Random
    version: VersionView
    filer: PersonStated
    #: The account the filer used; None when an officer received or typed it.
    citizen: Actor | None
    clerk: Actor
    dossier_id: UUID
    at: datetime
    pace: int

    def run(self, steps: str) -> None:
        """Play the steps, each a while after the one before."""
        for step in steps.split():
            self.at = after(self.at, minutes=self.rng.randint(max(1, self.pace // 2), self.pace))
            STEPS[step](self)

    @contextmanager
    def hand(self, actor: Actor) -> Iterator[Hand]:
        """Act as `actor`, within what their duties let them see."""
        with scope.use(scope.for_actor(actor)):
            yield Hand(dossier_id=self.dossier_id, actor=actor, at=self.at)

    @contextmanager
    def page(self, actor: Actor) -> Iterator[Page]:
        """Act as `actor` on the dossier's page, just opened."""
        with self.hand(actor) as hand:
            head = dossiers.head_of(actor=actor, dossier_id=self.dossier_id, now=self.at)
            yield Page(**hand, seen_revision=head.revision)

    @property
    def specialist(self) -> Actor:
        """Who works this field."""
        return self.cast.actor("hoa" if self.version.field in HOA_KEEPS else "dung")

    @property
    def asker(self) -> Actor:
        """Who asks for the person: themselves where they have an account, else the clerk for them."""
        return self.citizen or self.clerk

    @property
    def leader(self) -> Actor:
        """Who signs."""
        return self.cast.actor("tuan")


def _accept(play: Play) -> None:
    with play.page(play.clerk) as page:
        intake.accept(**page)


def _refuse(play: Play) -> None:
    with play.page(play.clerk) as page:
        intake.refuse(**page, ground=GROUND, reason="Việc này không thuộc thẩm quyền của xã (dữ liệu mẫu).")


def _assign(play: Play) -> None:
    holder = play.specialist.account_id or 0
    with play.page(play.clerk) as page:
        processing.assign(**page, holder_id=holder, note="")


def _hand_over(play: Play) -> None:
    """The specialist is away, so the leader works it on (form 06 gets a second row)."""
    with play.page(play.specialist) as page:
        processing.hand_over(**page, holder_id=play.leader.account_id or 0, note="Đi công tác hai ngày (mẫu).")


def _note(play: Play) -> None:
    with play.hand(play.specialist) as hand:
        processing.note(**hand, text="Đã gọi điện hẹn người dân (ghi chú mẫu).")


def _ask(play: Play) -> None:
    _ask_as(play, play.specialist)


def _ask_early(play: Play) -> None:
    _ask_as(play, play.clerk)


def _ask_as(play: Play, officer: Actor) -> None:
    with play.page(officer) as page:
        papers = dossiers.find(actor=officer, dossier_id=play.dossier_id, now=play.at).components
        items = [ItemAsked(text="Bản chụp bị mờ, xin chụp lại rõ bốn góc.", component_id=p.id) for p in papers[:1]]
        items.append(ItemAsked(text="Xin ghi thêm nơi đăng ký khai sinh trong tờ khai."))
        processing.ask_supplement(**page, items=items, reason="Giấy tờ chưa đủ thông tin (lý do mẫu).")


def _reply(play: Play) -> None:
    with play.hand(play.asker) as hand:
        asked = dossiers.find(actor=play.asker, dossier_id=play.dossier_id, now=play.at).supplements[-1]
        answers = {item.id: "Đã chụp và ghi lại (trả lời mẫu)." for item in asked.items}
        given = frozenset(item.component_id for item in asked.items if item.component_id)
        supplementing.reply(**hand, answers=answers, given=given)


def _duty(play: Play) -> None:
    with play.page(play.specialist) as page:
        processing.require_duty(**page, note="Thông báo nộp tiền sử dụng đất (mẫu).")


def _settle(play: Play) -> None:
    with play.page(play.specialist) as page:
        processing.settle(**page, note="Đã xem giấy nộp tiền (mẫu).")


def _draft(play: Play) -> None:
    _draft_as(play, Outcome.GRANTED, "Giải quyết như đề nghị (nội dung mẫu).")


def _decline(play: Play) -> None:
    _draft_as(play, Outcome.DECLINED, "Chưa đủ căn cứ theo quy định mẫu nên chưa giải quyết được.")


def _draft_as(play: Play, outcome: Outcome, text: str) -> None:
    title = next((r.name for r in play.version.result_names), play.version.short_title)
    with play.page(play.specialist) as page:
        processing.draft_result(**page, outcome=outcome.value, title=title[:200], text=text)


def _present(play: Play) -> None:
    with play.page(play.specialist) as page:
        processing.ask_approval(**page)


def _give_back(play: Play) -> None:
    with play.page(play.leader) as page:
        processing.give_back(**page, why="Xin ghi rõ căn cứ (góp ý mẫu).")


def _decide(play: Play) -> None:
    with play.page(play.leader) as page:
        processing.decide(**page)


def _collect(play: Play) -> None:
    _return_as(play, "counter", "identity")


def _mail(play: Play) -> None:
    _return_as(play, "post", "post")


def _return_as(play: Play, way: str, proof: str) -> None:
    with play.page(play.clerk) as page:
        returning.return_result(
            **page,
            way=way,
            receiver_name=play.filer.name,
            receiver_number=play.filer.number,
            relation="filer",
            proof=proof,
        )


def _recall(play: Play) -> None:
    with play.page(play.clerk) as page:
        returning.recall(**page, why="Ghi nhầm người nhận (mẫu).")


def _reopen(play: Play) -> None:
    with play.page(play.leader) as page:
        returning.reopen(**page, why="Kết quả ghi sai tên đệm (mẫu).")


def _withdraw(play: Play) -> None:
    with play.hand(play.asker) as hand:
        withdrawing.withdraw(**hand, reason="Gia đình đổi ý (lý do mẫu).")


def _grant(play: Play) -> None:
    with play.page(play.leader) as page:
        withdrawing.grant(**page, note="Đồng ý theo đề nghị.")


def _deny(play: Play) -> None:
    with play.page(play.leader) as page:
        withdrawing.deny(**page, ground=GROUND, reason="Kết quả đang được ký (lý do mẫu).")


def _stop(play: Play) -> None:
    with play.page(play.leader) as page:
        processing.stop(**page, ground=GROUND, reason="Thửa đất đang có tranh chấp (lý do mẫu).")


def _rest(play: Play) -> None:
    """Nobody does anything for a day: how promises are broken."""
    play.at = after(play.at, minutes=A_DAY)


#: What may happen to a dossier, by the words of `stories`.
STEPS: Mapping[str, Callable[[Play], None]] = {
    "accept": _accept,
    "refuse": _refuse,
    "assign": _assign,
    "hand_over": _hand_over,
    "note": _note,
    "ask": _ask,
    "ask_early": _ask_early,
    "reply": _reply,
    "duty": _duty,
    "settle": _settle,
    "draft": _draft,
    "decline": _decline,
    "present": _present,
    "give_back": _give_back,
    "decide": _decide,
    "collect": _collect,
    "mail": _mail,
    "recall": _recall,
    "reopen": _reopen,
    "withdraw": _withdraw,
    "grant": _grant,
    "deny": _deny,
    "stop": _stop,
    "rest": _rest,
}
