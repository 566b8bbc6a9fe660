"""The frame every page of the console stands in: its tabs, and forms that keep what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from motcua.apps.organization import queries as organization
from motcua.apps.workcalendar import queries as workcalendar
from motcua.base.guards import ActorRequest
from motcua.kernel import clock
from motcua.kernel.actor import Role
from motcua.kernel.errors import Invalid, NotAllowed, NotFound, Refusal
from motcua.ui.refusals import show_refusal

STEERERS = (Role.DIRECTOR, Role.LEADER, Role.PROVINCE, Role.AUDITOR)
KEEPERS = (Role.KEEPER, Role.ADMINISTRATOR)
#: Who reads change sets: those who prepare them and those who may approve.
CHANGERS = (*KEEPERS, Role.PROVINCE, Role.LEADER)
#: A due date concerns everybody who works on one.
RECKONERS = (*STEERERS, *KEEPERS, Role.CLERK, Role.SPECIALIST, Role.RECORDS, Role.SECONDED)
ADMINISTRATORS = (Role.ADMINISTRATOR,)
READERS_OF_THE_LOG = (Role.AUDITOR, Role.ADMINISTRATOR)
#: Who prints sheets and keeps the book of what hangs where; and who may look into it.
POSTERS = (*KEEPERS, Role.RECORDS, Role.DIRECTOR)
READERS_OF_THE_WALL = (*POSTERS, Role.LEADER, Role.AUDITOR)
#: Whose words messages are; who sees what became of them; who brings what no machine could.
WRITERS = (*KEEPERS, Role.DIRECTOR)
SENDERS = (Role.DIRECTOR, Role.ADMINISTRATOR)
CALLERS = (Role.CLERK, Role.RECORDS, *SENDERS)
TABS = (
    ("overview", _("Tổng quan"), STEERERS),
    ("catalogue", _("Thủ tục"), KEEPERS),
    ("changes", _("Đợt thay đổi"), CHANGERS),
    ("work", _("Việc giữ danh mục"), KEEPERS),
    ("boards", _("Niêm yết"), READERS_OF_THE_WALL),
    ("calendar", _("Lịch làm việc"), RECKONERS),
    ("messages", _("Tin nhắn"), SENDERS),
    ("wordings", _("Lời tin nhắn"), WRITERS),
    ("letters", _("In và gọi"), CALLERS),
    ("languages", _("Ngôn ngữ"), KEEPERS),
    ("people", _("Nhân sự"), ADMINISTRATORS),
    ("audit", _("Nhật ký"), READERS_OF_THE_LOG),
)
#: Where the console begins, for those who steer and those who keep.
FIRST_PAGES = ("overview", "catalogue")
PAGE_SIZE = 50
#: Does what a right form asks and says so.
Act = Callable[[Mapping[str, Any]], str]


def show(
    request: ActorRequest, template: str, context: Mapping[str, Any], *, tab: str, status: int = 200
) -> HttpResponse:
    """A page of the console with the tabs this person may open, `tab` being the present one."""
    held = request.actor.roles_at(centre_of(request))
    tabs = [(name, label, name == tab) for name, label, roles in TABS if held & set(roles)]
    centre = organization.centre(centre_of(request))
    frame: dict[str, Any] = {"tabs": tabs, "place": centre.commune_name, "signed_in": request.signed_in}
    if tab in FIRST_PAGES:
        frame["provisional"] = workcalendar.provisional_year(centre.calendar, on=clock.local(clock.now()).date())
    return render(request, f"console/{template}.html", {**frame, **context}, status=status)


def centre_of(request: ActorRequest) -> int:
    """The present centre; the guard has let nobody in without one."""
    assert request.centre_id is not None
    return request.centre_id


def page_number(request: ActorRequest) -> int:
    """Which page of a list is asked for; 1 for anything that is no number."""
    asked = request.GET.get("page", "")
    return min(int(asked), 100_000) if asked.isascii() and asked.isdigit() and int(asked[:7]) else 1


def ask(
    request: ActorRequest, *, form: Form, act: Act, to: str, tab: str, template: str = "form", **words: Any
) -> HttpResponse:
    """A form of its own page: act on what is right and go to `to` with the sentence `act` returns, else show it again.

    `words` are what the page says: heading, text, button, back.
    """
    status = 200
    if form.is_bound:
        done, status = attempt(form, act)
        if done is not None:
            messages.success(request, done)
            return redirect(to)
    return show(request, template, {"form": form, "back": to, **words}, tab=tab, status=status)


def attempt(form: Form, act: Act) -> tuple[str | None, int]:
    """What `act` says of the cleaned form, or None with the status to answer; problems are put into the form.

    Raises NotFound and NotAllowed as they come: there is no form to show to somebody they concern.
    """
    if not form.is_valid():
        return None, 422
    try:
        return act(form.cleaned_data), 200
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        show_refusal(form, refusal)
        return None, 422 if isinstance(refusal, Invalid) else refusal.status
