"""Messages of the centre: what became of each, the words they say, hours and channels, and what a clerk must bring."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.apps.dossiers.states import DossierState
from motcua.apps.notifications import commands
from motcua.apps.notifications import queries as notifications
from motcua.apps.notifications.states import ByHand, Channel, Kind, MessageState
from motcua.apps.notifications.values import SentRow
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.kernel.actor import Role
from motcua.surfaces.console.episodes import messages as episodes
from motcua.surfaces.console.forms.messages import (
    CHANNELS,
    ENDS,
    KINDS,
    OVERTAKEN,
    STATES,
    EndForm,
    WaysForm,
    WordingForm,
)
from motcua.surfaces.console.views._page import (
    CALLERS,
    PAGE_SIZE,
    SENDERS,
    WRITERS,
    ask,
    centre_of,
    page_number,
    show,
)
from motcua.surfaces.console.views._people import names_of

#: Who may open a dossier from the list of letters.
OPENERS = frozenset({Role.CLERK, Role.RECORDS, Role.DIRECTOR})


@enter(*SENDERS)
@require_safe
def show_sent(request: ActorRequest) -> HttpResponse:
    """What became of the messages, newest first; ?state= narrows."""
    state, now = request.GET.get("state", ""), clock.now()
    if state and state not in set(MessageState):
        raise Http404
    asked: dict[str, Any] = {
        "centre_id": centre_of(request),
        "state": state,
        "page": page_number(request),
        "size": PAGE_SIZE,
    }
    page = notifications.sent_list(actor=request.actor, **asked)
    context = {
        "page": page,
        "rows": [_told(row, now) for row in page.rows],
        "states": [(one, STATES[one][0], one == state) for one in MessageState],
        "state": state,
        "query": f"state={state}" if state else "",
    }
    return show(request, "messages", context, tab="messages")


@enter(*WRITERS)
@require_safe
def show_wordings(request: ActorRequest) -> HttpResponse:
    """Every kind of message, previewed with made-up values and counted as SMS."""
    language = _language(request)
    rows = notifications.wordings(actor=request.actor, centre_id=centre_of(request), language=language)
    names = names_of(row.by for row in rows if row.by)
    lines = [
        (row, KINDS[Kind(row.kind)], notifications.preview(Kind(row.kind), row.text), names.get(row.by, ""))
        for row in rows
    ]
    return show(request, "wordings", {"lines": lines, **_languages(language)}, tab="wordings")


@enter(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def write_wording(request: ActorRequest, kind: str) -> HttpResponse:
    """One kind: its preview, the centre's words, and what was said before."""
    one, language, centre_id = _kind(kind), _language(request), centre_of(request)
    row, history = notifications.wording(actor=request.actor, centre_id=centre_id, kind=one, language=language)

    def act(data: Mapping[str, Any]) -> str:
        said = {"kind": one, "language": language, "text": data["text"], "seen": data["seen"]}
        commands.set_wording(centre_id=centre_id, **said, actor=request.actor, at=clock.now())
        return _("Đã ghi. Tin gửi từ nay nói theo lời này.")

    form = WordingForm(request.POST or None, initial={"text": row.text if row.id else "", "seen": row.id})
    context = {**_wording_words(row.text, one, language), "row": row, "history": _history(history)}
    to = f"{reverse('console:wordings')}?language={language}"
    return ask(request, form=form, act=act, to=to, tab="wordings", template="wording", **context)


