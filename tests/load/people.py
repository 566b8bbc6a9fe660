"""Who the bench signs in, and dossiers it may look at: read from the scratch database through the apps."""

from __future__ import annotations

import psycopg

from motcua.apps.identity import queries as identity
from motcua.apps.identity.tests.factories import make_session
from motcua.base.guards import SESSION_COOKIE
from tests.load.known import CSRF, Known

LOOKED_AT = 64


def meet(owner: str) -> Known:
    """Sign in Minh and some citizens; pick codes of dossiers that COPY wrote."""
    minh = identity.staff_account(username="minh")
    with psycopg.connect(owner) as link:
        [(centre_id,)] = link.execute("SELECT id FROM organization_centre WHERE code = 'suoi-mau'").fetchall()
        citizens = link.execute("SELECT id FROM identity_account WHERE kind = 'citizen' ORDER BY id LIMIT 8").fetchall()
        codes = link.execute(
            "SELECT code FROM dossiers_dossier WHERE code LIKE '%%-5____' ORDER BY md5(code) LIMIT %s", [LOOKED_AT]
        ).fetchall()
        rows = link.execute("SELECT code FROM yardstick_row ORDER BY md5(code) LIMIT %s", [LOOKED_AT]).fetchall()
    return Known(
        clerk=_cookie(make_session(account_id=minh.id, centre_id=centre_id)),
        citizens=tuple(_cookie(make_session(account_id=account)) for (account,) in citizens),
        codes=tuple(code for (code,) in codes),
        yardstick=tuple(code for (code,) in rows),
    )


def _cookie(token: str) -> str:
    return f"{SESSION_COOKIE}={token}; csrftoken={CSRF}"
