"""The shape of one version's facts on disk and in the database: a plain JSON document, and how it is read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from motcua.kernel.text import nfc

Document = dict[str, object]
#: Characters one procedure may take, far above the longest known.
LONGEST_ROW = 2_000_000


class BadRow(ValueError):
    """A row that cannot be used: the field at fault and a Vietnamese reason for the person who sent it."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


def parsed(row: str) -> Mapping[str, object]:
    """A line of a file as the row it holds. Raises BadRow for what is too long, no JSON, or not one row."""
    if len(row) > LONGEST_ROW:
        raise BadRow("", "Dòng quá dài.")
    try:
        given = json.loads(row)
    except ValueError:
        raise BadRow("", "Dòng không phải JSON.") from None
    if not isinstance(given, dict):
        raise BadRow("", "Mỗi dòng phải là một thủ tục.")
    return given


def text_of(row: Mapping[str, object], key: str) -> str:
    """The text under a key in NFC with blanks joined; "" where there is none. Raises BadRow for anything else."""
    given = row.get(key)
    if given is None:
        return ""
    if not isinstance(given, str):
        raise BadRow(key, "Phải là chữ.")
    return nfc(given)


def listed(row: Mapping[str, object], key: str) -> Sequence[Mapping[str, object]]:
    """The rows under a key; () where there are none. Raises BadRow where something else stands there."""
    given = row.get(key)
    if given is None:
        return ()
    if not isinstance(given, list) or not all(isinstance(item, dict) for item in given):
        raise BadRow(key, "Phải là danh sách các mục.")
    return given


def under(document: Mapping[str, object], key: str) -> Mapping[str, object]:
    """The document nested under a key; {} where there is none."""
    given = document.get(key)
    return given if isinstance(given, dict) else {}


def words_of(document: Mapping[str, object], key: str) -> tuple[str, ...]:
    """The texts listed under a key; () where there are none."""
    given = document.get(key)
    return tuple(str(item) for item in given) if isinstance(given, list) else ()


def canonical(document: Mapping[str, object]) -> str:
    """The one spelling of a document: equal facts, equal text."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(document: Mapping[str, object]) -> str:
    """A fingerprint of a document: the same facts never make a second version."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()
