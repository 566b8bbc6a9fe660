"""The rules of e-forms answer the vectors; tests/journeys/test_eform.py asks the browser's rules the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from motcua.base.eforms import rules

VECTORS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "eform_vectors.json").read_text("utf-8"))
TODAY = "2026-11-25"


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_a_vector_is_answered(vector: dict[str, Any]) -> None:
    asked = rules.shown(vector["rules"], vector["order"], vector["values"])
    needed = rules.needed(vector["rules"], vector["required"], asked, vector["values"])
    faults = rules.faults(vector["rules"], asked, vector["values"], TODAY)
    assert (asked, needed, [list(fault) for fault in faults]) == (vector["shown"], vector["needed"], vector["faults"])


def test_every_word_of_the_language_is_in_a_vector() -> None:
    written = json.dumps(VECTORS)
    assert [
        word for word in (*rules.KINDS, "is", "filled", "all", "any", "not", "today") if f'"{word}"' not in written
    ] == []
