"""The forms a dossier's filer was given, again as papers: the words the desk prints, on a sheet for home."""

from __future__ import annotations

from datetime import datetime

from motcua.apps.dossiers.queries import forms
from motcua.apps.dossiers.values import DossierView
from motcua.apps.notifications import queries as notifications
from motcua.apps.parties import queries as parties
from motcua.apps.printing import commands as printing
from motcua.apps.printing.values import payload_of
from motcua.base.db import scope


def form_again(view: DossierView, form: str, *, at: datetime) -> bytes:
    """The PDF of one form that was issued; no copy of the office's, so none is counted. Raises NotFound."""
    with scope.opened(view.head.id):
        people = parties.of_dossier(dossier_id=view.head.id)
    filer = next((party.stated for party in people if party.id == view.head.filer_party), None)
    news = notifications.news_on_paper(centre_id=view.head.centre_id, filer=filer)
    document = forms.compose(form, forms.source_of(view, people=people, news=news))
    return printing.preview(template=document.form, payload=payload_of(document), at=at)
