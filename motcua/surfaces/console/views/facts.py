"""Writing a fact down with its source, signing what a colleague wrote, and taking a fact back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.apps.procedures import commands
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import VersionView
from motcua.base.guards import ActorRequest, enter, way_back
from motcua.kernel import clock
from motcua.surfaces.console.forms import fact_words
from motcua.surfaces.console.forms.facts import FORMS, FactForm, WithdrawForm
from motcua.surfaces.console.views._page import KEEPERS, ask, attempt, centre_of, show
from motcua.surfaces.console.views.catalogue import line_of, plain_of, today


@enter(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def write_fact(request: ActorRequest, code: str, path: str) -> HttpResponse:
    """One fact of a procedure: what is known now, and a form for what it should be."""
    if path not in fact_words.PATHS:
        raise Http404
    view = procedures.in_force(code, on=today(), centre_id=centre_of(request))
    own = procedures.own_fact(code, path, centre_id=centre_of(request))
    line, form, status = line_of(view, path), _form(request, view, path, only_here=own is not None), 200

    def act(data: Mapping[str, Any]) -> str:
        commands.set_fact(code=code, path=path, value=form.fact(), source=data["source"], **_order(request, data))
        return _("Đã ghi. Nội dung có hiệu lực khi một người khác kiểm tra và ký.")

    if form.is_bound:
        done, status = attempt(form, act)
        if done is not None:
            messages.success(request, done)
            return redirect("console:procedure", code)
    context = {"view": view, "line": line, "form": form, "own": own}
    return show(request, "fact", context, tab="catalogue", status=status)


@enter(*KEEPERS)
@require_POST
def sign(request: ActorRequest, fact_id: int) -> HttpResponse:
    """Sign a fact somebody else wrote down; refused for the one who wrote it."""
    row = procedures.fact_set(fact_id)
    commands.sign_fact(fact_id=fact_id, actor=request.actor, at=clock.now())
    if row.centre_id is None and procedures.own_fact(row.code, row.path, centre_id=centre_of(request)):
        said = _("Đã ký cho các nơi khác. Trung tâm này vẫn theo nội dung riêng của mình, cho đến khi rút nội dung ấy.")
        messages.warning(request, said)
    else:
        messages.success(request, _("Đã ký. Hồ sơ mới từ nay theo nội dung này."))
    return redirect(way_back(request, otherwise=reverse("console:waiting")))


@enter(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: ActorRequest, fact_id: int) -> HttpResponse:
    """Ask for the reason, then take the fact back; dossiers filed under it keep their version."""
    row = procedures.fact_set(fact_id)
    said = {"what": fact_words.name_of(row.path), "code": row.code}
    said["value"] = "; ".join(fact_words.words(row.path, row.value))

    def act(data: Mapping[str, Any]) -> str:
        commands.withdraw_fact(fact_id=fact_id, reason=data["reason"], actor=request.actor, at=clock.now())
        return _("Đã rút. Nội dung này trở lại như nguồn, hoặc chưa xác định.")

    text = _("%(what)s: %(value)s. Hồ sơ đã nộp giữ nguyên; hồ sơ mới không còn theo nội dung này.") % said
    words = {"heading": _("Rút nội dung đã ghi cho %(code)s?") % said, "text": text, "button": _("Rút nội dung")}
    to = way_back(request, otherwise=reverse("console:procedure", args=[row.code]))
    return ask(request, form=WithdrawForm(request.POST or None), act=act, to=to, tab="catalogue", **words)


def _form(request: ActorRequest, view: VersionView, path: str, *, only_here: bool) -> FactForm:
    """The form of this kind of fact, with what is known now already in it."""
    kind = FORMS[path.partition(":")[0]]
    known = plain_of(view, path)
    initial = kind.typed(known) if known is not None else {}
    return kind(request.POST or None, initial={**initial, "only_here": only_here})


def _order(request: ActorRequest, data: Mapping[str, Any]) -> dict[str, Any]:
    centre_id = centre_of(request) if data["only_here"] else None
    return {"actor": request.actor, "at": clock.now(), "centre_id": centre_id}
