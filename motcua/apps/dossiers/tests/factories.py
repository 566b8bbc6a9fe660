"""Procedures and dossiers that tests make by the real commands; no surprises inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from motcua.apps.dossiers.commands import drafting, filing, intake, processing, returning, withdrawing
from motcua.apps.dossiers.models import Component, Dossier
from motcua.apps.dossiers.states import ComponentState, DossierState
from motcua.apps.dossiers.values import ComponentGiven, Filed, ItemAsked
from motcua.apps.dossiers.values.signing import SignatoryNamed
from motcua.apps.dossiers.values.way_back import WayBack
from motcua.apps.organization.values import CentreView
from motcua.apps.parties.values import Birth, PersonStated
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.commands import set_fact, sign_fact
from motcua.apps.procedures.tests.factories import full_row, imported, keeper
from motcua.apps.procedures.values import VersionView
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from motcua.kernel.clock import local, office_time

#: Tuesday 17/11/2026, nine in the morning: a quiet week but for the holiday of the 24th.
TUESDAY_9AM = office_time(2026, 11, 17, 9)
LAN = PersonStated(name="Nguyễn Mẫu Lan", number="999000000001", phone="0000111222")
FACTS_SET = office_time(2026, 7, 21, 12)
OWNER = PersonStated(name="Hồ Mẫu Út", number="999000000002")
AT_COUNTER = WayBack("counter")
PAPER = ComponentGiven(paper_key="", title="Tờ khai mẫu", state=ComponentState.CHECKED, originals=1)

METHODS: list[dict[str, Any]] = [
    {"channel": channel, "time_text": "3 Ngày làm việc", "time_qty": 3, "time_unit": "Ngày làm việc", "fees": []}
    for channel in ("Trực tiếp", "Trực tuyến", "Dịch vụ bưu chính")
]

#: A fee everybody pays, by every channel.
PRICED: dict[str, object] = {"fee:*": {"lines": [{"line": "Lệ phí mẫu", "amount": 8000}]}, "exemptions": []}


def make_procedure(
    code: str = "9.990001", *, settled: Mapping[str, object] | None = None, **changes: Any
) -> VersionView:
    """A made-up procedure in force: three working days on every channel, filed online here, one paper."""
    imported(full_row(code, **{"methods": METHODS, **changes}), at=office_time(2026, 7, 20, 12))
    for path, value in {"online_where": "here", "supplement_days": 15, **(settled or {})}.items():
        if value is not None:
            settle(code, path, value)
    return procedures.in_force(code, on=local(TUESDAY_9AM).date())


def settle(code: str, path: str, value: object, *, at: datetime = FACTS_SET) -> None:
    """Set a fact of the catalogue and sign it, as two keepers do."""
    number = set_fact(code=code, path=path, value=value, source="Quyết định mẫu số 1", actor=keeper(1), at=at)
    sign_fact(fact_id=number, actor=keeper(2), at=at)


def counter_dossier(
    *,
    centre_id: int,
    version: VersionView,
    clerk: Actor,
    at: datetime = TUESDAY_9AM,
    components: int = 1,
    filer: PersonStated = LAN,
) -> Filed:
    """A dossier received at the counter."""
    with scope.use(scope.for_actor(clerk)):
        return intake.receive_at_counter(
            centre_id=centre_id,
            version_id=version.id,
            case_key="",
            filer=filer,
            owner=None,
            components=[PAPER] * components,
            way_back=AT_COUNTER,
            actor=clerk,
            at=at,
        )


def online_dossier(
    *,
    centre_id: int,
    version: VersionView,
    citizen: Actor,
    at: datetime = TUESDAY_9AM,
    filer: PersonStated = LAN,
    way_back: WayBack = AT_COUNTER,
    case_key: str = "",
) -> Filed:
    """A dossier a citizen filed online; every paper will be brought along."""
    with scope.use(scope.for_actor(citizen)):
        draft_id = drafting.begin_draft(centre_id=centre_id, version_id=version.id, actor=citizen, at=at)
        if case_key:
            drafting.choose_case(draft_id=draft_id, case_key=case_key, actor=citizen, at=at)
        promise_papers(draft_id, actor=citizen, at=at)
        return filing.submit(draft_id=draft_id, filer=filer, owner=None, way_back=way_back, actor=citizen, at=at)


def promise_papers(draft_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Say of every paper of a draft that it will be brought along."""
    with scope.opened(draft_id):
        ids = list(Component.objects.filter(dossier_id=draft_id).values_list("id", flat=True))
    for component_id in ids:
        drafting.mark_component(
            draft_id=draft_id, component_id=component_id, state=ComponentState.PROMISED, actor=actor, at=at
        )


