"""The deadline clock by itself: one row's trouble stays its own, and no centre waits for another's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from structlog.testing import capture_logs

from motcua.apps.audit import commands as audit
from motcua.apps.dossiers import tasks
from motcua.apps.dossiers.commands import drafting, upkeep
from motcua.apps.dossiers.models import Dossier, Share
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import TUESDAY_9AM, ask, counter_dossier, make_procedure, reload
from motcua.apps.dossiers.values import ClockTick
from motcua.apps.files import commands as files
from motcua.apps.files import queries as stored
from motcua.apps.files.tests.factories import admitted
from motcua.apps.organization.values import CentreView
from motcua.apps.procedures.values import VersionView
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.clock import office_time
from motcua.kernel.errors import NotFound

LATER = TUESDAY_9AM + timedelta(days=31)
BY_ITSELF = Actor.system("deadline-clock")


@pytest.fixture
def version(db: None) -> VersionView:
    return make_procedure()


def damage(dossier_id: UUID) -> None:
    """What a disk or a lost key leaves of the answers."""
    with scope.opened(dossier_id), connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_dossier SET answers = %s WHERE id = %s", [b"\0\1" * 40, dossier_id])


def draft(citizen: Actor, centre: CentreView, version: VersionView) -> UUID:
    with scope.use(scope.for_actor(citizen)):
        return drafting.begin_draft(centre_id=centre.id, version_id=version.id, actor=citizen, at=TUESDAY_9AM)


def is_there(draft_id: UUID) -> bool:
    with scope.opened(draft_id):
        return Dossier.objects.filter(pk=draft_id).exists()


def paused(centre: CentreView, clerk: Actor, specialist: Actor, version: VersionView) -> UUID:
    filed = counter_dossier(centre_id=centre.id, version=version, clerk=clerk)
    ask(filed.dossier_id, specialist, at=TUESDAY_9AM)
    return filed.dossier_id


def test_a_draft_that_no_key_opens_any_more_goes_like_the_others(centre, lan, version):
    kept = draft(lan, centre, version)
    damage(kept)
    with scope.use(scope.Scope(centres=(centre.id,))):
        assert upkeep.tick(centre_id=centre.id, actor=BY_ITSELF, at=LATER).purged == 1
    assert not is_there(kept)


def test_a_draft_that_cannot_go_holds_up_no_other(centre, lan, version):
    stuck, others = draft(lan, centre, version), [draft(lan, centre, version) for _ in range(2)]
    with scope.use(scope.Scope(centres=(centre.id,))), capture_logs() as said:
        Share.objects.create(dossier_id=stuck, centre_id=centre.id, kind="helped", since=TUESDAY_9AM)
        assert upkeep.tick(centre_id=centre.id, actor=BY_ITSELF, at=LATER).purged == 2
    assert [(one["event"], one["dossier_id"]) for one in said] == [("draft.purge_failed", str(stuck))]
    assert [is_there(one) for one in (stuck, *others)] == [True, False, False]


def test_a_damaged_dossier_does_not_keep_the_others_from_their_end(centre, minh, hoa, version):
    broken, whole = (paused(centre, minh, hoa, version) for _ in range(2))
    damage(broken)
    with scope.use(scope.Scope(centres=(centre.id,))), capture_logs() as said:
        assert upkeep.tick(centre_id=centre.id, actor=BY_ITSELF, at=LATER).expired == 1
    assert {one["event"]: one.get("error") for one in said}["dossier.expire_failed"] == "Unreadable"
    assert reload(whole).state == DossierState.STOPPED


def test_a_centre_that_fails_holds_up_no_later_one(other_centre, centre, minh, hoa, version, monkeypatch):
    whole, asked = paused(centre, minh, hoa, version), []

    def fails_at_the_neighbours(*, centre_id: int, **given: Any) -> ClockTick:
        asked.append(centre_id)
        if centre_id == other_centre.id:
            raise RuntimeError
        return ticked(centre_id=centre_id, **given)

    ticked = upkeep.tick
    monkeypatch.setattr(upkeep, "tick", fails_at_the_neighbours)
    for day in (8, 9):  # people work there, so the clock is believed
        with scope.use(scope.for_actor(minh)):
            at = office_time(2026, 12, day, 9)
            audit.record(command="dossiers.note", actor=minh, at=at, ids=(), outcome="ok", centre_id=centre.id)
    with clock.stopped(office_time(2026, 12, 10, 9)), capture_logs() as said:
        tasks.tick()
    assert set(asked) == {centre.id, other_centre.id}
    assert ("clock.centre_failed", other_centre.id) in [(one["event"], one.get("centre_id")) for one in said]
    assert reload(whole).state == DossierState.STOPPED


def with_a_file(dossier_id: UUID, centre: CentreView, *, holder: UUID) -> UUID:
    with scope.opened(dossier_id):
        return files.refer(
            blob=admitted(), name="giay.pdf", holder="dossiers.component", holder_id=holder, centre_id=centre.id,
            dossier_id=dossier_id, at=TUESDAY_9AM,
        )  # fmt: skip


def opens(ref_id: UUID, dossier_id: UUID) -> bool:
    with scope.opened(dossier_id):
        try:
            return bool(stored.open_ref(ref_id=ref_id).size)
        except NotFound:
            return False


@pytest.mark.parametrize("way", ["discarded", "purged"])
def test_the_files_of_a_draft_go_with_it(centre, lan, version, way):
    kept = draft(lan, centre, version)
    ref_id = with_a_file(kept, centre, holder=kept)
    assert opens(ref_id, kept)
    if way == "discarded":
        with scope.use(scope.for_actor(lan)):
            drafting.discard_draft(draft_id=kept, actor=lan, at=TUESDAY_9AM)
    else:
        with scope.use(scope.Scope(centres=(centre.id,))):
            upkeep.tick(centre_id=centre.id, actor=BY_ITSELF, at=LATER)
    assert not opens(ref_id, kept)


def test_the_files_of_a_filed_dossier_can_never_go(centre, minh, version):
    filed = counter_dossier(centre_id=centre.id, version=version, clerk=minh)
    ref_id = with_a_file(filed.dossier_id, centre, holder=filed.dossier_id)
    with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic(), scope.opened(filed.dossier_id):
        drafting.remove_draft(reload(filed.dossier_id), at=TUESDAY_9AM)
    assert opens(ref_id, filed.dossier_id)
