"""Where a message stands, how it leaves the house, and what it may be about."""

from __future__ import annotations

from enum import StrEnum


class MessageState(StrEnum):
    """Pending until sent, or until what it says is true no more (overtaken). Where every way out failed: a letter
    waits for a clerk, who ends it by hand; or, for news nobody waits for, failed (it never can be) or parked (trying
    again stopped helping).
    """

    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"
    PARKED = "parked"
    LETTER = "letter"
    BY_HAND = "by_hand"
    OVERTAKEN = "overtaken"


class Channel(StrEnum):
    """How a message leaves the house. SMS and Zalo have no sender before a centre has a contract."""

    CONSOLE = "console"
    FILE = "file"
    SMS = "sms"
    ZALO = "zalo"
    EMAIL = "email"


class Kind(StrEnum):
    """What a message says; each has its sentence in phrases."""

    SIGN_IN_CODE = "sign_in_code"
    CONFIRM_CODE = "confirm_code"
    FILER_CODE = "filer_code"
    SIGNATORY_ASKED = "signatory_asked"
    SIGNATORY_DECLINED = "signatory_declined"
    ALL_CONFIRMED = "all_confirmed"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    SUPPLEMENT_ASKED = "supplement_asked"
    SUPPLEMENT_AT_COUNTER = "supplement_at_counter"
    SUPPLEMENT_RECEIVED = "supplement_received"
    DUTY_ASKED = "duty_asked"
    CLOCK_RUNS = "clock_runs"
    DUE_MOVED = "due_moved"
    WITHDRAWAL_DENIED = "withdrawal_denied"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    STOPPED = "stopped"
    DECIDED = "decided"
    DECIDED_POST = "decided_post"
    DECIDED_ELECTRONIC = "decided_electronic"
    REOPENED = "reopened"
    RETURNED = "returned"
    RETURNED_POST = "returned_post"
    RETURNED_ELECTRONIC = "returned_electronic"
    LATE_APOLOGY = "late_apology"

    @property
    def must_reach(self) -> bool:
        """Whether the citizen has something to do about it, so that it ends with a person and not in silence."""
        return self in {
            Kind.SIGNATORY_DECLINED,
            Kind.SUPPLEMENT_ASKED,
            Kind.SUPPLEMENT_AT_COUNTER,
            Kind.DUTY_ASKED,
            Kind.DUE_MOVED,
            Kind.WITHDRAWAL_DENIED,
            Kind.REOPENED,
            Kind.REFUSED,
            Kind.STOPPED,
            Kind.DECIDED,
            Kind.DECIDED_ELECTRONIC,
            Kind.LATE_APOLOGY,
        }


class ByHand(StrEnum):
    """How a clerk ended a message no machine could bring."""

    CALLED = "called"
    PRINTED = "printed"
    NEEDLESS = "needless"
