"""Makes the whole demonstration in one transaction: it is there entirely, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from django.db import transaction

from motcua.apps.organization import queries as organization
from motcua.apps.procedures import queries as procedures
from motcua.kernel import clock
from motcua.kernel.errors import Refusal
from motcua.surfaces.console.episodes.demo import days, facts, outside, papers, people, places, sign_ins
from motcua.surfaces.console.episodes.demo.beginnings import Stage, begin, set_stage
from motcua.surfaces.console.episodes.demo.stories import STORIES

SEED = 999
#: The first act lies so many working days back, before the oldest dossier.
_OPENED_AT = 7  # in the morning, local time


class AlreadyThere(Refusal):
    """There is a centre already; a demonstration is never mixed into it."""

    code = "already-there"
    message = (
        "Cơ sở dữ liệu này đã có trung tâm nên không nạp thêm trung tâm mẫu. Bản chạy thử muốn làm lại từ đầu: "
        "bin/motcua demo --reset"
    )


class RealCentreHere(Refusal):
    """A real centre is served here; nothing made up comes near it."""

    code = "real-centre-here"
    message = "Ở đây có trung tâm thật nên không nạp trung tâm mẫu."


class NoCatalogue(Refusal):
    """The demonstration plays on real procedures."""

    code = "no-catalogue"
    message = "Chưa có danh mục thủ tục. Hãy chạy trước: bin/motcua catalogue import --shipped"


@dataclass(frozen=True, slots=True)
class Made:
    """What was made."""

    officers: int
    citizens: int
    facts: int
    dossiers: int


#: How much `make` does, for a progress bar.
STEPS = len(facts.FACTS) + sum(story.n for story in STORIES) + 3


def make(*, now: datetime, seed: int, sheet: Path, tell: Callable[[], None]) -> Made:
    """Make the demonstration centre as of `now`; `tell` hears of each step, passwords go to `sheet`.

    Raises AlreadyThere, RealCentreHere, NoCatalogue.
    """
    _refuse_others()
    fields = [field.slug for field in procedures.fields(on=clock.local(now).date())]
    if not fields:
        raise NoCatalogue
    calendar = days.before(now)
    first = calendar.worked[-1]
    opened_at = clock.office_time(first.year, first.month, first.day, _OPENED_AT)
    blobs = papers.admit_papers(at=opened_at)
    rng = Random(seed)  # noqa: S311 -- chance that can be repeated, not secrets
    with transaction.atomic():
        where = places.open_places(at=opened_at)
        tell()
        cast = people.engage(where, fields=fields, at=opened_at, now=now)
        people.settle_people(cast, rng, at=opened_at)
        tell()
        for _ in facts.settle(keeper=cast.actor("khanh"), signer=cast.actor("loan"), at=opened_at):
            tell()
        stage = set_stage(places=where, cast=cast, rng=rng, days=calendar, blobs=blobs)
        told = _play(stage, tell) + outside.bring_in(stage)
        sign_ins.write(sheet, cast)
        tell()
    return Made(
        officers=len(cast.members), citizens=len(cast.people) + len(people.KNOWN), facts=len(facts.FACTS), dossiers=told
    )


def _refuse_others() -> None:
    centres = organization.centres()
    if centres:
        raise AlreadyThere if all(centre.demo for centre in centres) else RealCentreHere


def _play(stage: Stage, tell: Callable[[], None]) -> int:
    told = 0
    for story in STORIES:
        for place in range(story.n):
            begin(stage, story, place=place).run(story.steps)
            told += 1
            tell()
    return told
