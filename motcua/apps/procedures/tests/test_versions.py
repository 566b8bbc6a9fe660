"""A version never changes: what a dossier was filed under stays, whatever the catalogue does later."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.apps.procedures import queries
from motcua.apps.procedures.commands import set_fact, sign_fact, withdraw_fact
from motcua.apps.procedures.commands.settling import FactRetired
from motcua.apps.procedures.models import Version
from motcua.apps.procedures.queries import _memory
from motcua.apps.procedures.tests.factories import CENTRE, NOON, a_day, full_row, imported, keeper
from motcua.kernel.clock import local, office_time
from motcua.kernel.errors import NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget() -> None:
    queries.forget()


def fresh(version_id: int) -> Any:
    """A version as the database holds it now, past this process's memory."""
    _memory._views.pop(version_id, None)
    return queries.version(version_id)


TITLES = st.text(alphabet="ăbcđ ẹ1", min_size=1, max_size=20).filter(str.strip)
EDITS = st.one_of(
    st.tuples(st.just("import"), TITLES, st.integers(0, 40)),
    st.tuples(st.just("fact"), st.sampled_from(["term:1", "fee:1", "online_level"]), st.integers(0, 1)),
    st.tuples(st.just("withdraw"), st.just(""), st.just(0)),
)
VALUES = {"term:1": {"quantity": "7", "unit": "day"}, "fee:1": {"lines": []}, "online_level": "full"}


def _edit(kind: str, what: str, number: int, at: Any, last: list[int]) -> None:
    """One thing people do to a catalogue."""
    if kind == "import":
        starts = (local(at).date() + timedelta(days=number - 20)).isoformat()
        imported(full_row(name=what, effective_from=starts), at=at)
    elif kind == "fact":
        centre = CENTRE if number else None
        order: Any = {"code": "9.990001", "source": "Văn bản", "actor": keeper(1), "at": at, "centre_id": centre}
        last.append(set_fact(path=what, value=VALUES[what], **order))
        sign_fact(fact_id=last[-1], actor=keeper(2), at=at)
    elif last:
        withdraw_fact(fact_id=last.pop(), reason="Ghi nhầm", actor=keeper(1), at=at)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(EDITS, max_size=6))
def test_no_edit_ever_alters_a_version_a_dossier_names(edits: list[tuple[str, str, int]]) -> None:
    with transaction.atomic():
        imported(full_row())
        pinned: dict[int, Any] = {}
        live: list[int] = []
        for step, (kind, what, number) in enumerate(edits):
            pinned |= {key: fresh(key) for key in Version.objects.values_list("id", flat=True)}
            with suppress(FactRetired):
                _edit(kind, what, number, NOON + timedelta(days=step), live)
            queries.forget()
        assert {key: fresh(key) for key in pinned} == pinned
        transaction.set_rollback(True)
    queries.forget()


@pytest.mark.parametrize("change", ["UPDATE procedures_version SET decision = 'x'", "DELETE FROM procedures_version"])
def test_the_database_refuses_to_change_a_version(change: str) -> None:
    imported(full_row())
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_an_announced_version_holds_from_midnight_of_its_day() -> None:
    imported(full_row())
    imported(full_row(name="Tên mới", effective_from="2026-08-01"))
    before, after = office_time(2026, 7, 31, 23, 59), office_time(2026, 8, 1, 0, 0)
    titles = [queries.in_force("9.990001", on=local(at).date()).title for at in (before, after)]
    assert titles == ["Thủ tục mẫu 9.990001", "Tên mới"]


def test_a_repealed_procedure_is_in_force_to_its_last_day() -> None:
    imported(full_row(effective_from="2026-07-01", effective_to="2026-07-31"))
    assert queries.in_force("9.990001", on=a_day(31, 7)).effective_to == a_day(31, 7)
    for day in (a_day(30, 6), a_day(1, 8)):
        with pytest.raises(NotFound):
            queries.in_force("9.990001", on=day)
    assert queries.listed("", on=a_day(1, 8)) == ()


def test_news_of_a_repeal_ends_what_was_in_force() -> None:
    imported(full_row())
    report = imported(full_row(effective_to="2026-07-10"))
    assert (report.changed, report.problems) == (1, ())
    with pytest.raises(NotFound):
        queries.in_force("9.990001", on=a_day())


def test_a_fact_signed_for_a_repealed_procedure_makes_no_new_edition() -> None:
    imported(full_row(effective_to="2026-07-10"))
    fact = set_fact(code="9.990001", path="online_level", value="full", source="Văn bản", actor=keeper(1), at=NOON)
    sign_fact(fact_id=fact, actor=keeper(2), at=NOON)
    assert Version.objects.count() == 1


@pytest.mark.parametrize(
    "days", [{"effective_to": "2020-01-01"}, {"effective_from": "2026-08-01", "effective_to": "2026-07-01"}]
)
def test_an_end_before_the_beginning_is_a_bad_row(days: dict[str, str]) -> None:
    report = imported(full_row(**days), full_row("9.990002"))
    assert (report.created, [p.field for p in report.problems]) == (1, ["effective_to"])


def test_a_first_version_serves_dossiers_since_communes_began() -> None:
    imported(full_row())
    assert queries.in_force("9.990001", on=date(2025, 7, 1)).number == 1


@pytest.mark.parametrize("code", ["9.999999", ""])
def test_an_unknown_procedure_or_version_is_not_found(code: str) -> None:
    with pytest.raises(NotFound):
        queries.in_force(code, on=a_day())
    with pytest.raises(NotFound):
        queries.version(0)
