"""Fees opened before the office waited for more than the next move: set right where the price is known."""

from __future__ import annotations

import json
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection

from motcua.apps.dossiers.models import Condition
from motcua.apps.dossiers.tests.factories import PRICED, counter_dossier, make_procedure, reload
from motcua.base.db import scope

widen = import_module("motcua.apps.dossiers.migrations.0018_open_fees_block_what_comes_after").widen
UNKNOWN = {"known": "unknown", "value": None}


def opened(centre, minh, moment: str, blocks: list[str]) -> Condition:
    """A fee as it was opened then."""
    version = make_procedure(settled={"fee_at": moment, **PRICED})
    found = counter_dossier(centre_id=centre.id, version=version, clerk=minh).dossier_id
    with scope.opened(found):
        Condition.objects.filter(dossier_id=found).update(blocks=blocks)
        return Condition.objects.get(dossier_id=found)


@pytest.mark.parametrize(
    ("moment", "before", "after"),
    [
        ("filing", ["ACCEPT"], ["ACCEPT", "DECIDE", "START"]),
        ("acceptance", ["START"], ["DECIDE", "START"]),
        ("return", ["RETURN"], ["RETURN"]),
        ("acceptance", ["DECIDE", "START"], ["DECIDE", "START"]),
    ],
)
def test_an_open_fee_holds_up_what_comes_after_it(centre, minh, moment, before, after):
    fee = opened(centre, minh, moment, before)
    with scope.opened(fee.dossier_id):
        widen(None, SimpleNamespace(connection=connection))
        fee.refresh_from_db()
    assert fee.blocks == after


def test_a_fee_that_is_met_stays_as_it_was(centre, minh):
    fee = opened(centre, minh, "acceptance", ["START"])
    with scope.opened(fee.dossier_id):
        Condition.objects.filter(pk=fee.pk).update(met_at=fee.opened_at)
        widen(None, SimpleNamespace(connection=connection))
        fee.refresh_from_db()
    assert fee.blocks == ["START"]


@pytest.mark.parametrize("unknown", ["fee:*", "exemptions"])
def test_nothing_more_is_demanded_on_what_nobody_knows(centre, minh, unknown):
    fee = opened(centre, minh, "acceptance", ["START"])
    owed = import_module(widen.__module__).is_owed
    version = reload(fee.dossier_id).version_id
    with connection.cursor() as cursor:
        cursor.execute("SELECT settled FROM procedures_version WHERE id = %s", [version])
        (settled,) = cursor.fetchone()
    known = settled if isinstance(settled, dict) else json.loads(settled)
    assert owed({}, known, 1)
    assert not owed({}, known | {unknown: UNKNOWN}, 1)
