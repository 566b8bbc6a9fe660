"""A person or an organisation as somebody stated it: frozen, checked gently, never corrected by the machine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from motcua.apps.parties.states import TAX_CODE, Basis, NumberKind, Sex
from motcua.kernel.text import fold, nfc


class PartyKind(StrEnum):
    """Who may stand in a dossier."""

    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Birth:
    """A birth as papers give it: many old people's papers hold the year alone."""

    year: int
    month: int | None = None
    day: int | None = None

    def problem(self) -> str:
        """Why this cannot be a date, in words for the field; '' when it can."""
        if not 1880 <= self.year <= 9999:
            return "Năm sinh gồm bốn chữ số, ví dụ 1952."
        if self.day is not None and self.month is None:
            return "Xin ghi cả tháng sinh, hoặc chỉ ghi năm sinh."
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError:
            return "Ngày sinh này không có trên lịch. Xin xem lại giấy tờ."
        return ""

    def written(self) -> str:
        """As the slip prints it: 21/11/1952, 11/1952 or 1952."""
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.insert(0, f"{self.month:02d}")
        if self.day is not None:
            parts.insert(0, f"{self.day:02d}")
        return "/".join(parts)


_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_CONTACT_PROBLEMS = {
    "phone": "Số điện thoại gồm 9 đến 15 chữ số. Không có điện thoại thì xin để trống.",
    "email": "Địa chỉ thư điện tử có dạng ten@noi.vn. Không có thì xin để trống.",
}
_LONGEST = 500
_TOO_LONG = "Xin ghi ngắn hơn 500 chữ, trên một dòng."


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonStated:
    """A person as stated. One word is a whole name for some; a telephone is not a person and may be missing."""

    name: str
    #: How another paper of theirs spells the name; which is right is not for a machine to say.
    also: str = ""
    birth: Birth | None = None
    sex: Sex = Sex.UNSTATED
    number: str = ""
    number_kind: NumberKind = NumberKind.CITIZEN
    phone: str = ""
    email: str = ""
    address: str = ""
    #: Code of the commune of the day that the address names, as its writer confirmed; '' where nobody knows.
    address_unit: str = ""
    nationality: str = ""
    tax_code: str = ""

    @property
    def kind(self) -> PartyKind:
        """A person."""
        return PartyKind.PERSON

    def problems(self, *, today: date) -> dict[str, str]:
        """What must be mended before it can be kept, field by field."""
        found = _shared_problems(self, name_asked="Xin ghi họ và tên như trên giấy tờ.")
        if self.birth is not None:
            told = self.birth.problem()
            if not told and date(self.birth.year, self.birth.month or 1, self.birth.day or 1) > today:
                told = "Ngày sinh chưa tới. Xin xem lại giấy tờ."
            found |= {"birth": told} if told else {}
        return found | _number_problem(self.number, self.number_kind)

    def warnings(self) -> tuple[str, ...]:
        """What an officer should look at twice; never a reason to refuse (papers themselves hold mistakes)."""
        if self.number_kind is not NumberKind.CITIZEN or not re.fullmatch(r"[0-9]{12}", self.number):
            return ()
        year = self.birth.year if self.birth else None
        return mismatches(self.number, sex=self.sex, birth_year=year)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationStated:
    """An organisation as stated, and who speaks for it."""

    name: str
    tax_code: str = ""
    number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    representative: str = ""

    @property
    def kind(self) -> PartyKind:
        """An organisation."""
        return PartyKind.ORGANISATION

    def problems(self, *, today: date) -> dict[str, str]:  # noqa: ARG002 -- one shape for both kinds
        """What must be mended before it can be kept, field by field."""
        found = _shared_problems(self, name_asked="Xin ghi tên tổ chức như trên giấy đăng ký.")
        if self.tax_code and not re.fullmatch(r"[0-9]{10}(-?[0-9]{3})?|[0-9]{12}", self.tax_code):
            found["tax_code"] = "Mã số thuế gồm 10, 12 hoặc 13 chữ số."
        return found

    def warnings(self) -> tuple[str, ...]:
        """None that a machine could see."""
        return ()


Stated = PersonStated | OrganisationStated


