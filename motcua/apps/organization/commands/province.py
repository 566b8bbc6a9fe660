"""Whoever sits at the machine lets an officer follow the whole province, or ends it.

Refusals: Refusal > NobodyThere, IsClosed, WhichProvince, FollowsAlready, FollowsNothing, LastToFollow.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from motcua.apps.audit import commands as audit
from motcua.apps.identity import queries as accounts
from motcua.apps.identity.values import AccountRow
from motcua.apps.organization import policy, queries
from motcua.apps.organization.commands.accounts import NobodyThere
from motcua.apps.organization.commands.positions import appoint, create_position, end_holding
from motcua.apps.organization.models import Centre, Holding, Position
from motcua.apps.organization.values import Followed
from motcua.kernel.actor import Actor, Role
from motcua.kernel.errors import NotFound, Refusal

#: What a position that reaches the province is called where the machine makes it.
PROVINCE_TITLE: Final = "Văn phòng Uỷ ban nhân dân tỉnh"


class IsClosed(Refusal):
    """The account is closed: nobody signs in by it, so it follows nothing."""

    code = "is-closed"
    message = "Tài khoản «%(username)s» đã khoá, không ai đăng nhập được. Hãy giao cho một tài khoản đang dùng."


class WhichProvince(Refusal):
    """The centre named is not there, or the person's centres lie in no province or in several."""

    code = "which-province"
    message = "Chưa rõ tỉnh nào. Hãy thêm --centre và mã một Trung tâm của tỉnh ấy."


class FollowsAlready(Refusal):
    """The person follows this province, or will."""

    code = "follows-already"
    message = "%(name)s đã theo dõi cả %(province)s rồi. Muốn thôi thì thêm --take-back."


class FollowsNothing(Refusal):
    """There is nothing to take back."""

    code = "follows-nothing"
    message = "%(name)s không theo dõi %(province)s, nên không có gì để thu lại."


class LastToFollow(Refusal):
    """Nobody else follows the province: roles that reach beyond one centre could be given at the machine only."""

    code = "last-to-follow"
    message = (
        "Ngoài %(name)s không còn ai theo dõi cả %(province)s, nên chưa thu lại. Hãy giao cho người khác trước, cũng "
        "bằng lệnh này, rồi thu lại."
    )


def follow_province(*, username: str, centre: str = "", actor: Actor, at: datetime) -> Followed:
    """Let an officer follow the whole province of a centre; every centre of it finds that in its log.

    `centre` is a centre's code; '' means the only province there is to choose from. The position itself lies at that
    centre, else at the first the person belongs to. Raises NotAllowed, NobodyThere, IsClosed, WhichProvince,
    FollowsAlready.
    """
    policy.require_program(actor)
    who = _officer(username)
    if not who.active:
        raise IsClosed(username=username)
    home = _home(who.id, centre, at=at)
    with transaction.atomic():
        reached = _lock_province(home)
        if _following(home, at).filter(account_id=who.id).exists():
            raise FollowsAlready(name=who.name, province=home.province_name)
        post = Position.objects.filter(centre=home, role=Role.PROVINCE, title=PROVINCE_TITLE).order_by("id").first()
        post_id = post.id if post else create_position(
            centre_id=home.id, role=Role.PROVINCE, title=PROVINCE_TITLE, actor=actor, at=at
        )  # fmt: skip
        appoint(position_id=post_id, account_id=who.id, since=at, actor=actor, at=at)
        _tell("follow_province", reached, who, actor=actor, at=at)
    return Followed(name=who.name, username=who.username, province=home.province_name, centres=len(reached))


def leave_province(*, username: str, centre: str = "", actor: Actor, at: datetime) -> Followed:
    """End what lets an officer follow the whole province, from now on; other positions stay.

    Raises NotAllowed, NobodyThere, WhichProvince, FollowsNothing, LastToFollow.
    """
    policy.require_program(actor)
    who = _officer(username)
    home = _followed(who.id, at) if not centre else None
    home = home or _home(who.id, centre, at=at)
    with transaction.atomic():
        reached = _lock_province(home)
        all_of_them = _following(home, at)
        theirs = list(all_of_them.filter(account_id=who.id).order_by("id"))
        told = {"name": who.name, "province": home.province_name}
        if not theirs:
            raise FollowsNothing(**told)
        if not all_of_them.filter(account__active=True, since__lte=at).exclude(account_id=who.id).exists():
            raise LastToFollow(**told)
        for holding in theirs:
            end_holding(holding_id=holding.id, until=max(at, holding.since), actor=actor, at=at)
        _tell("leave_province", reached, who, actor=actor, at=at)
    return Followed(name=who.name, username=who.username, province=home.province_name, centres=len(reached))


def _officer(username: str) -> AccountRow:
    try:
        return accounts.staff_account(username=username)
    except NotFound:
        raise NobodyThere(username=username) from None


def _home(account_id: int, code: str, *, at: datetime) -> Centre:
    """The centre named, else the first one the person belongs to, where these lie in one province."""
    belonging = {"code": code.strip().lower()} if code else {"id__in": queries.belongs(account_id, at=at).centres}
    found = list(Centre.objects.filter(**belonging).order_by("code"))
    if len({one.province_code for one in found}) != 1:
        raise WhichProvince
    return found[0]


def _followed(account_id: int, at: datetime) -> Centre | None:
    """The centre whose province the person follows, where it is one province."""
    held = _lasting(at).filter(account_id=account_id).order_by("id").select_related("position__centre")
    found = {one.position.centre.province_code: one.position.centre for one in held}
    return next(iter(found.values())) if len(found) == 1 else None


def _lock_province(home: Centre) -> list[int]:
    """The centres of the province, held so that two who give and take wait for each other."""
    rows = Centre.objects.select_for_update(no_key=True).filter(province_code=home.province_code).order_by("id")
    return [one.id for one in rows]


def _following(home: Centre, at: datetime) -> QuerySet[Holding]:
    return _lasting(at).filter(position__centre__province_code=home.province_code)


def _lasting(at: datetime) -> QuerySet[Holding]:
    """Holdings that let follow a province now or later."""
    return Holding.objects.filter(Q(until=None) | Q(until__gt=at), position__role=Role.PROVINCE)


def _tell(verb: str, reached: list[int], who: AccountRow, *, actor: Actor, at: datetime) -> None:
    for centre_id in reached:
        audit.record(
            command=f"organization.{verb}", actor=actor, at=at, ids=(who.id,), outcome="done", centre_id=centre_id
        )