def reload(dossier_id: UUID) -> Dossier:
    """The row as it stands."""
    with scope.opened(dossier_id):
        return Dossier.objects.get(pk=dossier_id)


def revision(dossier_id: UUID) -> int:
    """What a page opened now would have seen."""
    return reload(dossier_id).revision


SIGN = ItemAsked(text="Tờ khai thiếu chữ ký")


def ask(dossier_id: UUID, actor: Actor, *, at: datetime, days: int | None = None, item: ItemAsked = SIGN) -> None:
    """Ask for one paper."""
    with scope.use(scope.for_actor(actor)):
        processing.ask_supplement(
            dossier_id=dossier_id,
            items=[item],
            reason="Tờ khai chưa ký",
            days=days,
            actor=actor,
            at=at,
            seen_revision=revision(dossier_id),
        )


def work(dossier_id: UUID, *, clerk: Actor, specialist: Actor, at: datetime) -> None:
    """Assign to the specialist; the dossier is in PROCESSING."""
    assert specialist.account_id is not None
    with scope.use(scope.for_actor(clerk)):
        processing.assign(
            dossier_id=dossier_id,
            holder_id=specialist.account_id,
            note="",
            actor=clerk,
            at=at,
            seen_revision=revision(dossier_id),
        )


def decide(dossier_id: UUID, *, specialist: Actor, leader: Actor, at: datetime) -> int:
    """Draft, send for approval, sign; the number of the result."""
    with scope.use(scope.for_actor(specialist)):
        processing.draft_result(
            dossier_id=dossier_id,
            outcome="granted",
            title="Giấy mẫu",
            text="Đồng ý",
            actor=specialist,
            at=at,
            seen_revision=revision(dossier_id),
        )
        processing.ask_approval(dossier_id=dossier_id, actor=specialist, at=at, seen_revision=revision(dossier_id))
    with scope.use(scope.for_actor(leader)):
        return processing.decide(dossier_id=dossier_id, actor=leader, at=at, seen_revision=revision(dossier_id))


def hand_over(dossier_id: UUID, *, clerk: Actor, at: datetime, way: str = "counter", proof: str = "identity") -> None:
    """Return the result to its owner, at the counter unless `way` says otherwise."""
    with scope.use(scope.for_actor(clerk)):
        returning.return_result(
            dossier_id=dossier_id,
            way=way,
            receiver_name="Nguyễn Mẫu Lan",
            receiver_number="999000000001",
            relation="owner",
            proof=proof,
            actor=clerk,
            at=at,
            seen_revision=revision(dossier_id),
        )


def request_withdrawal(dossier_id: UUID, *, clerk: Actor, at: datetime) -> None:
    """The person asks at the counter to withdraw."""
    with scope.use(scope.for_actor(clerk)):
        withdrawing.withdraw(dossier_id=dossier_id, reason="Không cần nữa", actor=clerk, at=at)


