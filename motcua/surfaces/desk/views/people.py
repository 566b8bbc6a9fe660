"""People of a dossier: what was written down of one, mended."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.apps.dossiers.commands import correcting
from motcua.apps.dossiers.states import Work
from motcua.apps.organization.values import PlaceAsked
from motcua.apps.parties.values import PartyView, PersonStated
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotFound, SomeoneWasFaster
from motcua.surfaces.desk.episodes import opening, receiving
from motcua.surfaces.desk.episodes.opening import Opened
from motcua.surfaces.desk.episodes.persons import person_line
from motcua.surfaces.desk.forms.correcting import WHO, CorrectForm
from motcua.surfaces.desk.views.frame import go, show
from motcua.surfaces.desk.views.roles import MENDERS


@enter(*MENDERS)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: ActorRequest, dossier_id: UUID, party_id: UUID) -> HttpResponse:
    """What is written down of one person, to be mended; to see it in full is a look of its own."""
    now = clock.now()
    opened = opening.open_dossier(actor=request.actor, dossier_id=dossier_id, now=now, look="")
    party = _person(opened, party_id)
    if request.method == "POST":
        return _mend(request, opened, party)
    if Work.CORRECT.value not in opened.view.actions:
        return show(request, "desk/act_closed.html", status=409, act={"label": Work.CORRECT.label}, it=opened)
    opening.write_look(opened.view.head, "party.number_shown", actor=request.actor, now=now)
    return _page(request, opened, CorrectForm(party=party))


def _mend(request: ActorRequest, opened: Opened, party: PartyView) -> HttpResponse:
    form = CorrectForm(request.POST, party=party)
    place = _place(opened, form)
    if not form.is_valid() or not form.take_place(place):
        return _page(request, opened, form, status=422)
    head, reason, seen = opened.view.head, form.cleaned_data["reason"], form.cleaned_data["seen"]
    try:
        correcting.correct_person(
            dossier_id=head.id, party_id=party.id, stated=form.stated(place), reason=reason, actor=request.actor,
            at=clock.now(), seen_revision=seen,
        )  # fmt: skip
    except Invalid as refusal:
        form.take_problems(refusal)
        return _page(request, opened, form, status=refusal.status)
    except SomeoneWasFaster:
        form.renew(party)
        now_written = person_line(opened.parties, party.id, shown=party.id, on=clock.local(clock.now()).date())
        return _page(request, opened, form, status=409, now_written=now_written)
    messages.success(request, gettext("Đã sửa, bản cũ còn giữ. Giấy đã in mang thông tin cũ: xin in lại nếu cần."))
    return go(request, "desk:dossier", head.id)


def _page(
    request: ActorRequest, opened: Opened, form: CorrectForm, *, status: int = 200, now_written: object = None
) -> HttpResponse:
    context = {"it": opened, "form": form, "place": _place(opened, form), "now_written": now_written}
    answer = show(request, "desk/correct.html", status=status, **context)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _place(opened: Opened, form: CorrectForm) -> PlaceAsked:
    centre_id = opened.view.head.centre_id
    return receiving.place(WHO, lambda name: form[name].value(), centre_id=centre_id, now=clock.now())


def _person(opened: Opened, party_id: UUID) -> PartyView:
    found = next((one for one in opened.parties if one.id == party_id), None)
    if found is None or not isinstance(found.stated, PersonStated):
        raise NotFound
    return found
