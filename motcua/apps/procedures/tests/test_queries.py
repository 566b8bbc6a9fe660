"""Reading the catalogue: from memory once read, fresh within moments of a change."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.apps.procedures import queries
from motcua.apps.procedures.models import Revision
from motcua.apps.procedures.queries import _memory
from motcua.apps.procedures.tests.factories import NOON, a_day, full_row, imported
from motcua.kernel.ids import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _three_procedures() -> None:
    queries.forget()
    imported(
        full_row("9.990001", name="Nuôi voi"),
        full_row("9.990002", name="Ăn trưa", field="Lĩnh vực khác"),
        full_row("9.990003", name="Đọc báo", methods=[], detail=False),
    )


def test_a_version_once_read_costs_nothing(django_assert_num_queries: Any) -> None:
    view = queries.in_force("9.990001", on=a_day())
    with django_assert_num_queries(0):
        assert queries.version(view.id) is view
        assert queries.in_force("9.990001", on=a_day()) is view


def test_a_cold_list_costs_three_queries(django_assert_num_queries: Any) -> None:
    queries.forget()
    _memory._views.clear()
    with django_assert_num_queries(3):
        assert len(queries.listed("", on=a_day())) == 3


def test_a_change_elsewhere_is_seen_within_two_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    before = queries.counts(on=a_day()).revision
    Revision.objects.update(stamp=uuid7(), number=before + 1)
    assert queries.counts(on=a_day()).revision == before
    monkeypatch.setattr(_memory, "STALE_AFTER_SECONDS", 0.0)
    assert queries.counts(on=a_day()).revision == before + 1


def test_fields_and_lists_stand_in_dictionary_order() -> None:
    assert [(field.name, field.count) for field in queries.fields(on=a_day())] == [
        ("Lĩnh vực khác", 1),
        ("Lĩnh vực mẫu", 2),
    ]
    assert [row.title for row in queries.listed("", on=a_day())] == ["Ăn trưa", "Đọc báo", "Nuôi voi"]
    assert [row.code for row in queries.listed("linh-vuc-khac", on=a_day())] == ["9.990002"]


def test_search_answers_rows_and_says_when_nothing_fits() -> None:
    found = queries.search("nuoi voi", on=a_day())
    assert ([row.code for row in found.rows], found.refused) == (["9.990001"], False)
    assert queries.search("xin chào", on=a_day()).refused


def test_the_keeper_sees_what_nobody_knows() -> None:
    page = queries.unknown_facts(on=a_day(), size=2)
    assert (len(page.rows), page.has_next) == (2, True)
    terms = queries.unknown_facts(on=a_day(), kind="term")
    assert [(gap.code, gap.path) for gap in terms.rows] == [("9.990003", "term:1")]


def test_what_is_not_in_force_is_not_popular() -> None:
    assert queries.popular(on=a_day()) == ()


def test_a_quote_names_its_version() -> None:
    view = queries.in_force("9.990001", on=a_day())
    told = queries.quote(version_id=view.id, case="", channel=1, on=a_day(), counts={"trường hợp": 2})
    assert (told.total, told.chargeable) == (40000, False)


def test_the_revision_tells_of_every_change() -> None:
    before = queries.counts(on=a_day()).revision
    assert imported(full_row("9.990004"), at=NOON).revision == before + 1
