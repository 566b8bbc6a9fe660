"""The citizen's e-form inside the filing guide: one page of it a question, kept half-filled, checked by the server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.apps.dossiers.values import DraftView
from motcua.apps.procedures import queries as procedures
from motcua.base import eforms
from motcua.base.eforms import EForm, FormPage
from motcua.base.guards import ActorRequest
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.surfaces.portal.forms.eform import PageForm
from motcua.surfaces.portal.views import keeping
from motcua.surfaces.portal.views.filing_frame import PEOPLE, onward, show


def eform_page(request: ActorRequest, draft: DraftView, *, name: str) -> HttpResponse:
    """One page of the e-form of the draft's version. Raises NotFound where it has no such page."""
    form, page = _find(draft, name)
    today = clock.local(clock.now()).date()
    before = {} if name in draft.answers else eforms.prefilled(page, draft.answers.get(PEOPLE, {}))
    if request.method != "POST":
        asked = PageForm(page, initial=draft.answers.get(name) or before)
        given = eforms.given_before(form, page, draft.answers)
        return show(request, draft, name, _told(form, page, asked, given, before))
    asked = PageForm(page, data=request.POST)
    typed = {each: request.POST.get(each, "") for each in asked.fields}
    draft, newer = keeping.keep(request, draft, name, typed)
    asked.tell(eforms.check(form, page, {**draft.answers, name: typed}, today=today))
    if not newer and (keeping.quiet(request) or not asked.errors):
        return onward(request, draft, name)
    given = eforms.given_before(form, page, draft.answers)
    return show(request, draft, name, _told(form, page, asked, given, {}) | {"newer": newer}, status=422)


def _find(draft: DraftView, name: str) -> tuple[EForm, FormPage]:
    form = procedures.eform(draft.version_id)
    page = next((one for one in (form.pages if form else ()) if eforms.kept_name(one.key) == name), None)
    if form is None or page is None:
        raise NotFound
    return form, page


def _told(
    form: EForm, page: FormPage, asked: PageForm, given: dict[str, Any], before: dict[str, str]
) -> dict[str, Any]:
    """What the page and its script are told: the rules that touch it, and the answers elsewhere they look at."""
    here = {row.field.name for row in page.rows}
    return {
        "title": eforms.spoken(page.title),
        "form": asked,
        "own": bool(before or given),
        "from_before": bool(before),
        "before": _("Đã điền sẵn từ trang “Người nộp”. Xin xem lại, sai thì sửa."),
        "rules": {
            "fields": [{"name": row.field.name, "kind": row.field.kind.value} for row in page.rows],
            "rules": [_spoken(rule) for rule in form.rules if here & set(eforms.names_in(rule))],
            "order": form.order,
            "given": given,
        },
    }


def _spoken(rule: Mapping[str, Any]) -> dict[str, Any]:
    """A rule with its sentence in the language of the page."""
    return {**rule, "say": eforms.spoken(rule["say"])} if "say" in rule else dict(rule)
