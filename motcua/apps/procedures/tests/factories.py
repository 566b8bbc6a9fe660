"""Rows, people and versions that tests of the catalogue (and of other apps) make up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from motcua.apps.procedures import gateways
from motcua.apps.procedures.commands import import_catalogue
from motcua.apps.procedures.rules.intake import FIRST_DAY, take
from motcua.apps.procedures.rules.views import Head, Settled, version_view
from motcua.apps.procedures.values import ImportReport, VersionView
from motcua.kernel.actor import Actor, ActorKind, Duty, Role
from motcua.kernel.clock import office_time

NOON = office_time(2026, 7, 20, 12)
CENTRE, OTHER_CENTRE = 901, 902


def keeper(account_id: int = 1, *, role: Role = Role.KEEPER, centre_id: int = CENTRE) -> Actor:
    """Somebody who keeps the catalogue."""
    return Actor(kind=ActorKind.STAFF, account_id=account_id, duties=frozenset({Duty(role, centre_id)}))


def importer() -> Actor:
    """The program itself at its start."""
    return Actor.system("catalogue-import")


def full_row(code: str = "9.990001", **changes: Any) -> dict[str, Any]:
    """A made-up procedure in the full format: three working days at the counter, 20,000 đồng a case."""
    fee = {"text": "20,000 Việt Nam Đồng", "amount": 20000, "note": "/trường hợp"}
    method = {"channel": "Trực tiếp", "time_text": "3 Ngày làm việc", "time_qty": 3, "time_unit": "Ngày làm việc"}
    return {
        "code": code,
        "name": f"Thủ tục mẫu {code}",
        "decision": "1/QĐ-MẪU",
        "levels": ["xa"],
        "field": "Lĩnh vực mẫu",
        "ministry": "Bộ Mẫu",
        "competent_agency": "Ủy ban nhân dân xã Mẫu",
        "steps": ["Bước một mẫu."],
        "methods": [{**method, "fees": [fee]}],
        "components": [{"case": None, "items": [{"name": "Tờ khai mẫu", "originals": 1, "copies": 0}]}],
        "legal_basis": [{"code": "1/2026/NĐ-MẪU", "name": "Nghị định mẫu"}],
        "results": [{"name": "Giấy mẫu", "code": "KQ.1"}],
        "detail": True,
        "as_of": "2026-07",
        **changes,
    }


def imported(*rows: Mapping[str, object], at: datetime = NOON) -> ImportReport:
    """Import rows as the program does."""
    return import_catalogue(rows, actor=importer(), at=at)


def view_of(row: Mapping[str, object], overlay: Mapping[str, Settled] | None = None) -> VersionView:
    """The view of a row without a database."""
    taken = take(row, overlay or {})
    return version_view(taken.document, taken.settled, taken.texts, Head(1, 1, FIRST_DAY, None))


def shipped() -> dict[str, VersionView]:
    """The shipped catalogue with its overlay, without a database."""
    rows = (json.loads(line) for line in gateways.lines_of(gateways.SHIPPED))
    return {row["code"]: view_of(row, gateways.overlay()) for row in rows}


def a_day(day: int = 20, month: int = 7) -> date:
    """A day of 2026."""
    return date(2026, month, day)
