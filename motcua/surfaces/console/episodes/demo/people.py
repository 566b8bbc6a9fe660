"""The cast: officers with positions, passwords and second factors; Lan and forty made-up people of the commune."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from motcua.apps.identity import commands as identity
from motcua.apps.identity import queries as accounts
from motcua.apps.organization import commands as organization
from motcua.apps.organization import queries as positions
from motcua.apps.parties.states import Sex
from motcua.apps.parties.values import Birth, PersonStated
from motcua.kernel.actor import Actor, Role
from motcua.surfaces.console.episodes.demo.places import INSTALLER, Places

LAN = PersonStated(
    name="Nguyễn Mẫu Lan",
    birth=Birth(1990, 5, 12),
    sex=Sex.FEMALE,
    number="999000000001",
    phone="0000111222",
    address="Thôn 1, Xã Suối Mẫu",
)
#: Signs with Lan, by a link to his own telephone; he has no account.
HUNG = PersonStated(name="Đinh Mẫu Hùng", birth=Birth(1988), sex=Sex.MALE, number="999088000077", phone="0000333444")
#: A mother and her son, who share one telephone.
THU = PersonStated(
    name="Trần Mẫu Thu", birth=Birth(1970), sex=Sex.FEMALE, number="999170000111", phone="0000222333",
    address="Thôn 4, Xã Suối Mẫu",
)  # fmt: skip
TI = PersonStated(name="Lê Mẫu Tí", birth=Birth(2002, 3, 9), sex=Sex.MALE, number="999202000222", phone=THU.phone)
#: Those with an account beside the forty, by the word a story has for them.
KNOWN: Mapping[str, PersonStated] = {"lan": LAN, "thu": THU, "ti": TI}
#: Names by which `bin/motcua code` knows citizens.
CITIZENS: Mapping[str, str] = {**{word: one.phone for word, one in KNOWN.items()}, "hung": HUNG.phone}
HOW_MANY = 40
#: How many of the forty have an account of their own; the others come to the counter.
WITH_ACCOUNT = 15
HOA_KEEPS = frozenset({"ho-tich", "chung-thuc", "nuoi-con-nuoi"})
POLICE_KEEPS = frozenset({"dang-ky-quan-ly-cu-tru"})
#: The inspector may look for so long.
INSPECTION = timedelta(days=30)

_SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ")
_WOMEN = ("An", "Bình", "Cúc", "Đào", "Hạnh", "Hường", "Liên", "Mai", "Nga", "Phượng")
_MEN = ("Ba", "Cường", "Dương", "Hải", "Khoa", "Lâm", "Nam", "Phúc", "Thịnh", "Út")
#: Letters and digits nobody takes for another.
_SIGNS = "abcdefghkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Officer:
    """One officer of the cast; no fields means every field of work, None the fields that are left over."""

    username: str
    name: str
    role: Role
    title: str
    fields: frozenset[str] | None = frozenset()
    away: bool = False


OFFICERS = (
    Officer("tuan", "Phạm Mẫu Tuấn", Role.LEADER, "Phó Chủ tịch Uỷ ban nhân dân"),
    Officer("son", "Vũ Mẫu Sơn", Role.DIRECTOR, "Giám đốc Trung tâm"),
    Officer("minh", "Trần Mẫu Minh", Role.CLERK, "Cán bộ tiếp nhận và trả kết quả"),
    Officer("hoa", "Lê Mẫu Hoa", Role.SPECIALIST, "Công chức Tư pháp – Hộ tịch", HOA_KEEPS),
    Officer("dung", "Ngô Mẫu Dũng", Role.SPECIALIST, "Công chức Kinh tế và Văn hoá – Xã hội", None),
    Officer("van", "Đỗ Mẫu Vân", Role.RECORDS, "Văn thư"),
    Officer("hien", "Bùi Mẫu Hiền", Role.GUIDE, "Người hướng dẫn tại cửa"),
    Officer("cong", "Đinh Mẫu Công", Role.SECONDED, "Công an xã, ngồi tại Trung tâm", POLICE_KEEPS),
    Officer("tinh", "Lý Mẫu Tình", Role.VOLUNTEER, "Tổ công nghệ số cộng đồng Thôn 3"),
    Officer("khanh", "Trịnh Mẫu Khánh", Role.KEEPER, "Phụ trách danh mục thủ tục"),
    Officer("loan", "Mai Mẫu Loan", Role.KEEPER, "Kiểm tra danh mục thủ tục"),
    Officer("hanh", "Đặng Mẫu Hạnh", Role.PROVINCE, "Văn phòng Uỷ ban nhân dân tỉnh"),
    Officer("quan", "Hoàng Mẫu Quân", Role.ADMINISTRATOR, "Quản trị hệ thống"),
    Officer("thanh", "Cao Mẫu Thanh", Role.AUDITOR, "Thanh tra, có thời hạn"),
    Officer("stranger", "Hồ Mẫu Khách", Role.CLERK, "Cán bộ tiếp nhận Xã Đồi Mẫu", away=True),
)


@dataclass(frozen=True, slots=True)
class Member:
    """An officer who can act, with the password of this install."""

    officer: Officer
    actor: Actor
    password: str


@dataclass(slots=True)
class Cast:
    """Everybody who plays."""

    members: dict[str, Member] = field(default_factory=dict)
    #: The forty, and which of them (by place) have an account.
    people: list[PersonStated] = field(default_factory=list)
    accounts: dict[str, Actor] = field(default_factory=dict)

    def actor(self, username: str) -> Actor:
        """An officer by username."""
        return self.members[username].actor


def engage(places: Places, *, fields: Sequence[str], at: datetime, now: datetime) -> Cast:
    """Give every officer an account, a confirmed second factor and a position since `at`."""
    cast, posts = Cast(), dict[str, int]()
    for officer in OFFICERS:
        centre_id = places.doi if officer.away else places.suoi
        above = posts.get("tuan" if officer.username in {"son", "hoa", "dung"} else "son")
        post = organization.create_position(
            centre_id=centre_id,
            role=officer.role,
            title=officer.title,
            fields=_fields(officer, fields),
            reports_to=None if officer.away or officer.role in {Role.PROVINCE, Role.AUDITOR} else above,
            actor=INSTALLER,
            at=at,
        )
        posts[officer.username] = post
        cast.members[officer.username] = _hire(officer, post, at=at, now=now)
    return cast


def settle_people(cast: Cast, rng: Random, *, at: datetime) -> None:
    """Make the forty, and accounts for Lan and some of them, registered by a code as anybody would."""
    cast.people = [_person(n, rng) for n in range(HOW_MANY)]
    for person in (*KNOWN.values(), *cast.people[:WITH_ACCOUNT]):
        address, device = "192.0.2.1", "demo"
        code = identity.request_code(phone=person.phone, address=address, at=at)
        token = identity.register_citizen(
            name=person.name,
            phone=person.phone,
            code=code,
            number=person.number,
            address=address,
            device=device,
            at=at,
        )
        signed_in = positions.actor_of_session(token, at=at)
        assert signed_in is not None
        identity.sign_out(session_id=signed_in.session_id, actor=signed_in.actor, at=at)
        cast.accounts[person.number] = signed_in.actor


def _hire(officer: Officer, post: int, *, at: datetime, now: datetime) -> Member:
    password = "".join(secrets.choice(_SIGNS) for _ in range(12))
    account_id = identity.create_staff(
        username=officer.username, name=officer.name, password=password, actor=INSTALLER, at=at, demo=True
    )
    until = now + INSPECTION if officer.role is Role.AUDITOR else None
    organization.appoint(position_id=post, account_id=account_id, since=at, until=until, actor=INSTALLER, at=at)
    identity.enrol_second_factor(account_id=account_id, actor=INSTALLER, at=at)
    _confirm_second_factor(officer.username, password, at=at)
    return Member(officer=officer, actor=positions.actor_for(account_id, at), password=password)


def _confirm_second_factor(username: str, password: str, *, at: datetime) -> None:
    """Sign in once, so that the first page a visitor sees asks for a code and not for an enrolment."""
    token = identity.sign_in_staff(username=username, password=password, address="192.0.2.2", device="demo", at=at)
    code = accounts.present_code(username=username, at=at)
    token = identity.pass_second_factor(token=token, code=code, address="192.0.2.2", at=at)
    signed_in = positions.actor_of_session(token, at=at)
    assert signed_in is not None
    identity.sign_out(session_id=signed_in.session_id, actor=signed_in.actor, at=at)


def _fields(officer: Officer, every: Sequence[str]) -> frozenset[str]:
    if officer.fields is None:
        return frozenset(every) - HOA_KEEPS - POLICE_KEEPS
    return officer.fields


def _person(place: int, rng: Random) -> PersonStated:
    """One of the forty. The fourth digit of a number tells sex and century, the next two the year, as real ones do."""
    woman = place % 2 == 0
    given = (_WOMEN if woman else _MEN)[place // 2 % 10]
    year = rng.randint(1948, 2004)
    sign = (2 if year >= 2000 else 0) + (1 if woman else 0)
    old = place % 9 == 4  # many old papers hold the year alone
    return PersonStated(
        name=f"{_SURNAMES[place * 3 % 10]} Mẫu {given}",
        birth=Birth(year) if old else Birth(year, rng.randint(1, 12), rng.randint(1, 28)),
        sex=Sex.FEMALE if woman else Sex.MALE,
        number=f"999{sign}{year % 100:02d}{place + 100:06d}",
        phone="" if place % 13 == 12 and place >= WITH_ACCOUNT else f"0000{place + 100:06d}",
        address=f"Thôn {place % 7 + 1}, Xã Suối Mẫu",
    )
