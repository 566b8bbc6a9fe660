"""A paper the person has given before: chosen from a list of their own, on a page apart."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.apps.files import queries as stored
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.kernel.actor import ActorKind
from motcua.kernel.errors import NotFound
from motcua.surfaces.portal.episodes import held as episodes
from motcua.surfaces.portal.views import drafts, frame, keeping


@enter(ActorKind.CITIZEN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def held(request: ActorRequest, draft_id: UUID, paper_id: UUID) -> HttpResponse:
    """What may be given for this paper; by POST one of them is."""
    draft, now = drafts.load(request, draft_id), clock.now()
    paper = next((one for one in draft.components if one.id == paper_id), None)
    if paper is None or draft.helped:
        raise NotFound
    if request.method == "POST":
        chosen = _key(request.POST.get("file", ""))
        episodes.give(draft=draft, paper_id=paper_id, ref_id=chosen, actor=request.actor, at=now)
        messages.success(request, _("Đã dùng giấy này cho hồ sơ."))
        return redirect(f"{reverse('portal:filing', args=[draft.id, keeping.PAPERS])}#file-{paper_id}")
    page = episodes.held_by(request.actor, now=now, number=_number(request.GET.get("trang", "")))
    shown = [(row, stored.link_to(ref_id=row.id, actor=request.actor)) for row in page.rows]
    context = {"draft": draft, "paper": paper, "rows": shown, "pages": page}
    return frame.page(request, "portal/filing/held.html", context)


def _number(text: str) -> int:
    """A page's number as an address says it; the first for anything else."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
