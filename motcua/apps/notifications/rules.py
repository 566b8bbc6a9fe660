"""What becomes of a message after a try that did not succeed, and which words a centre may give it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from motcua.apps.notifications.states import Kind, MessageState
from motcua.apps.notifications.values import sms_length
from motcua.kernel.text import unaccented

#: What is told after which move; a move not named here is the office's own affair.
_AFTER_ACTION = {
    "SUBMIT": Kind.SUBMITTED,
    "ACCEPT": Kind.ACCEPTED,
    "RECEIVE_AT_COUNTER": Kind.ACCEPTED,
    "ASK_SUPPLEMENT": Kind.SUPPLEMENT_ASKED,
    "DECIDE": Kind.DECIDED,
    "RETURN": Kind.RETURNED,
    "REQUIRE_DUTY": Kind.DUTY_ASKED,
    "SETTLE": Kind.CLOCK_RUNS,
    "DENY": Kind.WITHDRAWAL_DENIED,
    "REOPEN": Kind.REOPENED,
    "RECALL": Kind.DECIDED,
}
#: An end its person asked for.
_OWN_WISH = {"WITHDRAW": Kind.WITHDRAWN, "GRANT": Kind.WITHDRAWN}
#: A reply is news by where it leads: to the office's answer, or back to work with a new date.
_AFTER_REPLY = {"SUBMITTED": Kind.SUPPLEMENT_RECEIVED, "PROCESSING": Kind.CLOCK_RUNS}
#: Nobody is asked to come for what is brought to them.
_BROUGHT = {"post": Kind.DECIDED_POST, "electronic": Kind.DECIDED_ELECTRONIC}
#: Nothing was handed to anybody that was posted, or that an account of theirs shows.
_GIVEN = {"post": Kind.RETURNED_POST, "electronic": Kind.RETURNED_ELECTRONIC}
#: An end is told whichever move led there.
_AFTER_STATE = {"REFUSED": Kind.REFUSED, "STOPPED": Kind.STOPPED}

_RUNNING = frozenset({"RECEIVED", "PROCESSING", "WITHDRAWAL_REQUESTED"})
_AT_WORK = _RUNNING | {"AWAITING_SUPPLEMENT", "AWAITING_DUTY"}
_ASKED = frozenset({"AWAITING_SUPPLEMENT", "AWAITING_INTAKE_SUPPLEMENT"})
_UNDECIDED = _AT_WORK | {"SUBMITTED", "AWAITING_INTAKE_SUPPLEMENT"}
#: Why a message was overtaken, where its dossier stands where it stood.
MOVED_DATE, LINK_OVER, ANSWERED = "date-moved", "link-over", "answered"

#: News older than this goes out by no machine: a dispatcher that slept must not wake a commune with last week.
STALE = timedelta(days=1)
#: What must reach somebody is a letter then, for so long; what is still older has been overtaken by life.
OVERTAKEN = timedelta(days=30)

#: After so many tries the next way out is taken; the last waiting time is the longest.
MOST_TRIES = 6
_WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1), timedelta(hours=6))

#: The words a message about a dossier may be filled with; none of them is a person's.
DOSSIER_WORDS = frozenset({"code", "procedure", "centre", "phone", "hours", "answer_by", "due", "until", "address"})
#: A code sent to a telephone: for signing in, or for confirming that one signs too.
CODES = frozenset({Kind.SIGN_IN_CODE, Kind.CONFIRM_CODE, Kind.FILER_CODE})
#: What may stand in messages that are about no dossier of the one they go to.
_OWN_WORDS = {
    **dict.fromkeys(CODES, frozenset({"code", "minutes"})),
    Kind.FILER_CODE: frozenset({"code", "minutes", "procedure"}),
    Kind.SIGNATORY_ASKED: frozenset({"centre", "until", "link"}),
}
#: Without these a message of its kind is worth nothing.
_COMPULSORY = {
    **dict.fromkeys(CODES, frozenset({"code", "minutes"})),
    Kind.SIGNATORY_ASKED: frozenset({"until", "link"}),
    Kind.SIGNATORY_DECLINED: frozenset({"code", "address"}),
    Kind.ACCEPTED: frozenset({"code", "due"}),
    Kind.SUPPLEMENT_ASKED: frozenset({"code", "address"}),
    Kind.SUPPLEMENT_AT_COUNTER: frozenset({"code", "until", "centre"}),
    Kind.DUTY_ASKED: frozenset({"code", "until"}),
    Kind.CLOCK_RUNS: frozenset({"code", "due"}),
    Kind.DUE_MOVED: frozenset({"code", "due"}),
    Kind.REFUSED: frozenset({"code", "address"}),
    Kind.DECIDED: frozenset({"code", "centre"}),
    Kind.DECIDED_ELECTRONIC: frozenset({"code", "address"}),
    Kind.RETURNED_POST: frozenset({"code", "phone"}),
    Kind.RETURNED_ELECTRONIC: frozenset({"code", "address"}),
    Kind.LATE_APOLOGY: frozenset({"code", "due", "reason"}),
}
#: More paid SMS than this for one piece of news is a letter, not a message.
MOST_PARTS = 4
#: Made-up values a preview is filled with.
SAMPLE: Mapping[str, str] = {
    "code": "H99.99-261120-0042",
    "procedure": "Đăng ký khai sinh",
    "centre": "Trung tâm Phục vụ hành chính công Xã Suối Mẫu",
    "phone": "1022",
    "hours": "7:30–11:30, 13:30–17:00",
    "answer_by": "Thứ Hai, 23/11/2026, 11:30",
    "due": "Thứ Sáu, 27/11/2026, 11:30",
    "address": "https://motcua.example/tra-cuu",
    "reason": "chờ ý kiến cơ quan khác",
    "minutes": "5",
    "until": "Thứ Sáu, 27/11/2026, 11:30",
    "link": "https://motcua.example/xac-nhan/",
}
SAMPLE_CODE = "······"

_PLACE = re.compile(r"%\((\w+)\)s")
#: Nine digits or more, however parted: a telephone or somebody's number.
_NUMBER = re.compile(r"\d(?:[ .\-]?\d){8,}")


def allowed(kind: Kind) -> frozenset[str]:
    """The words that may stand in a message of this kind."""
    about_dossier = DOSSIER_WORDS | ({"reason"} if kind is Kind.LATE_APOLOGY else frozenset())
    return _OWN_WORDS.get(kind, about_dossier)


def compulsory(kind: Kind) -> frozenset[str]:
    """The words a message of this kind must have; what is about a dossier names it at least."""
    return _COMPULSORY.get(kind, frozenset({"code"}))


def placeholders(text: str) -> frozenset[str]:
    """The words a text asks for."""
    return frozenset(_PLACE.findall(text))


def sample(kind: Kind) -> Mapping[str, str]:
    """What a preview of this kind is filled with."""
    return {**SAMPLE, "code": SAMPLE_CODE} if kind in CODES else SAMPLE


def filled(text: str, words: Mapping[str, object]) -> str:
    """The text with its words; raises KeyError where one is missing."""
    return _PLACE.sub(lambda place: str(words[place[1]]), text)


def fault_of(kind: Kind, text: str) -> tuple[str, dict[str, str]]:
    """Why a centre may not say this, as a sentence and its values; ("", {}) where it may."""
    unknown, missing = placeholders(text) - allowed(kind), compulsory(kind) - placeholders(text)
    if unknown:
        return "Không có chỗ điền %(word)s trong loại tin này.", {"word": _shown(unknown)}
    if "%" in _PLACE.sub("", text):
        return "Dấu phần trăm chỉ dùng trong chỗ điền, ví dụ %(word)s.", {"word": "%(code)s"}
    if missing:
        return "Còn thiếu chỗ điền bắt buộc %(word)s.", {"word": _shown(missing)}
    if _NUMBER.search(text):
        return "Tin nhắn không ghi số điện thoại hay số định danh; số của Trung tâm dùng %(word)s.", {
            "word": "%(phone)s"
        }
    if sms_length(unaccented(filled(text, sample(kind)))).parts > MOST_PARTS:
        return "Tin quá dài: không dấu vẫn hơn %(parts)s tin SMS. Xin viết ngắn hơn.", {"parts": str(MOST_PARTS)}
    return "", {}


def wait_after(tries: int) -> timedelta:
    """How long to wait after try number `tries` (1, 2, …); also how long a started try may take."""
    return _WAITS[min(tries, len(_WAITS)) - 1]


def after_failure(*, tries: int, at: datetime) -> tuple[MessageState, datetime]:
    """The state and the next moment after a try that may succeed later."""
    if tries >= MOST_TRIES:
        return MessageState.PARKED, at
    return MessageState.PENDING, at + wait_after(tries)


def at_the_end(kind: Kind, otherwise: MessageState) -> MessageState:
    """What becomes of a message when no way out is left: what must reach somebody waits for a clerk."""
    return MessageState.LETTER if kind.must_reach else otherwise


def kind_after(*, action: str, to_state: str, age: timedelta) -> Kind | None:
    """What a move is told as; None for a move that is no news to the citizen, or no news any more."""
    if action == "REPLY":
        kind = _AFTER_REPLY.get(to_state)
    else:
        kind = _OWN_WISH.get(action) or _AFTER_STATE.get(to_state) or _AFTER_ACTION.get(action)
    if kind is None or age > OVERTAKEN or (age > STALE and not kind.must_reach):
        return None
    return kind


def told_as(kind: Kind, *, return_by: str, has_account: bool, returned_by: str = "") -> Kind:
    """The kind for this filer: a result by the way it is to reach them, a request by the way they can answer.

    `returned_by` is the way it was really returned, which need not be the one they asked for.
    """
    if kind is Kind.RETURNED and (has_account or returned_by != "electronic"):
        return _GIVEN.get(returned_by, kind)
    if kind is Kind.SUPPLEMENT_ASKED and not has_account:
        return Kind.SUPPLEMENT_AT_COUNTER
    if kind is Kind.DECIDED and (has_account or return_by != "electronic"):
        return _BROUGHT.get(return_by, kind)
    return kind


#: In which states of its dossier what a message says is so; a kind not named here says nothing that passes.
_TRUE_IN: Mapping[Kind, frozenset[str]] = {
    Kind.SUBMITTED: frozenset({"SUBMITTED"}),
    Kind.SUPPLEMENT_RECEIVED: frozenset({"SUBMITTED"}),
    Kind.SUPPLEMENT_ASKED: _ASKED,
    Kind.SUPPLEMENT_AT_COUNTER: _ASKED,
    Kind.ACCEPTED: _RUNNING,
    Kind.CLOCK_RUNS: _RUNNING,
    Kind.DUE_MOVED: _RUNNING,
    Kind.DUTY_ASKED: frozenset({"AWAITING_DUTY"}),
    Kind.WITHDRAWAL_DENIED: _AT_WORK,
    Kind.REOPENED: _AT_WORK,
    Kind.LATE_APOLOGY: _AT_WORK,
    Kind.WITHDRAWN: frozenset({"STOPPED"}),
    Kind.STOPPED: frozenset({"STOPPED"}),
    Kind.REFUSED: frozenset({"REFUSED"}),
    Kind.DECIDED: frozenset({"DECIDED"}),
    Kind.DECIDED_POST: frozenset({"DECIDED", "RETURNED"}),
    Kind.DECIDED_ELECTRONIC: frozenset({"DECIDED", "RETURNED"}),
    Kind.RETURNED: frozenset({"RETURNED"}),
    Kind.RETURNED_POST: frozenset({"RETURNED"}),
    Kind.RETURNED_ELECTRONIC: frozenset({"RETURNED"}),
    Kind.SIGNATORY_DECLINED: _UNDECIDED,
    Kind.ALL_CONFIRMED: _UNDECIDED | {"DECIDED", "RETURNED"},
}
#: The moment by which such a message is to be believed.
_DATED = {
    Kind.SUBMITTED: "answer_by",
    Kind.SUPPLEMENT_RECEIVED: "answer_by",
    Kind.SUPPLEMENT_ASKED: "until",
    Kind.SUPPLEMENT_AT_COUNTER: "until",
    Kind.DUTY_ASKED: "until",
    Kind.ACCEPTED: "due",
    Kind.CLOCK_RUNS: "due",
    Kind.DUE_MOVED: "due",
    Kind.LATE_APOLOGY: "due",
}


def overtaken_by(kind: Kind, *, state: str, said: Mapping[str, str], now: Mapping[str, str]) -> str:
    """What has made a message untrue since it was written: the dossier's new state, or another date; '' while it is so.

    `said` are its words, `now` the moments of the dossier told today; the mark of a provisional one follows it.
    """
    if kind in _TRUE_IN and state not in _TRUE_IN[kind]:
        return state
    word = _DATED.get(kind)
    return MOVED_DATE if word and not said.get(word, "").startswith(now[word]) else ""


def _shown(words: frozenset[str]) -> str:
    return ", ".join(f"%({word})s" for word in sorted(words))
