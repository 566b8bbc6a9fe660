"""The head every form of a dossier begins with."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import segno
from django.conf import settings

from motcua.apps.dossiers.queries.forms.source import Source
from motcua.apps.organization.values import CentreView
from motcua.apps.printing.values import Head, qr_rows


def head_of(source: Source, written_at: datetime) -> Head:
    """Who writes, where and when, and the way to look the dossier up."""
    lookup = f"{settings.PUBLIC_URL}/tra-cuu"
    code = source.code
    matrix = segno.make(f"{lookup}?ma={code}", error="m", micro=False).matrix
    return replace(plain_head(source.centre, at=written_at), code=code, qr=qr_rows(matrix), lookup=lookup)


def plain_head(centre: CentreView, *, at: datetime) -> Head:
    """The head of a paper of this centre that belongs to no one dossier."""
    return Head(
        superior=centre.agency_name,
        agency=centre.name,
        place=centre.commune_name,
        written_at=at,
        code="",
        address=centre.address,
        phone=centre.phone,
    )
