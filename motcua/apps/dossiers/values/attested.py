"""How somebody at the counter stood to what is written, when they cannot sign or do not speak Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum


class Manner(StrEnum):
    """How the person confirmed."""

    SIGNATURE = "signature"
    THUMB = "thumb"


@dataclass(frozen=True, slots=True)
class Attested:
    """A signature, or a thumb print before a named witness; who interpreted, and from which language."""

    manner: Manner = Manner.SIGNATURE
    witness: str = ""
    interpreter: str = ""
    language: str = ""

    def problems(self) -> dict[str, str]:
        """What must be mended before it can be kept, field by field."""
        found = {}
        if self.manner is Manner.THUMB and not self.witness:
            found["witness"] = "Điểm chỉ thì xin ghi họ tên người làm chứng."
        if self.interpreter and not self.language:
            found["language"] = "Xin ghi phiên dịch từ tiếng nào."
        if self.language and not self.interpreter:
            found["interpreter"] = "Xin ghi họ tên người phiên dịch."
        return found

    def to_json(self) -> dict[str, str] | None:
        """The document kept (ciphered); None for a plain signature, which needs none."""
        kept = {key: str(value) for key, value in asdict(self).items() if value}
        return None if kept == {"manner": str(Manner.SIGNATURE)} else kept


#: A plain signature.
SIGNED = Attested()


def attested_of(kept: Mapping[str, str] | None) -> Attested | None:
    """What `to_json` was given; None where nobody attested anything but by signing."""
    if not kept:
        return None
    return Attested(**{**kept, "manner": Manner(kept["manner"])})  # type: ignore[arg-type]
