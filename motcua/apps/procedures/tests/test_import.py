"""Importing a catalogue: whole, again, with bad rows between good ones, by whom, at what cost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.apps.procedures import gateways, queries
from motcua.apps.procedures.commands import import_catalogue
from motcua.apps.procedures.models import Version
from motcua.apps.procedures.tests.factories import NOON, a_day, full_row, imported, importer, keeper
from motcua.kernel.actor import Actor, Role
from motcua.kernel.clock import office_time
from motcua.kernel.errors import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget() -> None:
    queries.forget()


def test_the_shipped_catalogue_is_imported_whole_and_only_once(django_assert_max_num_queries: Any) -> None:
    rows = list(gateways.lines_of(gateways.SHIPPED))
    with django_assert_max_num_queries(25):
        first = import_catalogue(rows, actor=importer(), at=NOON)
    again = import_catalogue(rows, actor=importer(), at=NOON)
    assert (first.created, first.problems) == (466, ())
    assert (again.created, again.changed, again.unchanged) == (0, 0, 466)
    assert again.revision == first.revision
    assert queries.counts(on=a_day()).full == 371


def test_the_cost_of_an_import_does_not_grow_with_its_rows() -> None:
    costs = []
    for start, rows in ((0, 3), (100, 90)):
        with CaptureQueriesContext(
            connection,
        ) as spent:
            imported(*(full_row(f"9.{start + number:06}") for number in range(rows)))
        costs.append(len(spent))
    assert costs[1] - costs[0] <= 2


def test_a_bad_row_is_told_and_stops_nobody() -> None:
    rows = [
        json.dumps(full_row("9.990001")),
        "{hỏng",
        json.dumps(full_row("9.990002", name="")),
        "",
        json.dumps(full_row("9.990001")),
        json.dumps(full_row("9.990003", name="Ký tự hỏng \x00")),
        json.dumps(full_row("9.990004", effective_from="hôm qua")),
        "[]",
        json.dumps(full_row("9.990005")),
    ]
    report = import_catalogue(rows, actor=importer(), at=NOON)
    assert (report.seen, report.created) == (8, 2)
    assert [(p.line, p.field) for p in report.problems] == [
        (2, ""), (3, "name"), (5, "code"), (6, ""), (7, "effective_from"), (8, ""),
    ]  # fmt: skip
    assert all(p.reason for p in report.problems)


@pytest.mark.parametrize(
    "row",
    [
        {"code": "9.990001", "title": "Mẫu", "field": "Mẫu", "offers": [{"channel": "x"}]},
        {"code": "9.990001", "title": "Mẫu", "field": "Mẫu", "offers": [{"channel": 9}]},
        {"code": "9.990001", "title": "Mẫu", "field": "Mẫu", "offers": [{"channel": 1, "term": {"unit": "year"}}]},
        {"code": "9.990001", "title": "Mẫu", "field": "Mẫu", "offers": [{"channel": 1, "fee": {"lines": [{}]}}]},
        {"code": "9.990001", "title": "Mẫu", "field": "Mẫu", "cases": 5},
        {"title": "Mẫu", "field": "Mẫu"},
    ],
)
def test_a_crooked_row_of_facts_is_refused(row: dict[str, object]) -> None:
    report = imported(row)
    assert (report.created, len(report.problems)) == (0, 1)


def test_full_texts_come_with_the_file_and_stay_when_facts_come_alone() -> None:
    imported(full_row())
    facts = {**Version.objects.get().document}
    report = imported(facts)
    assert (report.changed, report.unchanged) == (0, 1)
    assert queries.in_force("9.990001", on=a_day()).texts.steps == ("Bước một mẫu.",)


def test_changed_content_makes_the_next_version_from_the_day_of_import() -> None:
    imported(full_row())
    report = imported(full_row(name="Tên mới"), at=office_time(2026, 8, 1, 9))
    assert report.changed == 1
    assert queries.in_force("9.990001", on=a_day(31, 7)).title == "Thủ tục mẫu 9.990001"
    assert queries.in_force("9.990001", on=a_day(1, 8)).title == "Tên mới"


@pytest.mark.parametrize("actor", [Actor.public(), keeper(role=Role.CLERK), keeper(role=Role.DIRECTOR)])
def test_nobody_but_a_keeper_imports(actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        import_catalogue([full_row()], actor=actor, at=NOON)
    assert not Version.objects.exists()


def test_the_command_line_imports_a_file_and_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(full_row()) + "\nhỏng\n", "utf-8")
    call_command("catalogue_import", str(path))
    told = capsys.readouterr()
    assert "2 thủ tục: 1 mới" in told.out
    assert "Dòng 2" in told.err


@pytest.mark.parametrize("arguments", [[], ["/nowhere/none.jsonl"]])
def test_the_command_line_says_what_is_missing(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("catalogue_import", *arguments)
