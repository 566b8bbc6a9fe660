"""Events of a life name procedures of the catalogue, each once, in the order they are needed."""

from __future__ import annotations

from motcua.apps.procedures import gateways, queries
from motcua.apps.procedures.tests.factories import a_day, full_row, imported, shipped


def test_every_code_of_a_life_event_is_in_the_catalogue() -> None:
    known = shipped()
    assert [(e.key, code) for e in gateways.life_events() for code in e.codes if code not in known] == []


def test_no_event_is_empty_or_names_a_procedure_twice() -> None:
    events = gateways.life_events()
    assert len({event.key for event in events}) == len(events)
    assert [event.key for event in events if not event.codes or len(set(event.codes)) < len(event.codes)] == []


def test_rows_come_in_the_order_asked_for_and_only_what_is_in_force(db: None) -> None:
    imported(full_row("9.990001"), full_row("9.990002"))
    rows = queries.rows_of(["9.990002", "9.999999", "9.990001"], on=a_day())
    assert [row.code for row in rows] == ["9.990002", "9.990001"]
