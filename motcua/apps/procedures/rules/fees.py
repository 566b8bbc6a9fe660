"""Reading a fee as the national catalogue shows it, trusting no amount that may mean something else.

The portal shows "Miễn phí" for every 0, also where the provincial council sets the fee; some amounts stand
beside a note that names other amounts. Only one plain amount in đồng is a stated fee (domain §6).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from motcua.apps.procedures.rules.document import Document, listed, text_of
from motcua.kernel.text import fold

#: Below this no fee can be paid in notes of daily use; the source has lost its thousands ("25 VNĐ").
LEAST_PLAUSIBLE = 1000

_AMOUNT = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\b\d{4,}\b(?=\s*(?:đồng|đ\b))")
_PER = re.compile(r"(?:[\d.,]+\s*(?:đồng|đ)\s*)?/\s*([^\W\d][^\d/.;:()]{1,30})\.?\Z")


def fee_of(methods: Sequence[Mapping[str, object]]) -> Document:
    """The fee of one channel: {"lines": [...]} where exactly one plain amount is stated, else {"raw": ...}."""
    lines = [(fee, text_of(method, "note")) for method in methods for fee in listed(method, "fees")]
    ours = [(fee, note) for fee, note in lines if "USD" not in text_of(fee, "text")]
    stated = {_line(fee, note) for fee, note in ours}
    if len(stated) == 1 and (line := stated.pop()):
        amount, per = line
        return {"lines": [{"amount": amount, **({"per": per} if per else {})}]}
    raw = "; ".join(dict.fromkeys(_bare(text_of(fee, "text")) for fee, _ in lines if text_of(fee, "text")))
    return {"raw": raw} if raw else {}


def _line(fee: Mapping[str, object], method_note: str) -> tuple[int, str] | None:
    """(amount, per what) of one line; None where the line cannot be charged as it stands."""
    amount, note = fee.get("amount"), text_of(fee, "note")
    if isinstance(amount, bool) or not isinstance(amount, int) or amount < LEAST_PLAUSIBLE:
        return None
    said = " ".join((text_of(fee, "text"), note, method_note))
    if "hoi dong nhan dan" in fold(said) or "hdnd" in fold(said):
        return None
    others = {int(re.sub(r"\D", "", found)) for found in _AMOUNT.findall(said)}
    if others - {amount}:
        return None
    per = _PER.match(note)
    return amount, per.group(1).strip().lower() if per else ""


def _bare(text: str) -> str:
    """The amount as shown, without the sentence some sources put behind it."""
    return text.split("(", maxsplit=1)[0].strip()[:60]
