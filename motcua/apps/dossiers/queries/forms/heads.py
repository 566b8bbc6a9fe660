"""The head every form of a dossier begins with."""

from __future__ import annotations

from datetime import datetime

import segno
from django.conf import settings

from motcua.apps.dossiers.queries.forms.source import Source
from motcua.apps.printing.values import Head, qr_rows


def head_of(source: Source, written_at: datetime) -> Head:
    """Who writes, where and when, and the way to look the dossier up."""
    lookup = f"{settings.PUBLIC_URL}/tra-cuu"
    code = source.code
    return Head(
        superior=source.centre.agency_name,
        agency=source.centre.name,
        place=source.centre.commune_name,
        written_at=written_at,
        code=code,
        address=source.centre.address,
        phone=source.centre.phone,
        qr=qr_rows(segno.make(f"{lookup}?ma={code}", error="m", micro=False).matrix),
        lookup=lookup,
    )