@enter(*SENDERS)
@require_http_methods(["GET", "HEAD", "POST"])
def set_ways(request: ActorRequest) -> HttpResponse:
    """When messages wait, and by which channels they go."""
    centre_id = centre_of(request)
    quiet, ways = notifications.quiet_hours(centre_id=centre_id), notifications.ways(centre_id=centre_id)
    initial = {"begins": quiet.begins, "ends": quiet.ends, "unaccented": ways.unaccented}
    initial |= {f"way{place}": channel for place, channel in enumerate(ways.order)}
    form = WaysForm(request.POST or None, initial=initial, channels=(*ways.order, *ways.unused))

    def act(data: Mapping[str, Any]) -> str:
        said = {"begins": data["begins"], "ends": data["ends"], "unaccented": data["unaccented"]}
        episodes.set_ways(centre_id=centre_id, order=form.order(), **said, actor=request.actor, at=clock.now())
        return _("Đã ghi giờ yên lặng và kênh gửi.")

    text = _(
        "Kênh đầu không gửi được thì đến kênh sau; hết kênh thì tin quan trọng thành giấy in và cuộc gọi của cán bộ. "
        "Kênh không chọn thì không dùng."
    )
    words = {"heading": _("Giờ yên lặng và kênh gửi"), "text": text, "button": _("Ghi lại")}
    return ask(request, form=form, act=act, to=reverse("console:messages"), tab="messages", **words)


@enter(*CALLERS)
@require_safe
def show_letters(request: ActorRequest) -> HttpResponse:
    """What no machine could bring: to print, or to call about."""
    rows = notifications.letters(actor=request.actor, centre_id=centre_of(request))
    opens = bool(request.actor.roles_at(centre_of(request)) & OPENERS)
    context = {"rows": [_told(row, clock.now()) for row in rows], "opens": opens}
    return show(request, "letters", context, tab="letters")


@enter(*CALLERS)
@require_http_methods(["GET", "HEAD", "POST"])
def end_letter(request: ActorRequest, message_id: UUID) -> HttpResponse:
    """One of them in print, and how it was told in the end."""
    found = notifications.letter(actor=request.actor, centre_id=centre_of(request), message_id=message_id)

    def act(data: Mapping[str, Any]) -> str:
        how = ByHand(data["how"])
        who: dict[str, Any] = {"centre_id": centre_of(request), "actor": request.actor, "at": clock.now()}
        commands.end_by_hand(message_id=message_id, how=how, **who)
        return _("Đã ghi: %(how)s.") % {"how": ENDS[how]}

    opens = bool(request.actor.roles_at(centre_of(request)) & OPENERS)
    context = {"found": found, "kind": KINDS[Kind(found.row.kind)], "button": _("Ghi lại"), "opens": opens}
    form = EndForm(request.POST or None)
    return ask(request, form=form, act=act, to=reverse("console:letters"), tab="letters", template="letter", **context)


def _told(row: SentRow, now: datetime) -> dict[str, Any]:
    """A row in words: a message that waits is held, or will be tried again."""
    state = row.state
    if state == MessageState.PENDING:
        state = "again" if row.tries or row.error else "held" if row.next_at > now else state
    word, mark = STATES[state]
    channel = CHANNELS[Channel(row.channel)] if row.channel else ""
    kind = KINDS[Kind(row.kind)]
    how = str(ENDS[ByHand(row.handled_how)]) if row.handled_how else ""
    how = _why_overtaken(row.error) if state == MessageState.OVERTAKEN else how
    return {"row": row, "kind": kind, "state": word, "mark": mark, "channel": channel, "how": how}


def _why_overtaken(why: str) -> str:
    """What has changed since the message was written: the dossier stands elsewhere, or something else of it moved."""
    if why in DossierState.values:
        return _("Hồ sơ nay: %(state)s") % {"state": DossierState(why).label}
    return str(OVERTAKEN.get(why, ""))


def _kind(kind: str) -> Kind:
    if kind not in set(Kind):
        raise Http404
    return Kind(kind)


def _language(request: ActorRequest) -> str:
    """Which language's words are shown: one the pages speak, else Vietnamese."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else "vi"


def _languages(language: str) -> dict[str, Any]:
    return {"language": language, "languages": [(code, name, code == language) for code, name in settings.LANGUAGES]}


def _wording_words(text: str, kind: Kind, language: str) -> dict[str, Any]:
    name = dict(settings.LANGUAGES)[language]
    return {
        "heading": KINDS[kind],
        "language": language,
        "language_name": name,
        "preview": notifications.preview(kind, text),
        "places": notifications.words_for(kind),
        "button": _("Ghi lời này"),
    }


def _history(history: Any) -> list[tuple[Any, str]]:
    names = names_of(change.by for change in history)
    return [(change, names[change.by]) for change in history]
