"""Filing with somebody's help: who helped, as what, and how the filer said yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from motcua.apps.dossiers.states import HelperKind, SaidBy
from motcua.apps.dossiers.values.attested import SIGNED, Attested


@dataclass(frozen=True, slots=True)
class HelperSaid:
    """What a helper without a duty says of themselves; `of`: whose relative, of which association."""

    kind: HelperKind
    of: str = ""

    def problems(self) -> dict[str, str]:
        """What must be mended, field by field."""
        if self.kind not in {HelperKind.RELATIVE, HelperKind.OTHER}:
            return {"kind": "Xin chọn ông/bà giúp với tư cách gì."}
        return {} if self.of.strip() else {"of": "Xin ghi ông/bà là gì của người nộp, hoặc ở tổ chức nào."}


@dataclass(frozen=True, slots=True)
class Helper:
    """Who helped: the name of the account that typed, as what, and of what."""

    kind: HelperKind
    name: str
    of: str = ""

    def to_json(self) -> dict[str, str]:
        """The document kept (ciphered)."""
        return {key: str(value) for key, value in asdict(self).items() if value}


def helper_of(kept: Mapping[str, str] | None) -> Helper | None:
    """What `to_json` was given; None where nobody helped."""
    if not kept:
        return None
    return Helper(kind=HelperKind(kept["kind"]), name=kept["name"], of=kept.get("of", ""))


@dataclass(frozen=True, slots=True)
class FilerSaid:
    """The filer's yes at the filing: the code of their telephone, or what an officer saw them put on the sheet.

    `account_id`: the filer's own account, where that telephone and the number stated are an account's.
    """

    by_code: bool
    attested: Attested = SIGNED
    account_id: int | None = None

    @property
    def way(self) -> SaidBy:
        """The way, as it is kept."""
        return SaidBy.CODE if self.by_code else SaidBy(str(self.attested.manner))


@dataclass(frozen=True, slots=True)
class Confirmation:
    """How far the filer's yes has come; `way` None while the signed sheet is awaited."""

    way: SaidBy | None
    at: datetime | None
