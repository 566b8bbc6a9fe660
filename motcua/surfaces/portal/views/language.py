"""The language a citizen's account is written to in."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.apps.identity import commands as identity
from motcua.apps.identity import queries as accounts
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.kernel.actor import ActorKind
from motcua.surfaces.portal.views import frame


@enter(ActorKind.CITIZEN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_language(request: ActorRequest) -> HttpResponse:
    """Show the languages there are; the one chosen holds for every message from now on."""
    assert request.actor.account_id is not None
    account_id = request.actor.account_id
    if request.method == "POST":
        language = request.POST.get("language", "")
        identity.choose_language(account_id=account_id, language=language, actor=request.actor, at=clock.now())
        messages.success(
            request, _("Tin nhắn từ nay viết bằng %(language)s.") % {"language": dict(settings.LANGUAGES)[language]}
        )
        return redirect("portal:own")
    chosen = accounts.language_of(account_id=account_id)
    languages = [(code, name, code == chosen) for code, name in settings.LANGUAGES]
    return frame.page(request, "portal/own/language.html", {"languages": languages})
