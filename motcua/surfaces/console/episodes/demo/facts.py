"""Catalogue facts the demonstration sets and signs, so that real procedures can be filed, promised and charged.

Real centres set them by a decision of their own; these are made up, say so in their source, and count for this
database alone. One keeper sets each, the other signs.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from motcua.apps.procedures import commands as procedures
from motcua.kernel.actor import Actor, Role

SOURCE = "Quyết định mẫu của Xã Suối Mẫu (bịa ra để chạy thử, không phải văn bản thật)"

BIRTH, DEATH, EXTRACT, MARRIAGE = "1.001193", "1.000656", "2.000635", "1.000894"
SINGLE, BIRTH_AGAIN, BUSINESS = "1.004873", "1.004884", "2.000720"
#: Registering a marriage again: two sign it. Marriage itself is filed on the National Portal, here too.
MARRIAGE_AGAIN, GROOM, BRIDE = "1.004746", "Bên nam", "Bên nữ"
LAND, LAND_FIRST = "1.012753", "1.013978"
COPY, SIGNATURE, PENSION, RESIDENCE = "2.000815", "2.000884", "1.014027", "1.004194"
FUNERAL, DEATH_AGAIN = "1.001731", "1.005461"

_SAME_DAY = {"quantity": "1", "unit": "same_day"}


def _days(quantity: int) -> dict[str, object]:
    return {"quantity": str(quantity), "unit": "working_day"}


#: (procedure, path, value)
FACTS: tuple[tuple[str, str, object], ...] = (
    *((code, "online_where", "here") for code in (BIRTH, DEATH, EXTRACT, SINGLE, BIRTH_AGAIN, BUSINESS, LAND)),
    (MARRIAGE_AGAIN, "online_where", "here"),
    (MARRIAGE_AGAIN, "signatories", {"roles": [GROOM, BRIDE], "before": "decision"}),
    *((code, "online_where", "portal") for code in (MARRIAGE, FUNERAL, DEATH_AGAIN)),
    *((code, "supplement_days", 15) for code in (BIRTH, DEATH, EXTRACT, SINGLE, BIRTH_AGAIN, BUSINESS)),
    *((code, "supplement_days", 15) for code in (LAND, LAND_FIRST, MARRIAGE, MARRIAGE_AGAIN)),
    *((code, "term:*", _SAME_DAY) for code in (BIRTH, DEATH, EXTRACT)),
    (MARRIAGE, "term:*", _days(1)),
    (MARRIAGE_AGAIN, "term:*", _days(5)),
    (SINGLE, "term:*", _days(3)),
    (BUSINESS, "term:*", _days(3)),
    (BIRTH_AGAIN, "term:1", _days(5)),
    (BIRTH_AGAIN, "term:2", _days(4)),
    (BIRTH_AGAIN, "term:3", _days(6)),
    (LAND, "duty_pauses", True),
    (LAND_FIRST, "duty_pauses", True),
    (BUSINESS, "fee:*", {"lines": [{"line": "Lệ phí mẫu", "amount": 99000}]}),
    (BUSINESS, "exemptions", [{"class": "poor", "name": "Hộ nghèo (mẫu)", "percent_off": 100}]),
    (
        SINGLE,
        "process",
        [
            {"key": "appraise", "name": "Thẩm định hồ sơ", "role": str(Role.SPECIALIST), "budget_minutes": 720},
            {"key": "sign", "name": "Ký duyệt", "role": str(Role.LEADER), "budget_minutes": 240},
        ],
    ),
)


def settle(*, keeper: Actor, signer: Actor, at: datetime) -> Iterator[int]:
    """Set and sign each fact; yields after each."""
    for code, path, value in FACTS:
        number = procedures.set_fact(code=code, path=path, value=value, source=SOURCE, actor=keeper, at=at)
        procedures.sign_fact(fact_id=number, actor=signer, at=at)
        yield number
