"""What a procedure offers at the counter now: papers, term, the date one would promise, the fee."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.apps.dossiers.queries.forms import fee_in_words, term_in_words
from motcua.apps.organization import queries as organization
from motcua.apps.organization.values import PlaceAsked
from motcua.apps.parties import queries as parties
from motcua.apps.procedures.values import Channel, Paper, VersionView
from motcua.apps.workcalendar import queries as workcalendar
from motcua.kernel import clock


@dataclass(frozen=True, slots=True)
class Offer:
    """One channel's promise, if it were received now."""

    channel: Channel
    term: str
    due_at: datetime | None
    provisional: bool
    fee: str


def offers(version: VersionView, *, case_key: str, calendar: str, now: datetime) -> tuple[Offer, ...]:
    """Counter and post side by side; nothing is promised on a term nobody has set."""
    return tuple(_offer(version, channel, case_key, calendar, now) for channel in (Channel.COUNTER, Channel.POST))


def papers_of(version: VersionView, case_key: str) -> tuple[Paper, ...]:
    """The papers of the chosen case, or of the only one."""
    chosen = version.case(case_key) or (version.cases[0] if len(version.cases) == 1 else None)
    return chosen.papers if chosen else ()


def from_card(scan: str, *, today: date) -> Mapping[str, Any] | None:
    """The filer's fields as a scanned identity card says them; None where the scan is not one."""
    card = parties.read_card(scan=scan, today=today)
    if card is None:
        return None
    return {
        "filer_name": card.name,
        "filer_number": card.number,
        "filer_birth": f"{card.birth_date:%d/%m/%Y}",
        "filer_sex": str(card.sex),
        "filer_address": card.address,
    }


def place(who: str, told: Callable[[str], object], *, centre_id: int, now: datetime) -> PlaceAsked:
    """What the address of one of the people names today, and what was chosen for it; `told` gives a field's value."""
    return organization.ask_place(
        f"{who}_address_unit",
        str(told(f"{who}_address") or ""),
        chosen=str(told(f"{who}_address_unit") or ""),
        on=clock.local(now).date(),
        near=organization.centre(centre_id).commune_code,
    )


def _offer(version: VersionView, channel: Channel, case_key: str, calendar: str, now: datetime) -> Offer:
    term = version.term(channel).value
    due = workcalendar.reckon(calendar=calendar, accepted_at=now, term=term) if term else None
    return Offer(
        channel=channel,
        term=term_in_words(term),
        due_at=due.at if due else None,
        provisional=due.provisional if due else False,
        fee=fee_in_words(version.id, case_key, channel, now),
    )
