"""How dossiers of the demonstration begin: at the counter, by post, online, with help, as a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from random import Random
from uuid import UUID

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.commands import drafting, filing, intake
from motcua.apps.dossiers.states import ComponentState
from motcua.apps.dossiers.values import ComponentGiven, ItemAsked, Place
from motcua.apps.dossiers.values.helping import FilerSaid
from motcua.apps.dossiers.values.signing import SignatoryNamed
from motcua.apps.dossiers.values.way_back import WayBack
from motcua.apps.files import commands as files
from motcua.apps.files.values import AdmittedBlob
from motcua.apps.parties.values import PersonStated
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import VersionView
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.surfaces.console.episodes.demo import facts
from motcua.surfaces.console.episodes.demo.days import Days
from motcua.surfaces.console.episodes.demo.declared import declare
from motcua.surfaces.console.episodes.demo.papers import NAMES
from motcua.surfaces.console.episodes.demo.people import HUNG, KNOWN, WITH_ACCOUNT, Cast
from motcua.surfaces.console.episodes.demo.places import Places
from motcua.surfaces.console.episodes.demo.play import Play
from motcua.surfaces.console.episodes.demo.stories import Story

#: The first step of a day lies within the first so many working minutes, so that same-day work ends the same day.
MORNING = 60
#: Papers of a case that a counter dossier lists.
PAPERS = 3


@dataclass(slots=True)
class Stage:
    """What the beginnings share: the places, the people in turn, the papers and the chance of the seed."""

    places: Places
    cast: Cast
    rng: Random
    days: Days
    blobs: tuple[AdmittedBlob, ...]
    at_counter: Iterator[PersonStated]
    online: Iterator[PersonStated]


@dataclass(frozen=True, slots=True)
class Opening:
    """One dossier about to begin."""

    stage: Stage
    story: Story
    version: VersionView
    filer: PersonStated
    at: datetime

    @property
    def centre_id(self) -> int:
        """The deciding centre."""
        return self.stage.places.doi if self.story.away else self.stage.places.suoi

    @property
    def clerk(self) -> Actor:
        """Who receives there."""
        return self.stage.cast.actor("stranger" if self.story.away else "minh")

    @property
    def case_key(self) -> str:
        """The case of the story; '' where the procedure has none."""
        cases = self.version.cases
        return cases[self.story.case].id if cases else ""

    def play(self, dossier_id: UUID, *, citizen: Actor | None) -> Play:
        """The dossier, ready for its steps."""
        cast, rng, pace = self.stage.cast, self.stage.rng, self.story.pace
        return Play(cast, rng, self.version, self.filer, citizen, self.clerk, dossier_id, self.at, pace)


def set_stage(*, places: Places, cast: Cast, rng: Random, days: Days, blobs: tuple[AdmittedBlob, ...]) -> Stage:
    """Everything in its place; those with an account file online, the others come to the counter."""
    people = cast.people
    return Stage(places, cast, rng, days, blobs, cycle(people[WITH_ACCOUNT:]), cycle(people[:WITH_ACCOUNT]))


def begin(stage: Stage, story: Story, *, place: int) -> Play:
    """Begin the story's `place`-th dossier; its steps are still to be played."""
    at = _moment(stage, story, place)
    version = procedures.in_force(story.code, on=clock.local(at).date(), centre_id=stage.places.suoi)
    mine = {"online", "fresh", "draft", "two_sign"}
    filer = KNOWN[story.who] if story.who else next(stage.online if story.begin in mine else stage.at_counter)
    return BEGINNINGS[story.begin](Opening(stage, story, version, filer, at))


