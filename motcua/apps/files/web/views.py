"""Opening a file by the link a page made for the person who reads it."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from motcua.apps.files import commands
from motcua.apps.files.web.serving import response
from motcua.base.guards import ActorRequest, everyone
from motcua.kernel import clock


@everyone()  # the link is the right: signed, for one actor, for half an hour
@require_safe
def open_file(request: ActorRequest, token: str) -> HttpResponseBase:
    """The file behind the link, and the look written down."""
    return response(commands.open_link(token=token, actor=request.actor, at=clock.now()))
