"""This browser: one person's, or one that many share at the centre."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.apps.organization import commands as organization
from motcua.base.guards import ActorRequest, enter, let_out, mark_shared, unmark_shared
from motcua.kernel import clock
from motcua.surfaces.console.episodes import browsers as episodes
from motcua.surfaces.console.views._page import ADMINISTRATORS, centre_of, show


@enter(*ADMINISTRATORS)
@never_cache
@require_safe
def show_browser(request: ActorRequest) -> HttpResponse:
    """What a shared browser does, and whether this is one."""
    return show(request, "browser", {"shared": request.shared}, tab="people")


@enter(*ADMINISTRATORS)
@require_POST
def share(request: ActorRequest) -> HttpResponse:
    """From now on many share this browser: the portal opens, and nobody is signed in."""
    centre_id, session_id = centre_of(request), request.signed_in.session_id
    episodes.share(centre_id=centre_id, session_id=session_id, actor=request.actor, at=clock.now())
    answer = redirect("portal:home")
    let_out(answer)
    mark_shared(answer, centre_id)
    return answer


@enter(*ADMINISTRATORS)
@require_POST
def unshare(request: ActorRequest) -> HttpResponse:
    """It is one person's again."""
    organization.unshare_browser(centre_id=centre_of(request), actor=request.actor, at=clock.now())
    messages.success(request, _("Trình duyệt này không còn là máy dùng chung."))
    answer = redirect("console:browser")
    unmark_shared(answer)
    return answer
