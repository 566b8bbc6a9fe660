"""Guided questions: one a page, by GET, closed answers in the address; at the end what this person brings.

Nothing of a person stands in the address and nothing is kept: the address is the whole state, so a check-list can
be printed, sent on, or opened by its QR code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.apps.organization.values import CentreView
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import Channel, OnlineWhere, Paper, ProcedureRow, VersionView
from motcua.apps.procedures.values.guide import Guided, Need, Outcome, Way
from motcua.base.eforms import spoken
from motcua.base.guards import ActorRequest, everyone
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.surfaces.portal.views import frame
from motcua.surfaces.portal.views.answers import CHANNELS, ChannelRow, channel_row
from motcua.surfaces.portal.views.guide_carried import part_of
from motcua.surfaces.portal.views.procedure import in_force

#: The question a page was sent from; sent without an answer it is shown again, with what is missing.
ASKED = "hoi"


@dataclass(frozen=True, slots=True)
class Said:
    """An answer given, and the address that asks it again with everything before it."""

    key: str
    question: str
    answer: str
    value: str
    again: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A paper on the personal check-list, with the words of the guide where it has some."""

    paper: Paper
    note: str


@dataclass(frozen=True, slots=True)
class CheckList:
    """Papers to bring, papers that may be asked for, papers of other people's cases."""

    bring: tuple[Listed, ...]
    maybe: tuple[Listed, ...]
    spared: tuple[Listed, ...]


@everyone()
@require_safe
def ask(request: ActorRequest, code: str) -> HttpResponse:
    """The next question, or the end of the guide. A procedure without a guide sends to its page."""
    centre = frame.centre_of(request)
    version = in_force(code, centre)
    if version is None:
        raise NotFound
    if not version.guide.is_known:
        return redirect("portal:procedure", code)
    step = procedures.guided(version.id, request.GET.dict())
    said = _said(step, reverse("portal:guide", args=[code]))
    shared = {"version": version, "said": said, "back": said[-1].again if said else ""}
    if step.question is not None:
        missing = request.GET.get(ASKED) == step.question.key
        asked = {"question": step.question, "missing": missing, "number": len(said) + 1, "asked": ASKED}
        return frame.page(request, "portal/guide/question.html", {**shared, **asked}, status=422 if missing else 200)
    return frame.page(request, "portal/guide/end.html", {**shared, **_end(version, centre, step)})


def _said(step: Guided, address: str) -> tuple[Said, ...]:
    given: dict[str, str] = {}
    found = []
    for question, choice in step.said:
        again = f"{address}?{urlencode(given)}" if given else address
        found.append(Said(question.key, spoken(question.text), spoken(choice.text), choice.key, again))
        given[question.key] = choice.key
    return tuple(found)


def _end(version: VersionView, centre: CentreView, step: Guided) -> dict[str, Any]:
    outcome = step.outcome
    assert outcome is not None
    given = {question.key: choice.key for question, choice in step.said}
    page = reverse("portal:guide", args=[version.procedure_code])
    return {
        "outcome": outcome,
        "list": _check_list(version, step) if outcome.way is Way.FILE else None,
        "case": version.case(outcome.case),
        "other": _other(outcome, centre),
        "offer": _offer(version, outcome),
        "channel": _(CHANNELS[Channel(outcome.channel)]) if outcome.channel else "",
        "online": outcome.channel == Channel.ONLINE,
        "here": version.online_where.value is OnlineWhere.HERE,
        "portal": version.online_where.value is OnlineWhere.PORTAL,
        "begin": _begin(version, step, outcome),
        "address": f"{settings.PUBLIC_URL}{page}?{urlencode(given)}",
    }


def _begin(version: VersionView, step: Guided, outcome: Outcome) -> str:
    """To the filing, with the case that was found and what makes papers needless."""
    case = {"truong-hop": outcome.case} if len(version.cases) > 1 else {}
    told = part_of(step) if any(paper.need is Need.NO for paper in step.papers) else {}
    address = reverse("portal:begin", args=[version.procedure_code])
    return f"{address}?{urlencode({**case, **told})}" if case or told else address


def _other(outcome: Outcome, centre: CentreView) -> ProcedureRow | None:
    rows = procedures.rows_of([outcome.code], on=clock.local(clock.now()).date(), centre_id=centre.id)
    return rows[0] if rows else None


def _offer(version: VersionView, outcome: Outcome) -> ChannelRow | None:
    """Term and fee of the channel this person chose, for their class of applicant."""
    offer = version.offer(outcome.channel)
    if offer is None:
        return None
    on = clock.local(clock.now()).date()
    return channel_row(version, offer, on=on, applicant_class=outcome.applicant_class)


def _check_list(version: VersionView, step: Guided) -> CheckList:
    assert step.outcome is not None
    case = version.case(step.outcome.case)
    said = {paper.paper: paper for paper in step.papers}
    found: dict[Need, list[Listed]] = {need: [] for need in Need}
    for paper in case.papers if case else ():
        found[said[paper.id].need].append(Listed(paper, said[paper.id].note))
    return CheckList(tuple(found[Need.BRING]), tuple(found[Need.MAYBE]), tuple(found[Need.NO]))
