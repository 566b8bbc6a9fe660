"""Who the bench signs in, and dossiers it may look at: read from the scratch database through the apps."""

from __future__ import annotations

import json

import psycopg

from motcua.apps.identity import queries as identity
from motcua.apps.identity.tests.factories import accounts, make_citizen, make_session
from motcua.base.db.fields import unseal
from motcua.base.guards import SESSION_COOKIE
from tests.load.data import HOW_MANY
from tests.load.known import CSRF, Known

LOOKED_AT = 64
#: How many citizens file online, one after the other: more than file in a measure, since nobody files the same twice
#: in a minute and the review tells of what is on its way already.
FILING = 3000


_CODES = """
SELECT d.code, p.stated FROM dossiers_dossier d JOIN parties_party p ON p.id = d.owner_party
 WHERE d.code ~ '-[5-9][0-9]{4}$|-1[01][0-9]{4}$' ORDER BY md5(d.code) LIMIT %s
"""


def meet(owner: str) -> Known:
    """Sign in Minh and some citizens; pick codes of dossiers that COPY wrote."""
    minh = identity.staff_account(username="minh")
    with psycopg.connect(owner) as link:
        [(centre_id,)] = link.execute("SELECT id FROM organization_centre WHERE code = 'suoi-mau'").fetchall()
        codes = link.execute(_CODES, [LOOKED_AT]).fetchall()
        _refuse_empty(link)
        rows = link.execute("SELECT code FROM yardstick_row ORDER BY md5(code) LIMIT %s", [LOOKED_AT]).fetchall()
    return Known(
        clerk=_cookie(make_session(account_id=minh.id, centre_id=centre_id)),
        citizens=tuple(_cookie(make_session(account_id=account)) for account in _citizens()),
        codes=tuple((code, _number(stated)) for code, stated in codes),
        yardstick=tuple(code for (code,) in rows),
    )


def _citizens() -> list[int]:
    """Accounts that file: many, each files once."""
    numbers = [f"9997{n:08}" for n in range(FILING)]
    indexes = [identity.number_index(number) for number in numbers]
    made = list(accounts().filter(number_index__in=indexes).values_list("id", flat=True))
    more = (make_citizen(name="Người Mẫu Nộp", phone=f"0000{number[-6:]}", number=number) for number in numbers)
    return made or [account.id for account in more]


def _refuse_empty(link: psycopg.Connection) -> None:
    """A yardstick without rows would be no measure: its list is to show twenty."""
    counted = "SELECT count(*), count(*) FILTER (WHERE state = 'OPEN') FROM yardstick_row"
    [(rows, listed)] = link.execute(counted).fetchall()
    if rows < HOW_MANY or listed < 20:
        raise ValueError(f"the yardstick holds {rows} rows, {listed} of them open")


def _number(stated: bytes) -> str:
    return str(json.loads(unseal(stated, bound_to="parties_party.stated"))["number"])


def _cookie(token: str) -> str:
    return f"{SESSION_COOKIE}={token}; csrftoken={CSRF}"
