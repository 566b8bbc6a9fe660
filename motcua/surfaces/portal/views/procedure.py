"""One procedure: what to bring, how long, how much, where, what happens; as a page and as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from motcua.apps.organization.values import CentreView
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import VersionView
from motcua.base.guards import ActorRequest, everyone
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.surfaces.portal.views import frame, open_data
from motcua.surfaces.portal.views.answers import answers_of, source_steps, steps_of
from motcua.surfaces.portal.views.standing import standings


@everyone()
@require_safe
def page(request: ActorRequest, code: str) -> HttpResponse:
    """The page; unknown is said."""
    centre = frame.centre_of(request)
    version = in_force(code, centre)
    if version is None:
        gone = procedures.repeal_of(code, on=clock.local(clock.now()).date())
        return frame.page(request, "portal/no_procedure.html", {"code": code, "gone": gone}, status=404)
    return frame.page(request, "portal/procedure.html", _context(version, centre))


def in_force(code: str, centre: CentreView) -> VersionView | None:
    """The version in force today at the centre, if there is one."""
    try:
        return procedures.in_force(code, on=clock.local(clock.now()).date(), centre_id=centre.id)
    except NotFound:
        return None


def _context(version: VersionView, centre: CentreView) -> dict[str, Any]:
    answers = answers_of(version, centre=centre, on=clock.local(clock.now()).date())
    return {
        "version": version,
        "answers": answers,
        "steps": steps_of(version),
        "drawn_from_source": steps_of(version) == source_steps(version),
        "source_steps": source_steps(version),
        "forms": _forms(version),
        "standings": standings(version),
        "posting": procedures.posting(version.procedure_code, centre_id=centre.id),
        "address": open_data.address_of(version.procedure_code),
        "described": open_data.described(version, centre, answers),
    }


def _forms(version: VersionView) -> tuple[str, ...]:
    named = (paper.form_name for case in version.cases for paper in case.papers if paper.form_name)
    return tuple(dict.fromkeys(named))


def _mark(request: ActorRequest, code: str) -> str | None:
    centre = frame.centre_of(request)
    version = in_force(code, centre)
    return open_data.mark_of(version, centre, procedures.edition()) if version else None


def _changed(_request: ActorRequest, code: str) -> datetime | None:  # noqa: ARG001 -- Django's signature
    return procedures.edition().changed_at


@everyone()
@require_safe
@condition(etag_func=_mark, last_modified_func=_changed)
def as_json(request: ActorRequest, code: str) -> HttpResponse:
    """The same facts for programs; unchanged since the tag the asker holds: 304 and nothing else."""
    centre = frame.centre_of(request)
    version = in_force(code, centre)
    if version is None:
        told = {"schema": open_data.SCHEMA, "error": "not-found", "message": _("Không tìm thấy nội dung này.")}
        return JsonResponse(told, status=404, json_dumps_params={"ensure_ascii": False})
    told = open_data.document(version, centre, procedures.edition())
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})
