"""The demonstration centre holds what it promises; it is made once for all these tests, and taken back after them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.identity import queries as identity
from motcua.apps.organization import queries as organization
from motcua.apps.procedures import queries as procedures
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.clock import office_time
from motcua.kernel.errors import Refusal
from motcua.surfaces.console.episodes import demo
from motcua.surfaces.console.episodes.demo.facts import BIRTH_AGAIN, SINGLE
from motcua.surfaces.console.episodes.demo.making import STEPS
from motcua.surfaces.console.episodes.demo.people import LAN, THU, TI

pytestmark = pytest.mark.demo
#: A Sunday before dawn: no counter is open, and nothing may depend on that.
NOW = office_time(2026, 11, 22, 5, 20)
STATES = {
    "DRAFT": 5, "SUBMITTED": 8, "AWAITING_INTAKE_SUPPLEMENT": 3, "REFUSED": 3, "RECEIVED": 9, "PROCESSING": 19,
    "AWAITING_SUPPLEMENT": 3, "AWAITING_DUTY": 2, "WITHDRAWAL_REQUESTED": 2, "STOPPED": 4, "DECIDED": 10,
    "RETURNED": 59,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """The demonstration, and what the maker said of it."""

    told: demo.Made
    steps: int
    sheet: Path

    def actor(self, username: str) -> Actor:
        """An officer of the cast as they are now."""
        return organization.actor_for(identity.staff_account(username=username).id, NOW)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Made]:
    with django_db_blocker.unblock(), transaction.atomic(), clock.stopped(NOW):
        organization.forget_centres()
        call_command("catalogue_import", "--shipped", verbosity=0)
        steps: list[int] = []
        sheet = tmp_path_factory.mktemp("demo") / "sign-ins.txt"
        told = demo.make(now=NOW, seed=demo.SEED, sheet=sheet, tell=lambda: steps.append(1))
        yield Made(told, len(steps), sheet)
        transaction.set_rollback(True)
    organization.forget_centres()
    procedures.forget()


def ask(question: str) -> list[tuple[Any, ...]]:
    """What the tables say to somebody before whom no wall of the two centres stands."""
    every = scope.Scope(centres=tuple(c.id for c in organization.centres()))
    drafts = [account for (account,) in _rows("SELECT id FROM identity_account")]
    found: list[tuple[Any, ...]] = []
    with scope.use(every):
        found += _rows(question)
    if "WITH DRAFTS" in question:
        for account in drafts:
            with scope.use(scope.Scope(account_id=account)):
                found += [row for row in _rows(question) if row[0] == "DRAFT"]
    return found


def _rows(question: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


@pytest.mark.django_db
def test_without_a_catalogue_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="danh mục"):
        demo.make(now=NOW, seed=1, sheet=tmp_path / "none", tell=lambda: None)


def test_every_state_is_there_in_the_promised_number(made: Made) -> None:
    counted: dict[str, int] = {}
    for state, count in ask("SELECT state, count(*) FROM dossiers_dossier GROUP BY state -- WITH DRAFTS"):
        counted[state] = counted.get(state, 0) + count
    assert counted == STATES
    assert sum(counted.values()) == made.told.dossiers
    assert made.steps == STEPS


def test_one_open_dossier_is_late_and_its_clock_runs(made: Made) -> None:
    late = ask(f"SELECT state FROM dossiers_dossier WHERE sort_due < '{NOW.isoformat()}'")
    assert late == [("PROCESSING",)]


def test_one_was_decided_late(made: Made) -> None:
    assert ask("SELECT count(*) FROM dossiers_dossier WHERE class_by_date = 'late'") == [(1,)]


def test_every_date_told_has_its_promise(made: Made) -> None:
    orphans = ask(
        "SELECT d.code FROM dossiers_dossier d WHERE d.first_due IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"
        " dossiers_promise p WHERE p.dossier_id = d.id AND p.kind = 'first' AND p.due_at = d.first_due)"
    )
    assert orphans == []


def test_what_nobody_knows_is_not_promised(made: Made) -> None:
    dated = "SELECT count(*), count(first_due) FROM dossiers_dossier WHERE work_field = 'bao-tro-xa-hoi'"
    assert ask(dated) == [(2, 0)]


def test_a_dossier_of_another_system_has_no_code_of_ours(made: Made) -> None:
    assert ask("SELECT count(*), count(code) FROM dossiers_dossier WHERE authority = 'outside'") == [(4, 0)]
    minh = made.actor("minh")
    centre_id = next(iter(minh.centres()))
    with scope.use(scope.for_actor(minh)):
        assert len(dossiers.parked_reports(actor=minh, centre_id=centre_id)) == 1


def test_nothing_happens_after_now_or_long_ago(made: Made) -> None:
    [(first, last)] = ask("SELECT min(at), max(at) FROM dossiers_transition")
    assert (NOW - first).days <= 60
    assert last < NOW


def test_each_dossiers_moves_follow_one_another(made: Made) -> None:
    backwards = ask(
        "SELECT 1 FROM (SELECT at, lag(at) OVER (PARTITION BY dossier_id ORDER BY revision) AS before"
        " FROM dossiers_transition) t WHERE at < before"
    )
    assert backwards == []


def test_officers_act_in_the_hours_of_the_office(made: Made) -> None:
    hours = ask(
        "SELECT DISTINCT extract(isodow FROM at AT TIME ZONE 'Asia/Ho_Chi_Minh') > 5 OR NOT"
        " (at AT TIME ZONE 'Asia/Ho_Chi_Minh')::time BETWEEN '07:00' AND '17:30'"
        " FROM dossiers_transition WHERE action <> 'SUBMIT'"
    )
    assert hours == [(False,)]


def test_every_channel_is_used(made: Made) -> None:
    channels = ask("SELECT DISTINCT channel FROM dossiers_dossier WHERE channel IS NOT NULL ORDER BY 1")
    assert channels == [(10,), (20,), (21,), (22,), (30,)]


def test_terms_differ_by_channel(made: Made) -> None:
    version = procedures.in_force(BIRTH_AGAIN, on=clock.local(NOW).date())
    assert [str(version.term(channel).value.quantity) for channel in (1, 2, 3)] == ["5", "4", "6"]  # type: ignore[union-attr]
    assert procedures.in_force(SINGLE, on=clock.local(NOW).date()).supplement_days == 15


def test_every_officer_can_sign_in_with_a_password_and_a_code(made: Made) -> None:
    sheet = made.sheet.read_text(encoding="utf-8")
    assert made.sheet.stat().st_mode & 0o777 == 0o600
    for username in ("minh", "hoa", "tuan", "van", "son", "hanh", "stranger"):
        assert f"  {username} " in sheet
        assert len(demo.present_code(user=username, at=NOW)) == 6


def test_the_stranger_sees_the_neighbours_dossiers_alone(made: Made) -> None:
    stranger = made.actor("stranger")
    with scope.use(scope.for_actor(stranger)):
        assert _rows("SELECT count(*) FROM dossiers_dossier") == [(2,)]


def test_lan_has_dossiers_and_drafts_of_her_own(made: Made) -> None:
    [account] = [row[0] for row in _rows("SELECT id FROM identity_account WHERE kind = 'citizen' ORDER BY id LIMIT 1")]
    lan = organization.actor_for(account, NOW)
    assert identity.account(account_id=account).name == LAN.name
    with scope.use(scope.for_actor(lan)):
        own = dossiers.own(actor=lan, now=NOW)
    assert sorted(head.state for head in own) == [
        "AWAITING_SUPPLEMENT", "DRAFT", "DRAFT", "PROCESSING", "PROCESSING", "RETURNED", "SUBMITTED",
    ]  # fmt: skip


def test_one_dossier_waits_for_its_second_confirmation(made: Made) -> None:
    asked = "SELECT s.role, s.confirmed_at IS NULL, s.asked_at IS NULL, d.state, d.conditions_open"
    assert ask(f"{asked} FROM dossiers_signatory s JOIN dossiers_dossier d ON d.id = s.dossier_id ORDER BY 1") == [
        ("Bên nam", True, False, "PROCESSING", 1), ("Bên nữ", False, True, "PROCESSING", 1),
    ]  # fmt: skip


def test_a_mother_and_her_son_share_a_telephone_and_nothing_else(made: Made) -> None:
    accounts = [row[0] for row in _rows("SELECT id FROM identity_account WHERE kind = 'citizen'")]
    ids = {name: one for one, name in identity.names_of(accounts).items()}
    seen = {}
    for person in (THU, TI):
        actor = organization.actor_for(ids[person.name], NOW)
        with scope.use(scope.for_actor(actor)):
            seen[person.name] = {head.id for head in dossiers.own(actor=actor, now=NOW)}
    assert [len(own) for own in seen.values()] == [2, 1]
    assert not set.intersection(*seen.values())


def test_a_second_demonstration_is_refused(made: Made, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="--reset"):
        demo.make(now=NOW, seed=1, sheet=tmp_path / "none", tell=lambda: None)
    assert not (tmp_path / "none").exists()


def test_no_code_is_told_where_a_real_centre_is_served(made: Made) -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE organization_centre SET demo = false WHERE code = 'doi-mau'")
        organization.forget_centres()
        with pytest.raises(demo.NotDemonstration):
            demo.present_code(user="minh", at=NOW)
        transaction.set_rollback(True)


def test_the_clock_of_the_demonstration_is_believed(made: Made) -> None:
    assert dossiers.is_clock_believed(now=NOW)