def _moment(stage: Stage, story: Story, place: int) -> datetime:
    if story.begin in {"fresh", "draft", "helped_draft"}:
        return stage.days.now - timedelta(minutes=stage.rng.randint(5, 150))
    first, last = story.ago
    ago = first + (place * (last - first) // max(1, story.n - 1) if story.n > 1 else 0)
    return stage.days.opening(ago, minutes=stage.rng.randint(5, MORNING))


def _counter(opening: Opening, *, place: Place = Place.COUNTER) -> Play:
    with scope.use(scope.for_actor(opening.clerk)):
        filed = intake.receive_at_counter(
            centre_id=opening.centre_id,
            version_id=opening.version.id,
            case_key=opening.case_key,
            filer=opening.filer,
            owner=_owner(opening),
            components=_shown(opening, ComponentState.CHECKED),
            way_back=WayBack("post", opening.filer.address) if place is Place.POST else WayBack("counter"),
            actor=opening.clerk,
            at=opening.at,
            place=place,
        )
    return opening.play(filed.dossier_id, citizen=None)


def _post(opening: Opening) -> Play:
    return _counter(opening, place=Place.POST)


def _turned_away(opening: Opening) -> Play:
    items = [ItemAsked(text="Tờ khai chưa có chữ ký."), ItemAsked(text="Thiếu giấy tờ chứng minh nơi cư trú.")]
    with scope.use(scope.for_actor(opening.clerk)):
        filed = intake.turn_away(
            way_back=WayBack("counter"),
            centre_id=opening.centre_id,
            version_id=opening.version.id,
            case_key=opening.case_key,
            filer=opening.filer,
            owner=None,
            components=_shown(opening, ComponentState.GIVEN),
            items=items,
            reason="Hồ sơ chưa đủ (lý do mẫu).",
            actor=opening.clerk,
            at=opening.at,
        )
    return opening.play(filed.dossier_id, citizen=None)


def _online(opening: Opening) -> Play:
    citizen = opening.stage.cast.accounts[opening.filer.number]
    draft_id = _draft(opening, author=citizen)
    _submit(opening, draft_id, author=citizen)
    return opening.play(draft_id, citizen=citizen)


def _two_sign(opening: Opening) -> Play:
    citizen = opening.stage.cast.accounts[opening.filer.number]
    draft_id = _draft(opening, author=citizen)
    named = (SignatoryNamed(facts.BRIDE, is_filer=True), SignatoryNamed(facts.GROOM, HUNG))
    _submit(opening, draft_id, author=citizen, signatories=named)
    return opening.play(draft_id, citizen=citizen)


def _helped(opening: Opening) -> Play:
    return _helped_by(opening, "hien")


def _home(opening: Opening) -> Play:
    return _helped_by(opening, "tinh")


def _helped_by(opening: Opening, username: str) -> Play:
    """The filer says yes by the code of their telephone."""
    helper = opening.stage.cast.actor(username)
    draft_id = _draft(opening, author=helper)
    _submit(opening, draft_id, author=helper, said=FilerSaid(by_code=True))
    return opening.play(draft_id, citizen=None)


def _only_draft(opening: Opening) -> Play:
    citizen = opening.stage.cast.accounts[opening.filer.number]
    return opening.play(_draft(opening, author=citizen), citizen=citizen)


def _helped_draft(opening: Opening) -> Play:
    return opening.play(_draft(opening, author=opening.stage.cast.actor("hien")), citizen=None)


def _draft(opening: Opening, *, author: Actor) -> UUID:
    """A draft with its case chosen, the filer's page filled, two papers attached and the others to be brought."""
    with scope.use(scope.for_actor(author)):
        draft_id = drafting.begin_draft(
            centre_id=opening.centre_id, version_id=opening.version.id, actor=author, at=opening.at
        )
        if len(opening.version.cases) > 1:
            drafting.choose_case(draft_id=draft_id, case_key=opening.case_key, actor=author, at=opening.at)
        _attach(opening, draft_id, author=author)
    return draft_id


def _attach(opening: Opening, draft_id: UUID, *, author: Actor) -> None:
    blobs = opening.stage.blobs
    papers = dossiers.draft(actor=author, draft_id=draft_id).components
    for place, paper in enumerate(paper for paper in papers if paper.required):
        state = ComponentState.GIVEN if place < 2 else ComponentState.PROMISED
        if state is ComponentState.GIVEN:
            with scope.opened(draft_id):
                files.refer(
                    blob=blobs[place],
                    name=NAMES[place],
                    holder="dossiers.component",
                    holder_id=paper.id,
                    dossier_id=draft_id,
                    centre_id=opening.centre_id,
                    account_id=author.account_id,
                    at=opening.at,
                )
        drafting.mark_component(
            draft_id=draft_id, component_id=paper.id, state=state.value, actor=author, at=opening.at
        )


def _submit(
    opening: Opening,
    draft_id: UUID,
    *,
    author: Actor,
    said: FilerSaid | None = None,
    signatories: Sequence[SignatoryNamed] = (),
) -> None:
    with scope.use(scope.for_actor(author)):
        declare(draft_id, opening.version, filer=opening.filer, actor=author, at=opening.at)
        filing.submit(
            draft_id=draft_id,
            filer=opening.filer,
            owner=None if signatories else _owner(opening),
            way_back=WayBack("counter"),
            actor=author,
            at=opening.at,
            signatories=signatories,
            said=said,
        )


def _owner(opening: Opening) -> PersonStated | None:
    """Every fourth filer comes for somebody else."""
    if opening.stage.rng.random() < 0.75:
        return None
    others = [p for p in opening.stage.cast.people if p.number != opening.filer.number]
    return opening.stage.rng.choice(others)


def _shown(opening: Opening, state: ComponentState) -> list[ComponentGiven]:
    case = opening.version.case(opening.case_key)
    return [
        ComponentGiven(
            paper_key=paper.id,
            title=paper.title,
            state=state.value,
            originals=paper.originals or 0,
            copies=paper.copies or 0,
        )
        for paper in (case.papers[:PAPERS] if case else ())
    ]


#: How a dossier may begin, by the words of `stories`.
BEGINNINGS: Mapping[str, Callable[[Opening], Play]] = {
    "counter": _counter,
    "post": _post,
    "turned_away": _turned_away,
    "online": _online,
    "two_sign": _two_sign,
    "fresh": _online,
    "helped": _helped,
    "home": _home,
    "draft": _only_draft,
    "helped_draft": _helped_draft,
}
