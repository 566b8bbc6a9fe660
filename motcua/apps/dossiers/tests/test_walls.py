"""What the database keeps by itself: walls, the channel, nothing deleted, children with their parent's centre."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from motcua.apps.dossiers import policy, queries
from motcua.apps.dossiers.commands import drafting
from motcua.apps.dossiers.models import Component, Dossier, SupplementItem, Transition
from motcua.apps.dossiers.states import Channel
from motcua.apps.dossiers.tests.factories import (
    LAN,
    PAPER,
    TUESDAY_9AM,
    ask,
    counter_dossier,
    make_procedure,
    online_dossier,
    reload,
)
from motcua.apps.files import commands as files
from motcua.apps.files.tests.factories import admitted
from motcua.apps.parties import commands as parties
from motcua.base.db import scope
from motcua.kernel.errors import NotFound
from motcua.kernel.ids import uuid7


def _sql(statement: str, *values: Any) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def test_no_scope_sees_no_dossier(centre, minh):
    counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    assert Dossier.objects.count() == 0


def test_the_neighbours_see_nothing(centre, minh, stranger, within):
    counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    with within(stranger):
        assert Dossier.objects.count() == Transition.objects.count() == Component.objects.count() == 0


def test_staff_do_not_see_a_citizens_draft(centre, lan, minh, within):
    with within(lan):
        draft_id = drafting.begin_draft(centre_id=centre.id, version_id=make_procedure().id, actor=lan, at=TUESDAY_9AM)
        assert queries.draft(actor=lan, draft_id=draft_id).id == draft_id
    with within(minh):
        assert Dossier.objects.count() == 0
        with pytest.raises(NotFound):
            queries.draft(actor=minh, draft_id=draft_id)


def test_a_citizens_own_are_found_by_their_indexes_and_not_by_reading_the_house(lan, within):
    with within(lan), transaction.atomic():
        _sql("SET LOCAL enable_seqscan = off")  # so few rows are read whole otherwise
        plan = policy.visible_to(lan).order_by("-begun_at").explain()
    assert "dossier_by_filer" in plan
    assert "dossier_drafts" in plan


@pytest.mark.parametrize("channel", [c.value for c in Channel if c is not Channel.COUNTER])
def test_no_sql_of_the_application_changes_the_channel(centre, minh, within, channel):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    with within(minh), pytest.raises(DatabaseError, match="fixed column"):
        _sql("UPDATE dossiers_dossier SET channel = %s WHERE id = %s", channel, filed.dossier_id)
    assert reload(filed.dossier_id).channel == Channel.COUNTER


def test_the_channel_follows_from_who_filed_where(centre, lan, minh):
    version = make_procedure()
    assert (
        reload(online_dossier(centre_id=centre.id, version=version, citizen=lan).dossier_id).channel
        == Channel.SELF_ONLINE
    )
    assert (
        reload(counter_dossier(centre_id=centre.id, version=version, clerk=minh).dossier_id).channel == Channel.COUNTER
    )


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM dossiers_dossier WHERE id = %s",
        "DELETE FROM dossiers_transition WHERE dossier_id = %s",
        "UPDATE dossiers_transition SET to_state = 'RETURNED' WHERE dossier_id = %s",
        "UPDATE dossiers_promise SET due_at = due_at + interval '1 day' WHERE dossier_id = %s",
        "UPDATE dossiers_dossier SET first_due = first_due + interval '1 day' WHERE id = %s",
        "UPDATE dossiers_dossier SET code = 'H99.99-261117-9999' WHERE id = %s",
        "UPDATE dossiers_dossier SET state = 'DRAFT' WHERE id = %s",
    ],
)
def test_what_was_filed_is_neither_deleted_nor_rewritten(centre, minh, within, statement):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    with within(minh), pytest.raises(DatabaseError):
        _sql(statement, filed.dossier_id)


def test_a_child_of_another_centre_is_refused_by_the_database(centre, other_centre, minh, stranger, within):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    with within(stranger), pytest.raises(IntegrityError), transaction.atomic():
        Component.objects.create(
            id=uuid7(), dossier_id=filed.dossier_id, centre_id=other_centre.id, title=PAPER.title, state="given",
            at=TUESDAY_9AM,
        )  # fmt: skip


def test_an_editing_of_the_procedure_never_alters_a_filed_dossier(centre, minh):
    version = make_procedure()
    filed = counter_dossier(centre_id=centre.id, version=version, clerk=minh)
    make_procedure(name="Thủ tục mẫu đã đổi tên")
    row = reload(filed.dossier_id)
    assert row.version_id == version.id
    assert row.first_due == filed.first_due


def test_a_code_with_the_right_second_fact_opens_the_dossier_and_nothing_else_does(centre, minh):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    for fact in (LAN.number, LAN.phone):
        assert queries.open_by_code(code=filed.code.lower(), second_fact=fact) == filed.dossier_id
    for code, fact in ((filed.code, "999000000009"), ("H99.99-261117-9999", LAN.number), (filed.code, "")):
        with pytest.raises(NotFound):
            queries.open_by_code(code=code, second_fact=fact)


def test_the_public_view_costs_one_statement(centre, minh, django_assert_num_queries):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    queries.tracking(dossier_id=filed.dossier_id, now=TUESDAY_9AM)
    with django_assert_num_queries(1):
        seen = queries.tracking(dossier_id=filed.dossier_id, now=TUESDAY_9AM + timedelta(hours=1))
    assert seen.first_due == filed.first_due


def test_a_party_of_another_centre_is_refused_by_the_database(centre, other_centre, minh, stranger, within):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    with within(stranger), pytest.raises(IntegrityError), transaction.atomic():
        parties.record(dossier_id=filed.dossier_id, centre_id=other_centre.id, stated=[LAN], at=TUESDAY_9AM)


def _file_of(dossier_id: UUID, *, centre_id: int, holder: str, holder_id: UUID, at: datetime = TUESDAY_9AM) -> UUID:
    return files.refer(
        blob=admitted(), name="giay.pdf", holder=holder, holder_id=holder_id, centre_id=centre_id, at=at,
        dossier_id=dossier_id,
    )  # fmt: skip


@pytest.mark.parametrize(
    "forged",
    [
        "holder = 'gone', removed_at = now()",
        "removed_at = now()",
        "holder_id = '00000000-0000-0000-0000-000000000001'",
        "dossier_id = NULL",
        "centre_id = centre_id + 1",
    ],
)
def test_no_sql_of_the_application_takes_a_file_from_what_was_filed(centre, minh, within, forged):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh).dossier_id
    with within(minh), scope.opened(filed):
        paper = Component.objects.filter(dossier_id=filed).values_list("id", flat=True)[0]
        _file_of(filed, centre_id=centre.id, holder="dossiers.component", holder_id=paper)
        with pytest.raises(DatabaseError, match="stays as it was"):
            _sql(f"UPDATE files_fileref SET {forged} WHERE dossier_id = %s", filed)
        with pytest.raises(DatabaseError, match="stays as it was"):
            files.forget_draft(dossier_id=filed, at=TUESDAY_9AM)


def test_a_file_of_an_answer_goes_until_it_was_sent(centre, minh, hoa, within):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh).dossier_id
    ask(filed, minh, at=TUESDAY_9AM)
    with within(minh), scope.opened(filed):
        item = SupplementItem.objects.get(dossier_id=filed)
        given = {"centre_id": centre.id, "holder": "dossiers.item", "holder_id": item.id}
        files.unrefer(ref_id=_file_of(filed, **given), at=TUESDAY_9AM)
        sent, later = _file_of(filed, **given), _file_of(filed, **given, at=TUESDAY_9AM + timedelta(hours=2))
        item.answered_at = TUESDAY_9AM + timedelta(hours=1)
        item.save(update_fields=["answered_at"])
        files.unrefer(ref_id=later, at=TUESDAY_9AM + timedelta(hours=3))
        with pytest.raises(DatabaseError, match="stays as it was"), transaction.atomic():
            files.unrefer(ref_id=sent, at=TUESDAY_9AM + timedelta(hours=3))


def test_a_file_of_a_draft_goes_when_its_owner_takes_it_away(centre, lan, within):
    with within(lan):
        draft = drafting.begin_draft(centre_id=centre.id, version_id=make_procedure().id, actor=lan, at=TUESDAY_9AM)
        with scope.opened(draft):
            paper = Component.objects.filter(dossier_id=draft).values_list("id", flat=True)[0]
            given = {"centre_id": centre.id, "holder": "dossiers.component", "holder_id": paper}
            files.unrefer(ref_id=_file_of(draft, **given), at=TUESDAY_9AM)
            left = _file_of(draft, **given)
        drafting.discard_draft(draft_id=draft, actor=lan, at=TUESDAY_9AM)
        with scope.opened(draft):
            assert _sql("SELECT 1 FROM files_fileref WHERE id = %s AND holder = 'gone'", left) == 1
