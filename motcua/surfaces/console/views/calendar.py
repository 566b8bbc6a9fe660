"""The days of a year with their sources, setting and clearing a day, and the calculator of due dates."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.apps.organization import queries as organization
from motcua.apps.workcalendar import commands
from motcua.apps.workcalendar import queries as workcalendar
from motcua.apps.workcalendar.values import DayEntry, DayKind, DayStatus, Due, Term, Unit
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.surfaces.console.episodes import sittings
from motcua.surfaces.console.forms.calendar import (
    FIRST_YEAR,
    KINDS,
    LAST_YEAR,
    STATUSES,
    CalculatorForm,
    ClearForm,
    DayForm,
)
from motcua.surfaces.console.views._page import KEEPERS, RECKONERS, Act, ask, attempt, centre_of, show
from motcua.surfaces.console.views._people import names_of
from motcua.ui import format as told

#: The tag each status is shown with.
MARKS = {DayStatus.OFFICIAL: "good", DayStatus.RULE: "near", DayStatus.PROJECTED: "new"}


@enter(*RECKONERS)
@require_safe
def show_year(request: ActorRequest) -> HttpResponse:
    """The exceptional days of one year."""
    year = _year(request)
    code = organization.centre(centre_of(request)).calendar
    entries, known = workcalendar.entries(code, year), workcalendar.calendar(code)
    names = names_of(entry.entered_by for entry in entries)
    context = {
        "year": year,
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < LAST_YEAR else None,
        "rows": [
            (e.day, KINDS[e.day.kind], MARKS[e.day.status], STATUSES[e.day.status], names[e.entered_by], e.entered_at)
            for e in entries
        ],
        "changes": bool(request.actor.roles_at(centre_of(request)) & set(KEEPERS)),
        "name": known.name,
        "issued_until": known.issued_until,
        "held": sittings.held(known, on=clock.local(clock.now()).date()),
    }
    return show(request, "calendar", context, tab="calendar")


@enter(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def set_day(request: ActorRequest) -> HttpResponse:
    """Enter one day; where the calendar has that day already, show what stands there and ask once more."""
    code = organization.centre(centre_of(request)).calendar

    def act(data: Mapping[str, Any]) -> str:
        kind, status = DayKind(data["kind"]), DayStatus(data["status"])
        day = {"date": data["date"], "kind": kind, "name": data["name"], "source": data["source"], "status": status}
        commands.set_day(calendar=code, **day, **_given(request, code))
        return _("Đã ghi %(day)s. Ngày hẹn tính từ nay theo lịch này.") % {"day": told.day(data["date"])}

    form = DayForm(request.POST or None, initial={"date": request.GET.get("date", "")})
    text = _("Ngày nghỉ lễ, nghỉ bù hoặc ngày đi làm bù: chỉ ghi theo văn bản đã có.")
    words = {"heading": _("Ghi một ngày vào lịch"), "text": text, "button": _("Ghi vào lịch")}
    return _ask_about(request, code, form=form, act=act, **words)


@enter(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def clear_day(request: ActorRequest) -> HttpResponse:
    """Show what stands there and ask once more, then let the day follow its weekday again."""
    code = organization.centre(centre_of(request)).calendar

    def act(data: Mapping[str, Any]) -> str:
        if workcalendar.entry_on(code, data["date"]) is None:
            raise Invalid({"date": _("Lịch không ghi ngày này, nên không có gì để bỏ.")})
        commands.clear_day(calendar=code, date=data["date"], **_given(request, code))
        return _("Đã bỏ. %(day)s lại theo ngày thường trong tuần.") % {"day": told.day(data["date"])}

    form = ClearForm(request.POST or None, initial={"date": request.GET.get("date", "")})
    text = _(
        "Ngày này sẽ tính như ngày thường trong tuần. Hạn đang chạy được tính lại; ngày in trên giấy hẹn không đổi."
    )
    words = {"heading": _("Bỏ ngày này khỏi lịch?"), "text": text, "button": _("Bỏ khỏi lịch")}
    return _ask_about(request, code, form=form, act=act, **words)


def _ask_about(request: ActorRequest, code: str, *, form: DayForm | ClearForm, act: Act, **words: str) -> HttpResponse:
    """A form about one day, with what the calendar has on it now; whoever sends it then has seen that."""
    stands = _standing(code, form)
    said: dict[str, Any] = {"stands": stands, "seen": stands.mark if stands else ""}
    if stands:
        name = names_of([stands.entered_by])[stands.entered_by]
        said |= {"kind": KINDS[stands.day.kind], "standing": STATUSES[stands.day.status], "entered_by": name}
    to = reverse("console:calendar")
    return ask(request, form=form, act=act, to=to, tab="calendar", template="calendar_day", **said, **words)


def _standing(code: str, form: DayForm | ClearForm) -> DayEntry | None:
    """What the calendar has on the day the form is about; None where that is no day, or a plain one."""
    try:
        on = form.fields["date"].clean(form["date"].value())
    except ValidationError:
        return None
    return workcalendar.entry_on(code, on)


def _given(request: ActorRequest, code: str) -> dict[str, Any]:
    """Who changes the calendar, having seen what, and the centres it holds for, whose logs tell of it."""
    centres = [one.id for one in organization.centres() if one.calendar == code]
    seen = request.POST.get("seen", "")
    return {"seen": seen, "centres": centres, "actor": request.actor, "at": clock.now()}


@enter(*RECKONERS)
@require_safe
def calculate(request: ActorRequest) -> HttpResponse:
    """Received at, term → due at, with the why of every day."""
    code = organization.centre(centre_of(request)).calendar
    form = CalculatorForm(request.GET if "accepted_at" in request.GET else None, initial={"unit": Unit.WORKING_DAY})
    found: list[Due] = []

    def act(data: Mapping[str, Any]) -> str:
        pauses = [(data["pause_from"], data["pause_to"])] if data["pause_from"] else []
        term = Term(data["quantity"] or Decimal(1), Unit(data["unit"]))
        found.append(workcalendar.reckon(calendar=code, accepted_at=data["accepted_at"], term=term, pauses=pauses))
        return ""

    status = attempt(form, act)[1] if form.is_bound else 200
    due = found[0] if found else None
    context = {"form": form, "due": due, "rows": workcalendar.explain(due.derivation) if due else ()}
    return show(request, "calculator", context, tab="calendar", status=status)


def _year(request: ActorRequest) -> int:
    asked = request.GET.get("year", "")
    present = clock.local(clock.now()).year
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else present
    return min(max(year, FIRST_YEAR), LAST_YEAR)
