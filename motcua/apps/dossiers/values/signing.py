"""Several people who sign one filing: what the filer says of them, and how far each has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from motcua.apps.parties.values import PersonStated

#: Said of a link that would reach whoever files, or helps, by the telephone they sign in with.
PHONE_OF_WHO_FILES = (
    "Đây là điện thoại của người đang nộp hoặc người giúp nộp. Xin ghi điện thoại riêng của người ấy; "
    "dùng chung điện thoại thì người ấy xin ký tại quầy."
)


@dataclass(frozen=True, slots=True)
class SignatoryNamed:
    """What the filer says of one role: the person, or nobody known yet; asked by a link, or signing at the counter."""

    role: str
    person: PersonStated | None = None
    #: The filer signs in this role, and confirms by filing.
    is_filer: bool = False
    #: They sign at the counter: known by name, and sent no link.
    at_counter: bool = False


@dataclass(frozen=True, slots=True)
class SignatoryRow:
    """One of several signatories as officers and the filer see it."""

    id: UUID
    role: str
    party: UUID | None
    asked_at: datetime | None
    confirmed_at: datetime | None
    confirmed_by: str
    declined_at: datetime | None

    @property
    def awaited(self) -> bool:
        """Whether nothing was heard of them yet."""
        return self.confirmed_at is None and self.declined_at is None


@dataclass(frozen=True, slots=True)
class Invited:
    """What somebody with a link may know once they have shown who they are: the filing, never its papers."""

    id: UUID
    dossier_id: UUID
    centre_id: int
    version_id: int
    role: str
    filer_name: str
    submitted_at: datetime
    phone: str


class Over(StrEnum):
    """Why a link opens nothing: what its holder can do next differs, and nothing of the filing is told."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REPLACED = "replaced"
    ANSWERED = "answered"
    CLOSED = "closed"
