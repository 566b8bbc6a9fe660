"""From a full row of the national catalogue to facts alone: no sentence of anybody else passes here.

What the source lost is not guessed: a number without a unit, an amount of 0, two answers for one channel
are unknown, and what stood there is kept as `raw` for the person who will set the fact (design §5).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from motcua.apps.procedures.rules.document import BadRow, Document, listed, text_of
from motcua.apps.procedures.rules.fees import fee_of
from motcua.apps.procedures.rules.papers import cases_of, shortened
from motcua.kernel.text import nfc

CHANNELS = {"Trực tiếp": 1, "Trực tuyến": 2, "Dịch vụ bưu chính": 3}
#: "Giờ" is counted in office hours, as the national index and the deployed systems do (domain §3.1, §3.3).
UNITS = {"Ngày làm việc": "working_day", "Ngày": "day", "Giờ": "working_hour", "Tháng": "month"}
LEVELS = frozenset({"bo", "tinh", "xa", "khac"})
_CODE = re.compile(r"\d\.\d{6}\Z")


def distil(row: Mapping[str, object]) -> Document:
    """The facts of one full row. Raises BadRow with the field and a Vietnamese reason."""
    code = text_of(row, "code")
    if not _CODE.match(code):
        raise BadRow("code", "Mã thủ tục phải có dạng 1.234567.")
    title = text_of(row, "name")
    if not title:
        raise BadRow("name", "Thiếu tên thủ tục.")
    if not text_of(row, "field"):
        raise BadRow("field", "Thiếu lĩnh vực.")
    full = bool(row.get("detail"))
    document: Document = {
        "code": code,
        "title": title,
        "field": text_of(row, "field"),
        "ministry": text_of(row, "ministry"),
        "decision": text_of(row, "decision"),
        "levels": [level for level in _texts(row, "levels") if level in LEVELS],
        "subjects": _texts(row, "subjects"),
        "agency": text_of(row, "competent_agency") or text_of(row, "executing_agency"),
        "cases": cases_of(listed(row, "components")),
        "offers": _offers(listed(row, "methods")),
        "legal": _legal(listed(row, "legal_basis")),
        "results": _results(listed(row, "results")),
        "online": row.get("online") if isinstance(row.get("online"), bool) else None,
        "as_of": text_of(row, "as_of"),
        "url": text_of(row, "url"),
        "source": text_of(row, "source"),
        "full": full,
    }
    return {key: value for key, value in document.items() if value not in ("", [], None)}


def texts(row: Mapping[str, object]) -> Document:
    """The sentences of one full row: kept in the office's own database, never shipped."""
    notes = [text_of(method, "note") for method in listed(row, "methods")]
    notes += [text_of(fee, "note") for method in listed(row, "methods") for fee in listed(method, "fees")]
    found: Document = {
        "steps": _texts(row, "steps"),
        "conditions": str(row.get("conditions") or "").strip(),
        "description": str(row.get("description") or "").strip(),
        "notes": list(dict.fromkeys(note for note in notes if note)),
        "keywords": text_of(row, "keywords"),
    }
    return {key: value for key, value in found.items() if value}


def _texts(row: Mapping[str, object], key: str) -> list[str]:
    given = row.get(key)
    return [nfc(str(item)) for item in given if item] if isinstance(given, list) else []


def _offers(methods: Sequence[Mapping[str, object]]) -> list[Document]:
    """One offer a channel; rows of one channel that disagree leave the fact unknown."""
    offers = []
    for name, channel in CHANNELS.items():
        of_channel = [method for method in methods if method.get("channel") == name]
        if not of_channel:
            continue
        offer: Document = {"channel": channel, "term": _term(of_channel), "fee": fee_of(of_channel)}
        if any(text_of(m, "note") or any(text_of(f, "note") for f in listed(m, "fees")) for m in of_channel):
            offer["noted"] = True
        offers.append(offer)
    return sorted(offers, key=lambda offer: int(str(offer["channel"])))


def _term(methods: Sequence[Mapping[str, object]]) -> Document:
    stated = {(_quantity(m), UNITS.get(str(m.get("time_unit")), "")) for m in methods}
    raw = "; ".join(dict.fromkeys(text_of(m, "time_text")[:60] for m in methods if text_of(m, "time_text")))
    if len(stated) == 1:
        quantity, unit = stated.pop()
        if quantity and unit:
            return {"quantity": quantity, "unit": unit}
    return {"raw": raw} if raw else {}


def _quantity(method: Mapping[str, object]) -> str:
    """The number as text; "" where there is none or it is no length of time."""
    given = method.get("time_qty")
    if isinstance(given, bool) or not isinstance(given, int | float) or given <= 0:
        return ""
    return f"{given:g}"


def _legal(rows: Sequence[Mapping[str, object]]) -> list[str]:
    return list(dict.fromkeys(number for r in rows if (number := text_of(r, "code")) and len(number) <= 40))


def _results(rows: Sequence[Mapping[str, object]]) -> list[Document]:
    results = []
    for row in rows:
        name, cut = shortened(text_of(row, "name"))
        if name:
            result: Document = {"name": name, "code": text_of(row, "code")}
            results.append({**{k: v for k, v in result.items() if v}, **({"cut": True} if cut else {})})
    return results
