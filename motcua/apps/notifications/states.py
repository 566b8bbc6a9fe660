"""Where a message stands, and what it may be about."""

from __future__ import annotations

from enum import StrEnum


class MessageState(StrEnum):
    """Pending until sent; failed when it never can be; parked when trying again stopped helping: for a person."""

    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"
    PARKED = "parked"


class Channel(StrEnum):
    """How a message leaves the house; the operator's choice, one per installation for now."""

    CONSOLE = "console"
    FILE = "file"
    SMS = "sms"


class Kind(StrEnum):
    """What a message says; each has its sentence in phrases."""

    SIGN_IN_CODE = "sign_in_code"
    CONFIRM_CODE = "confirm_code"
    SIGNATORY_ASKED = "signatory_asked"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    SUPPLEMENT_ASKED = "supplement_asked"
    REFUSED = "refused"
    STOPPED = "stopped"
    DECIDED = "decided"
    RETURNED = "returned"
    LATE_APOLOGY = "late_apology"
