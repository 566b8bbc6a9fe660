"""Filing at the counter: find the procedure, one page of people and papers, then the slip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.apps.dossiers.commands import intake
from motcua.apps.dossiers.queries import forms
from motcua.apps.dossiers.values import Filed, Place
from motcua.apps.dossiers.values.way_back import WayBack
from motcua.apps.organization import queries as organization
from motcua.apps.organization.values import PlaceAsked
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import Paper, VersionView
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.surfaces.desk.episodes import opening, receiving
from motcua.surfaces.desk.forms.correcting import WHO
from motcua.surfaces.desk.forms.counter import CARD, CASE, RECEIVE, TURN_AWAY, CounterForm
from motcua.surfaces.desk.forms.counter_fields import PEOPLE, moved
from motcua.surfaces.desk.forms.people import birth_written
from motcua.surfaces.desk.views.frame import go, here, opened_elsewhere, show
from motcua.surfaces.desk.views.roles import INSIDE, MENDERS, RECEIVERS


@enter(*RECEIVERS)
@require_safe
def find(request: ActorRequest) -> HttpResponse:
    """Which procedure it is."""
    text, today = request.GET.get("q", "").strip()[:200], clock.local(clock.now()).date()
    found = procedures.search(text, on=today, limit=12).rows if text else procedures.popular(on=today)
    return show(request, "desk/counter_find.html", q=text, rows=found, here="desk:counter")


@enter(*RECEIVERS)
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: ActorRequest, code: str) -> HttpResponse:
    """Everything of one filing on one page; the papers follow the case."""
    now, centre_id = clock.now(), here(request)
    version = procedures.in_force(code, on=clock.local(now).date(), centre_id=centre_id)
    case_key = request.POST.get("case", request.GET.get("case", ""))
    if version.cases and version.case(case_key) is None:
        case_key = version.cases[0].id if len(version.cases) == 1 else ""
    do, wanted = request.POST.get("do", ""), receiving.papers_of(version, case_key)
    if request.method != "POST":
        return _page(request, version, case_key, CounterForm(papers=wanted, kin=_kin(version)))
    told = opened_elsewhere(request) or (_case_changed(request, version, wanted) if do not in {CARD, CASE} else "")
    if told or do in {CARD, CASE}:
        return _again(request, version, case_key, told)
    form = CounterForm(request.POST, papers=wanted, kin=_kin(version), do=TURN_AWAY if do == TURN_AWAY else RECEIVE)
    if not form.is_valid() or not form.take_places(_places(request, form)):
        return _page(request, version, case_key, form, status=422)
    return _take(request, version, case_key, form)


@enter(*MENDERS)
@require_POST
def places(request: ActorRequest) -> HttpResponse:
    """What an address just typed names today, for below its field; by POST, since it is somebody's."""
    who = next((one for one in (*PEOPLE, WHO) if f"{one}_address" in request.POST), PEOPLE[0])
    asked = receiving.place(who, request.POST.get, centre_id=here(request), now=clock.now())
    return render(request, "organization/_choose.html", {"place": asked})