@dataclass(frozen=True, slots=True)
class Card:
    """What the QR code of an identity card says; a proof of nothing until the card itself was looked at."""

    number: str
    old_number: str
    name: str
    birth_date: date
    sex: Sex
    address: str
    issue_date: date
    warnings: tuple[str, ...]

    def stated(self) -> PersonStated:
        """The person as the card states them."""
        birth = Birth(self.birth_date.year, self.birth_date.month, self.birth_date.day)
        return PersonStated(name=self.name, birth=birth, sex=self.sex, number=self.number, address=self.address)


@dataclass(frozen=True, slots=True)
class PartyView:
    """One party of a dossier as it stands now."""

    id: UUID
    dossier_id: UUID
    centre_id: int
    stated: Stated
    revision: int


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction of a party: what stood there before it, who mended it when (the actor's label), and why."""

    party_id: UUID
    before: Stated
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class PartyHit:
    """Where a searched number, phone or name stands: ids only."""

    party_id: UUID
    dossier_id: UUID
    centre_id: int


@dataclass(frozen=True, slots=True)
class Namesake:
    """Where somebody of a number or a name stands: the same number, or an equal name and what else was stated."""

    dossier_id: UUID
    same_number: bool
    birth: str
    numbered: bool


@dataclass(frozen=True, slots=True)
class MandateStated:
    """One person acting for another: why, what they are to each other, for what, until when (None: not said)."""

    basis: Basis
    relation: str = ""
    scope: str = ""
    until: date | None = None
    paper_id: UUID | None = None

    @classmethod
    def chosen(cls, choice: str, *, relation: str = "", scope: str = "", until: date | None = None) -> MandateStated:
        """What a form's choice says: kin by the word the law has for them, with their own beside it; else their own."""
        basis, _colon, kin = choice.partition(":")
        if basis == Basis.KIN:
            own = nfc(relation)
            told = f"{kin} ({own})" if own and own.casefold() != kin.casefold() else kin
            return cls(Basis.KIN, told, scope, until)
        return cls(Basis(basis) if basis in set(Basis) else Basis.PROXY, relation, scope, until)

    def to_json(self) -> dict[str, str]:
        """To be kept with what is prepared; a paper is no part of that."""
        until = self.until.isoformat() if self.until else ""
        return {"basis": self.basis.value, "relation": self.relation, "scope": self.scope, "until": until}

    @classmethod
    def from_json(cls, kept: Mapping[str, str]) -> MandateStated:
        """What `to_json` gave."""
        until = date.fromisoformat(kept["until"]) if kept["until"] else None
        return cls(Basis(kept["basis"]), kept["relation"], kept["scope"], until)

    def is_kin(self, word: str) -> bool:
        """Whether this is the kin the law has this word for, whatever was written beside it."""
        return self.basis is Basis.KIN and (self.relation == word or self.relation.startswith(f"{word} ("))

    def problems(self, *, today: date) -> dict[str, str]:
        """What cannot be so, by field."""
        found = {}
        if not self.relation.strip():
            found["relation"] = "Xin ghi ông/bà là gì của người đó."
        if self.until is not None and self.until < today:
            found["until"] = "Giấy uỷ quyền đã hết hạn. Xin xem lại ngày hết hạn."
        return found


@dataclass(frozen=True, slots=True)
class MandateView:
    """A mandate as kept with its dossier."""

    grantor_id: UUID
    grantee_id: UUID
    stated: MandateStated

    def has_ended(self, *, on: date) -> bool:
        """Whether its last day lies before this one."""
        return self.stated.until is not None and self.stated.until < on


def mismatches(number: str, *, sex: Sex, birth_year: int | None) -> tuple[str, ...]:
    """Where a 12-digit number disagrees with what is stated: its 4th digit tells sex and century, two more the year."""
    said = []
    if sex is not Sex.UNSTATED and (int(number[3]) % 2 == 0) != (sex is Sex.MALE):
        said.append("sex_mismatch")
    if birth_year is not None and 1900 + int(number[3]) // 2 * 100 + int(number[4:6]) != birth_year:
        said.append("year_mismatch")
    return tuple(said)


def to_json(stated: Stated) -> dict[str, Any]:
    """The document kept (ciphered): no empty fields."""
    told = {key: value for key, value in _fields_of(stated).items() if value or key == "name"}
    if birth := told.get("birth"):
        told["birth"] = _fields_of(birth)
    return {"kind": str(stated.kind)} | told


def _fields_of(value: Any) -> dict[str, Any]:
    """The fields of a dataclass by name; `asdict` would copy each value deeply, at twenty times the cost."""
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def from_json(document: Mapping[str, Any]) -> Stated:
    """What `to_json` was given."""
    given = {key: value for key, value in document.items() if key != "kind"}
    if document["kind"] == PartyKind.ORGANISATION:
        return OrganisationStated(**given)
    birth = Birth(**given.pop("birth")) if "birth" in given else None
    sex, number_kind = Sex(given.pop("sex", "")), NumberKind(given.pop("number_kind", NumberKind.CITIZEN))
    return PersonStated(birth=birth, sex=sex, number_kind=number_kind, **given)


def number_named(stated: Stated) -> tuple[str, str]:
    """What a page calls somebody's number, and the number: by its kind; who has none is known by their tax code."""
    if stated.number or not stated.tax_code:
        return str(_kind_of(stated).label), stated.number
    return str(TAX_CODE), stated.tax_code


def number_on_paper(stated: Stated) -> tuple[str, str]:
    """The same as a paper of the office labels it; an organisation's is its tax code, where it told one."""
    if stated.tax_code and (isinstance(stated, OrganisationStated) or not stated.number):
        return str(TAX_CODE), stated.tax_code
    return _kind_of(stated).on_paper, stated.number


def _kind_of(stated: Stated) -> NumberKind:
    return stated.number_kind if isinstance(stated, PersonStated) else NumberKind.OTHER


def tidy_name(name: str) -> str:
    """The name in the only form kept: NFC, blanks joined; letters stay as written."""
    return nfc(name)


def name_key(name: str) -> str:
    """What two spellings of one name share, for the blind index."""
    return fold(name)


def number_key(number: str) -> str:
    """A paper's number without blanks and marks, in capitals."""
    return re.sub(r"[\s.\-]", "", number).upper()


def phone_key(phone: str) -> str:
    """A telephone number as dialled inside the country: digits, 0 for +84."""
    digits = re.sub(r"\D", "", phone)
    if phone.strip().startswith("+84") or (digits.startswith("84") and len(digits) == 11):
        return "0" + digits[2:]
    return digits


def is_number(text: str) -> bool:
    """Whether what somebody typed to search is a paper's number or a telephone, whatever stands between its digits."""
    if re.fullmatch(r"[\d\s.,/()+\-]+", text.strip()):
        return len(phone_key(text)) >= 9
    return re.fullmatch(r"[A-Z]{1,2}[0-9]{6,9}", number_key(text)) is not None


def _shared_problems(stated: Stated, *, name_asked: str) -> dict[str, str]:
    found = {}
    if not any(c.isalpha() for c in stated.name):
        found["name"] = name_asked
    if stated.phone and not 9 <= len(phone_key(stated.phone)) <= 15:
        found["phone"] = _CONTACT_PROBLEMS["phone"]
    if stated.email and not _EMAIL.fullmatch(stated.email):
        found["email"] = _CONTACT_PROBLEMS["email"]
    for key, value in _fields_of(stated).items():
        if isinstance(value, str) and (len(value) > _LONGEST or any(ord(c) < 32 for c in value)):
            found.setdefault(key, _TOO_LONG)
    return found


def _number_problem(number: str, kind: NumberKind) -> dict[str, str]:
    plain = number_key(number)
    if not number:
        return {}
    if kind is NumberKind.CITIZEN and not re.fullmatch(r"[0-9]{12}", plain):
        return {"number": "Số định danh cá nhân gồm 12 chữ số. Giấy tờ khác thì xin chọn đúng loại giấy tờ."}
    if kind is NumberKind.OLD_IDENTITY and not re.fullmatch(r"[0-9]{9}", plain):
        return {"number": "Số chứng minh nhân dân gồm 9 chữ số."}
    if len(plain) < 3:
        return {"number": "Xin ghi đủ số trên giấy tờ."}
    return {}