def brought_to(
    state: DossierState, *, centre_id: int, version: VersionView, cast: Mapping[str, Actor], at: datetime = TUESDAY_9AM
) -> UUID:
    """A dossier in any filed state, made by the real commands, an hour a step."""
    clerk, specialist, citizen = cast["clerk"], cast["specialist"], cast["citizen"]
    hour = timedelta(hours=1)
    if state in {DossierState.SUBMITTED, DossierState.AWAITING_INTAKE_SUPPLEMENT, DossierState.REFUSED}:
        filed = online_dossier(centre_id=centre_id, version=version, citizen=citizen, at=at)
        if state is DossierState.AWAITING_INTAKE_SUPPLEMENT:
            ask(filed.dossier_id, clerk, at=at + hour)
        if state is DossierState.REFUSED:
            with scope.use(scope.for_actor(clerk)):
                intake.refuse(
                    dossier_id=filed.dossier_id,
                    ground="118/2025/NĐ-CP",
                    reason="Không thuộc thẩm quyền",
                    actor=clerk,
                    at=at + hour,
                    seen_revision=filed.revision,
                )
        return filed.dossier_id
    found = counter_dossier(centre_id=centre_id, version=version, clerk=clerk, at=at).dossier_id
    if state is DossierState.RECEIVED:
        return found
    work(found, clerk=clerk, specialist=specialist, at=at + hour)
    on_from_processing(found, state, cast=cast, at=at + hour)
    return found


def on_from_processing(found: UUID, state: DossierState, *, cast: Mapping[str, Actor], at: datetime) -> None:
    """From PROCESSING on to any later state, an hour a step."""
    clerk, specialist, leader = cast["clerk"], cast["specialist"], cast["leader"]
    hour = timedelta(hours=1)
    if state is DossierState.AWAITING_SUPPLEMENT:
        ask(found, specialist, at=at + hour)
    if state is DossierState.AWAITING_DUTY:
        with scope.use(scope.for_actor(specialist)):
            processing.require_duty(
                dossier_id=found, note="", actor=specialist, at=at + hour, seen_revision=revision(found)
            )
    if state is DossierState.WITHDRAWAL_REQUESTED:
        request_withdrawal(found, clerk=clerk, at=at + hour)
    if state is DossierState.STOPPED:
        with scope.use(scope.for_actor(leader)):
            processing.stop(
                dossier_id=found,
                ground="118/2025/NĐ-CP",
                reason="Hết căn cứ",
                actor=leader,
                at=at + hour,
                seen_revision=revision(found),
            )
    if state in {DossierState.DECIDED, DossierState.RETURNED}:
        decide(found, specialist=specialist, leader=leader, at=at + hour)
    if state is DossierState.RETURNED:
        hand_over(found, clerk=clerk, at=at + 2 * hour)


GROOM, BRIDE = "Bên nam", "Bên nữ"
HUNG = PersonStated(name="Đinh Mẫu Hùng", number="999000000077", phone="0000333444", birth=Birth(1996))
#: Lan files as the bride; the groom gets a link.
NAMED = (SignatoryNamed(BRIDE, is_filer=True), SignatoryNamed(GROOM, HUNG))


def marriage(before: str = "decision") -> VersionView:
    """A made-up procedure that two people sign."""
    return make_procedure(settled={"signatories": {"roles": [GROOM, BRIDE], "before": before}})


def wedding(
    lan: Actor,
    centre: CentreView,
    *,
    before: str = "decision",
    named: Sequence[SignatoryNamed] = NAMED,
    at: datetime = TUESDAY_9AM,
    filer: PersonStated = LAN,
) -> UUID:
    """A filing Lan made, which the groom has yet to confirm."""
    version = marriage(before)
    with scope.use(scope.for_actor(lan)):
        draft = drafting.begin_draft(centre_id=centre.id, version_id=version.id, actor=lan, at=at)
        promise_papers(draft, actor=lan, at=at)
        given: dict[str, Any] = {"filer": filer, "owner": None, "way_back": AT_COUNTER, "actor": lan, "at": at}
        return filing.submit(draft_id=draft, signatories=named, **given).dossier_id
