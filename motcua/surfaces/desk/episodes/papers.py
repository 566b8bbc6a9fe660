"""Printing the forms of a dossier: composed from what the page has opened, counted as copies."""

from __future__ import annotations

from datetime import datetime

from motcua.apps.dossiers.queries import forms
from motcua.apps.dossiers.queries.forms import HeldPaper, Source
from motcua.apps.notifications import queries as notifications
from motcua.apps.printing import commands as printing
from motcua.apps.printing.values import Rendered, payload_of
from motcua.kernel.actor import Actor
from motcua.surfaces.desk.episodes.opening import Opened


def print_form(*, opened: Opened, form: str, actor: Actor, at: datetime, reason: str) -> Rendered:
    """The PDF of one form. Raises NotFound where there is nothing to print, ReasonAsked for a second copy."""
    document = forms.compose(form, source_of(opened))
    return printing.render(
        template=document.form,
        payload=payload_of(document),
        centre_id=opened.view.head.centre_id,
        at=at,
        actor=actor,
        reason=reason,
        dossier_id=opened.view.head.id,
    )


def source_of(opened: Opened) -> Source:
    """What the page has opened already, as the forms take it."""
    head = opened.view.head
    filer = next((p.stated for p in opened.parties if p.id == head.filer_party), None)
    return Source(
        view=opened.view,
        version=opened.version,
        centre=opened.centre,
        people=opened.parties,
        papers=tuple(HeldPaper(paper.row, bool(paper.files)) for paper in opened.papers),
        names=opened.names,
        mandate=opened.mandate,
        news=notifications.news_on_paper(centre_id=head.centre_id, filer=filer),
    )
