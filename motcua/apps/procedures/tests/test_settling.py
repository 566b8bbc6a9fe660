"""Setting what the source lost: one writes it down, another signs, and only then anything is promised."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from motcua.apps.procedures import queries
from motcua.apps.procedures.commands import post_procedure, set_fact, sign_fact, withdraw_fact
from motcua.apps.procedures.commands.settling import FactRetired, OwnFact
from motcua.apps.procedures.models import FactSet
from motcua.apps.procedures.tests.factories import CENTRE, NOON, OTHER_CENTRE, a_day, full_row, imported, keeper
from motcua.apps.procedures.values import Known, OnlineWhere
from motcua.kernel.actor import Role
from motcua.kernel.clock import office_time
from motcua.kernel.errors import Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db
CODE = "9.990001"
TERM = {"quantity": "5", "unit": "working_day"}
LATER = office_time(2026, 8, 3, 9)


@pytest.fixture(autouse=True)
def _a_procedure_that_lost_its_unit() -> None:
    lost = {"channel": "Trực tiếp", "time_text": "5", "time_qty": 5, "time_unit": None, "fees": []}
    queries.forget()
    imported(full_row(methods=[lost]))


def put(path: str = "term:1", value: object = None, **changes: Any) -> int:
    order = {"code": CODE, "source": "Quyết định mẫu", "actor": keeper(1), "at": NOON, **changes}
    return set_fact(path=path, value=TERM if value is None else value, **order)


def now() -> Any:
    return queries.in_force(CODE, on=a_day())


def test_a_fact_counts_only_when_another_person_has_signed_it() -> None:
    fact = put()
    assert not now().term(1).is_known
    sign_fact(fact_id=fact, actor=keeper(2), at=NOON)
    term = now().term(1)
    assert (term.known, str(term.value.quantity), term.by, term.source) == (Known.SET, "5", "staff:2", "Quyết định mẫu")


def test_nobody_signs_his_own_fact() -> None:
    fact = put()
    with pytest.raises(OwnFact):
        sign_fact(fact_id=fact, actor=keeper(1), at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        FactSet.objects.filter(pk=fact).update(signed_by="staff:1", signed_at=NOON)
    assert not now().term(1).is_known


def test_a_newer_fact_retires_the_older_one() -> None:
    for quantity in ("5", "7"):
        fact = put(value={"quantity": quantity, "unit": "day"})
        sign_fact(fact_id=fact, actor=keeper(2), at=NOON)
    assert str(now().term(1).value.quantity) == "7"
    assert [row.replaced for row in queries.facts_set(code=CODE)] == [False, True]
    assert not any(row.withdrawn for row in queries.facts_set(code=CODE))


def test_a_withdrawn_fact_is_unknown_again_from_that_day() -> None:
    fact = put()
    sign_fact(fact_id=fact, actor=keeper(2), at=NOON)
    withdraw_fact(fact_id=fact, reason="Ghi nhầm", actor=keeper(3), at=LATER)
    assert now().term(1).is_known
    assert not queries.in_force(CODE, on=a_day(3, 8)).term(1).is_known
    with pytest.raises(FactRetired):
        sign_fact(fact_id=fact, actor=keeper(2), at=LATER)
    with pytest.raises(FactRetired):
        withdraw_fact(fact_id=fact, reason="Lần nữa", actor=keeper(2), at=LATER)


def test_a_fact_of_one_centre_holds_there_alone() -> None:
    fact = put("online_where", "here", centre_id=CENTRE)
    sign_fact(fact_id=fact, actor=keeper(2), at=NOON)
    ours = queries.in_force(CODE, on=a_day(), centre_id=CENTRE)
    theirs = queries.in_force(CODE, on=a_day(), centre_id=OTHER_CENTRE)
    assert (ours.online_where.value, theirs.online_where.is_known) == (OnlineWhere.HERE, False)


def test_signed_facts_outlive_a_new_edition_of_the_source() -> None:
    sign_fact(fact_id=put(), actor=keeper(2), at=NOON)
    sign_fact(fact_id=put("online_where", "portal", centre_id=CENTRE), actor=keeper(2), at=NOON)
    imported(full_row(name="Tên mới", methods=[]), at=LATER)
    ours = queries.in_force(CODE, on=a_day(3, 8), centre_id=CENTRE)
    assert (ours.title, ours.term(1).is_known, ours.online_where.value) == ("Tên mới", True, OnlineWhere.PORTAL)


def test_a_fact_reaches_the_announced_edition_too() -> None:
    imported(full_row(name="Tên mới", methods=[], effective_from="2026-09-01"))
    sign_fact(fact_id=put(), actor=keeper(2), at=NOON)
    assert [queries.in_force(CODE, on=day).term(1).is_known for day in (a_day(), a_day(1, 9))] == [True, True]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("term", TERM), ("term:4", TERM), ("colour", "red"), ("online_level", "3"), ("supplement_days", 0),
        ("term:1", {"quantity": "nan", "unit": "day"}), ("term:1", {"quantity": "-1", "unit": "day"}),
        ("term:1", {"quantity": "1.5", "unit": "month"}), ("term:1", {"quantity": "1"}), ("fee:1", {"lines": [{}]}),
        ("fee:1", {"lines": [{"amount": -5}]}), ("fee:1", {"lines": [{"amount": True}]}), ("duty_pauses", "yes"),
        ("exemptions", [{"class": "", "name": "x"}]), ("process", []), ("competent_agency", " "),
        ("signatories", {"roles": ["Bên nam"], "before": "decision"}), ("signatories", ["Bên nam", "Bên nữ"]),
        ("signatories", {"roles": ["Bên nam", "Bên nam"], "before": "decision"}),
        ("signatories", {"roles": ["Bên nam", "Bên nữ"], "before": "return"}),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused(path: str, value: object) -> None:
    with pytest.raises(Invalid):
        put(path, value)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"source": " x "}, Invalid),
        ({"code": "9.000009"}, NotFound),
        ({"actor": keeper(role=Role.CLERK)}, NotAllowed),
        ({"centre_id": OTHER_CENTRE}, NotAllowed),
    ],
)
def test_a_fact_needs_a_source_a_procedure_and_a_keeper(changes: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        put(**changes)


def test_a_keeper_elsewhere_cannot_sign_our_centres_fact() -> None:
    fact = put("online_where", "here", centre_id=CENTRE)
    with pytest.raises(NotAllowed):
        sign_fact(fact_id=fact, actor=keeper(2, centre_id=OTHER_CENTRE), at=NOON)
    with pytest.raises(NotFound):
        sign_fact(fact_id=0, actor=keeper(2), at=NOON)


def test_a_centre_may_take_a_procedure_off_its_board() -> None:
    post_procedure(code=CODE, centre_id=CENTRE, listed=False, counter_text="Quầy 2", actor=keeper(1), at=NOON)
    assert queries.listed("", on=a_day(), centre_id=CENTRE) == ()
    assert len(queries.listed("", on=a_day(), centre_id=OTHER_CENTRE)) == 1
    assert queries.posting(CODE, centre_id=CENTRE).counter_text == "Quầy 2"
    with pytest.raises(Invalid):
        post_procedure(code=CODE, centre_id=CENTRE, listed=True, phone="0" * 41, actor=keeper(1), at=NOON)
