"""What forms 06 and 07 say: through whose hands a dossier went, and which dossiers a centre has had.

The layout in Thông tư 03/2025/TT-VPCP is not known to us. The columns are those of the set of 2018 as offices print
it; where those ask for a signature at each hand-over, the paper names who did it and when, as the system noted it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.apps.printing.values import Form, Head


@dataclass(frozen=True, slots=True, kw_only=True)
class HandLine:
    """One hand-over: from whom to whom, for what, how long it might take, how long it took, and whether in time."""

    giver: str
    taker: str
    work: str
    start: datetime
    end: datetime | None
    budget: str = ""
    used: str = ""
    result: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceLine:
    """One act as the system noted it, or a time in which the clock stood."""

    start: datetime
    who: str
    what: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlSlip:
    """Form 06: the course of one dossier, as far as it has come."""

    head: Head
    content: str
    procedure_code: str
    filer: str
    owner: str
    received_at: datetime
    term: str
    first_due: datetime | None
    #: After pauses; None where it is the first.
    legal_due: datetime | None
    told_due: datetime | None
    components: tuple[str, ...]
    sets: int
    hands: tuple[HandLine, ...]
    trace: tuple[TraceLine, ...]
    #: How it ended: what, when, whether early, on time or late, and how it was returned.
    outcome: str
    ended_at: datetime | None
    result: str
    returned: str

    form = Form.CONTROL


@dataclass(frozen=True, slots=True, kw_only=True)
class BookLine:
    """One dossier of the register, in words."""

    code: str
    content: str
    sets: int
    owner: str
    address: str
    phone: str
    received: str
    due: str
    #: When the result was taken, who gave it and who took it; '' where nothing was.
    returned: str
    giver: str
    taker: str
    clerk: str
    #: The commune the owner's address names.
    area: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterBook:
    """Form 07: what a centre has received from one day to another."""

    head: Head
    since: str
    until: str
    #: The fields of work it holds; '' where it holds them all.
    part: str
    lines: tuple[BookLine, ...]

    form = Form.REGISTER
