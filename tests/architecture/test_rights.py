"""Who gets what at which address: the whole table, route × member of the cast → answer.

Addresses name the subjects of `rights.py`, else things that do not exist: there who may enter gets 404 or 422, and
who may not gets 403 or the door. POST sends one field nobody asked for.
"""

from __future__ import annotations

import pytest
from django.db import transaction

from tests.architecture.rights import MEMBERS, METHODS, Row, answer, stage, table
from tests.architecture.routes import all_routes

ROUTES = {route.name: route for route in all_routes()}


def test_every_route_stands_in_the_table_and_no_other(db: None) -> None:
    said, real = set(table()), {(method, name) for method in METHODS for name in ROUTES}
    drafts = _drafts(sorted(real - said, key=lambda row: row[::-1]))
    assert not drafts, "add to rights.csv, once each answer is the one we want:\n" + "\n".join(drafts)
    assert not said - real, "rights.csv names routes that are gone"


@pytest.mark.parametrize("member", MEMBERS)
def test_the_table_of_rights_holds(db: None, member: str) -> None:
    token, subjects = stage(member)
    differs = [
        f"{method} {name}: {got}, the table says {answers[member]}"
        for (method, name), answers in table().items()
        if name in ROUTES and (got := answer(token, method, ROUTES[name], subjects)) != answers[member]
    ]
    assert not differs, "\n".join([member, *differs])


def test_nobody_but_the_table_meets_an_error_of_ours() -> None:
    assert not [row for row, answers in table().items() if any(a.startswith("5") for a in answers.values())]


def _drafts(missing: list[Row]) -> list[str]:
    """Lines of the table as the pages answer today."""
    answers: dict[Row, list[str]] = {row: [] for row in missing}
    for member in MEMBERS if missing else ():
        with transaction.atomic():
            token, subjects = stage(member)
            for method, name in missing:
                answers[method, name].append(answer(token, method, ROUTES[name], subjects))
            transaction.set_rollback(True)
    return [",".join([*row, *found]) for row, found in answers.items()]