@enter(*INSIDE)
@require_safe
def received(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """The code, the date, and the papers to hand over."""
    opened = opening.open_dossier(actor=request.actor, dossier_id=dossier_id, now=clock.now(), at_intake=True)
    return show(request, "desk/received.html", it=opened, prints=forms.forms_of(opened.view), here="desk:counter")


def _kin(version: VersionView) -> tuple[str, ...]:
    """Whom the law spares a written authority here."""
    return version.representation.kin if version.representation else ()


def _told(form: CounterForm) -> Callable[[str], object]:
    return lambda name: form[name].value()


def _places(request: ActorRequest, form: CounterForm) -> dict[str, PlaceAsked]:
    """Both addresses of the page, as typed or as filled in, and what they name today."""
    now, centre_id = clock.now(), here(request)
    return {who: receiving.place(who, lambda name: form[name].value(), centre_id=centre_id, now=now) for who in PEOPLE}


def _take(request: ActorRequest, version: VersionView, case_key: str, form: CounterForm) -> HttpResponse:
    try:
        filed = _order(request, version, case_key, form)
    except Invalid as refusal:
        form.take_problems(refusal)
        return _page(request, version, case_key, form, status=refusal.status)
    except intake.SentTwice as before:
        form.renew()
        told = gettext(before.message) % before.params
        return _page(request, version, case_key, form, status=before.status, told=told, before=before)
    return go(request, "desk:received", filed.dossier_id)


def _order(request: ActorRequest, version: VersionView, case_key: str, form: CounterForm) -> Filed:
    filer, given = form.person("filer"), form.cleaned_data
    assert filer is not None
    common: dict[str, Any] = {
        "centre_id": here(request), "version_id": version.id, "case_key": case_key, "filer": filer,
        "owner": form.person("owner"), "components": form.components(), "actor": request.actor, "at": clock.now(),
        "place": Place(given["place"]), "key": given["key"], "mandate": form.mandate(),
        "attested": form.attested(), "way_back": WayBack(given["return_by"], given["post_address"]),
        "copies": given["copies"],
    }  # fmt: skip
    if form.do == TURN_AWAY:
        return intake.turn_away(**common, items=form.items(), reason=given["reason"], days=given["days"])
    return intake.receive_at_counter(**common)


def _shown(request: ActorRequest, version: VersionView, wanted: Sequence[Paper]) -> Sequence[Paper]:
    """The papers that stood on the page that was sent."""
    shown = request.POST.get("shown")
    return wanted if shown is None else receiving.papers_of(version, shown)


def _case_changed(request: ActorRequest, version: VersionView, wanted: Sequence[Paper]) -> str:
    """Why the page is not taken: the papers looked at are those of another case; '' where they are not."""
    if _shown(request, version, wanted) == wanted:
        return ""
    return gettext(
        "Đã chọn trường hợp khác, chưa tiếp nhận. Dưới đây là giấy tờ của trường hợp ấy; xin xem rồi bấm lại."
    )


def _again(request: ActorRequest, version: VersionView, case_key: str, told: str) -> HttpResponse:
    """The same page, the papers those of the case now chosen, the filer filled from a card that was read.

    What else was typed stays. Whichever button was pressed: Enter after a scan presses the first of the page.
    """
    scan = request.POST.get("scan", "").strip()
    read = receiving.from_card(scan, today=clock.local(clock.now()).date()) if scan else {}
    typed = {key: str(value) for key, value in request.POST.items() if key not in {"scan", "do"}}
    wanted = receiving.papers_of(version, case_key)
    before, now = ([paper.title for paper in papers] for papers in (_shown(request, version, wanted), wanted))
    initial = {**moved(typed, before=before, now=now), **(read or {})}
    form = CounterForm(papers=wanted, kin=_kin(version), initial=initial)
    if told:
        return _page(request, version, case_key, form, status=409, told=told)
    told = gettext("Không đọc được mã này. Xin quét lại, hoặc gõ thông tin trên thẻ.") if read is None else ""
    return _page(request, version, case_key, form, status=422 if told else 200, told=told)


def _page(
    request: ActorRequest,
    version: VersionView,
    case_key: str,
    form: CounterForm,
    *,
    status: int = 200,
    told: str = "",
    before: intake.SentTwice | None = None,
) -> HttpResponse:
    now, centre = clock.now(), organization.centre(here(request))
    context: dict[str, Any] = {"version": version, "case_key": case_key, "form": form, "told": told, "before": before}
    context["offers"] = receiving.offers(version, case_key=case_key, calendar=centre.calendar, now=now)
    context["places"] = _places(request, form)
    context["alike"] = opening.alike_at_counter(
        actor=request.actor, centre_id=centre.id, version=version, told=_told(form), written=birth_written, now=now
    )
    return show(request, "desk/counter.html", status=status, here="desk:counter", **context)
