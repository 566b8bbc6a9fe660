"""A row that does not open with any key says so in its list, and stops no other row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from conftest import Within, sign_in
from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.commands import drafting
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.tests.factories import TUESDAY_9AM, counter_dossier, make_procedure, online_dossier
from motcua.apps.dossiers.values import Filed
from motcua.apps.files import queries as files
from motcua.apps.files.tests.factories import file_ref
from motcua.apps.identity import queries as identity
from motcua.apps.notifications import commands, queries, rules
from motcua.apps.notifications.models import Message
from motcua.apps.notifications.states import ByHand, Kind, MessageState
from motcua.apps.organization.tests.factories import make_officer
from motcua.apps.organization.values import CentreView
from motcua.apps.parties import queries as parties
from motcua.base.db import fields, scope
from motcua.base.db.scope import Scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role
from motcua.kernel.ids import uuid7
from tests.desk.test_news_on_the_slip import words_of

LETTERS = "/console/messages/letters/"
SAID = "Không đọc được"
#: Cut short; of a key nobody has; changed since it was written; opened, but no document any more.
WAYS = ("short", "unknown-key", "changed", "no-document")
NOW = TUESDAY_9AM + timedelta(hours=5)


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    with clock.stopped(NOW):
        yield


def damage(table: str, column: str, key: UUID | int | None, *, way: str = "changed", key_column: str = "id") -> None:
    """Spoil one stored value, in the present scope."""
    sealed = fields.seal(b"{broken", bound_to=f"{table}.{column}")
    spoilt = {"short": b"\0\1x", "unknown-key": b"\xff\xff" + sealed[2:], "changed": sealed[:-1] + b"!"}
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {connection.ops.quote_name(column)} = %s WHERE {key_column} = %s",
            [spoilt.get(way, sealed), key],
        )
        assert cursor.rowcount == 1


def tell(centre: CentreView, **more: Any) -> UUID:
    told: dict[str, Any] = {"kind": Kind.DECIDED, "to": "0000123456", "params": rules.SAMPLE, "at": NOW}
    with scope.use(Scope(centres=(centre.id,))):
        made = commands.tell(**(told | more), centre_id=centre.id)
    assert made is not None
    return made


@pytest.mark.parametrize("column", ["to", "params", "others"])
@pytest.mark.parametrize("way", WAYS)
def test_a_damaged_message_stands_in_the_list_beside_the_others(
    as_son: Client, centre: CentreView, column: str, way: str
) -> None:
    tell(centre)
    with scope.use(Scope(centres=(centre.id,))):
        damage("notifications_message", column, tell(centre, to="0000123789"), way=way)
    page = as_son.get("/console/messages/").content.decode()
    assert "Tin nhắn của Trung tâm (2)" in page
    assert "…456" in page
    assert (SAID in page) == (column == "to" and way != "no-document")  # any text opens as text


@pytest.mark.parametrize("column", ["to", "params", "others"])
def test_a_damaged_letter_is_shown_and_ended_by_hand(as_van: Client, centre: CentreView, column: str) -> None:
    tell(centre, to="")
    spoilt = tell(centre, to="")
    with scope.use(Scope(centres=(centre.id,))):
        damage("notifications_message", column, spoilt)
    assert "Cần in hoặc gọi (2)" in as_van.get(LETTERS).content.decode()
    letter = f"{LETTERS}{spoilt}/"
    assert (SAID in as_van.get(letter).content.decode()) == (column == "params")
    as_van.post(letter, {"how": ByHand.CALLED})
    assert "Cần in hoặc gọi (1)" in as_van.get(LETTERS).content.decode()


def test_a_letter_that_lacks_a_word_of_its_text_says_so(as_van: Client, centre: CentreView) -> None:
    spoilt = tell(centre, to="")
    with scope.use(Scope(centres=(centre.id,))):
        Message.objects.filter(pk=spoilt).update(params={})
    assert SAID in as_van.get(f"{LETTERS}{spoilt}/").content.decode()


def test_a_damaged_message_hides_no_other_of_its_dossier(centre: CentreView) -> None:
    dossier_id = UUID(int=7)
    with scope.use(Scope(centres=(centre.id,))):
        for column in ("to", "params", "others"):
            damage("notifications_message", column, tell(centre, dossier_id=dossier_id))
        assert len(queries.messages_of(dossier_id=dossier_id)) == 3


def received(clerk: Actor) -> Filed:
    return counter_dossier(centre_id=min(clerk.centres()), version=make_procedure(), clerk=clerk)


def test_a_damaged_letter_keeps_no_other_from_ending(minh: Actor, centre: CentreView, within: Within) -> None:
    dossier_id = received(minh).dossier_id
    spoilt, _good = (tell(centre, dossier_id=dossier_id, to="") for _letter in range(2))
    with within(minh):
        damage("notifications_message", "params", spoilt)
        assert commands.end_overtaken(dossier_id=dossier_id, at=NOW) == 1, "it is not decided, as the letters say"
        kept = {one.id: one.state for one in queries.messages_of(dossier_id=dossier_id)}
    assert kept[spoilt] == MessageState.LETTER


@pytest.mark.parametrize("way", WAYS)
def test_a_damaged_owner_hides_no_other_dossier_of_the_desk(
    as_minh: Client, minh: Actor, within: Within, way: str
) -> None:
    spoilt, _good = received(minh), received(minh)
    with within(minh):
        owner = Dossier.objects.get(pk=spoilt.dossier_id).owner_party
        assert owner is not None
        damage("parties_party", "stated", owner, way=way)
        assert parties.names_of(ids=[owner]) == {owner: SAID}
    page = as_minh.get("/desk/?tab=all").content.decode()
    assert SAID in page
    assert "Nguyễn Mẫu Lan" in page
    page = as_minh.post("/desk/search/", {"text": "Nguyễn Mẫu Lan"}).content.decode()
    assert SAID in page


def test_the_register_is_printed_with_a_damaged_owner(as_minh: Client, minh: Actor, within: Within) -> None:
    with within(minh):
        damage("parties_party", "stated", Dossier.objects.get(pk=received(minh).dossier_id).owner_party)
    answer = as_minh.post("/desk/register/book.pdf", {"since": "2026-11-01", "until": "2026-11-30"})
    assert SAID in words_of(answer.content)


@pytest.mark.parametrize("column", ["name", "totp_secret"])
def test_a_damaged_account_hides_no_other(centre: CentreView, minh: Actor, column: str) -> None:
    an = make_officer(centre_id=centre.id, role=Role.ADMINISTRATOR, username="an", name="Tô Mẫu An")
    damage("identity_account", column, minh.account_id)
    for address in ("/console/people/", "/console/people/accounts/"):
        page = sign_in(an).get(address).content.decode()
        assert "Tô Mẫu An" in page
        assert (SAID in page) == (column == "name")


def test_the_log_names_an_officer_whose_name_does_not_open(centre: CentreView, minh: Actor) -> None:
    tra = make_officer(centre_id=centre.id, role=Role.AUDITOR, username="tra", name="Uông Mẫu Tra")
    received(minh)
    damage("identity_account", "name", minh.account_id)
    assert SAID in sign_in(tra).get("/console/audit/").content.decode()


@pytest.mark.parametrize("column", ["answers", "attested", "post_address"])
def test_a_damaged_dossier_hides_no_other_of_ones_own(
    as_lan: Client, lan: Actor, centre: CentreView, column: str
) -> None:
    version = make_procedure()
    spoilt, good = (online_dossier(centre_id=centre.id, version=version, citizen=lan) for _one in range(2))
    with scope.opened(spoilt.dossier_id):
        damage("dossiers_dossier", column, spoilt.dossier_id)
    page = as_lan.get("/ho-so/").content.decode()
    assert {spoilt.code, good.code} <= set(re.findall(r"H99[\w.-]+", page))


def test_a_damaged_party_says_so_on_its_page_and_stops_no_other_filing(
    as_lan: Client, lan: Actor, centre: CentreView, within: Within
) -> None:
    version = make_procedure()
    spoilt, good = (online_dossier(centre_id=centre.id, version=version, citizen=lan) for _one in range(2))
    with scope.opened(spoilt.dossier_id):
        damage("parties_party", "stated", Dossier.objects.get(pk=spoilt.dossier_id).owner_party)
    with within(lan):
        alike = dossiers.own_alike(actor=lan, procedure_code=version.procedure_code, number="", name="Nguyễn Mẫu Lan")
    assert [row.code for row in alike] == [good.code]
    assert SAID in as_lan.get(f"/ho-so/{spoilt.dossier_id}/").content.decode()


def test_a_damaged_namesake_is_still_one(minh: Actor, within: Within) -> None:
    with within(minh):
        for filed in (received(minh), received(minh)):
            owner = Dossier.objects.get(pk=filed.dossier_id).owner_party
        damage("parties_party", "stated", owner)
        found = parties.namesakes(name="Nguyễn Mẫu Lan", number="", centre_ids=minh.centres())
    assert len({one.dossier_id for one in found}) == 2


def test_a_damaged_draft_hides_no_other(as_lan: Client, lan: Actor, centre: CentreView, within: Within) -> None:
    version = make_procedure()
    with within(lan):
        drafts = [
            drafting.begin_draft(centre_id=centre.id, version_id=version.id, actor=lan, at=NOW) for _one in range(2)
        ]
        damage("dossiers_dossier", "answers", drafts[0])
    page = as_lan.get("/ho-so/").content.decode()
    assert all(str(one) in page for one in drafts)


def test_a_damaged_name_of_a_file_hides_no_other(db: None) -> None:
    holder_id = uuid7()
    with scope.use(Scope(centres=(1,))):
        spoilt, good = (file_ref(holder_id=holder_id) for _one in range(2))
        damage("files_fileref", "name", spoilt)
        named = {one.id: one.name for one in files.refs_of(holder="component", holder_ids=[holder_id])[holder_id]}
    assert named[spoilt] == SAID
    assert named[good] != SAID


def test_a_command_never_reads_the_words_instead(db: None, minh: Actor) -> None:
    damage("identity_account", "name", minh.account_id)
    with pytest.raises(fields.Unreadable):
        identity.account(account_id=minh.account_id or 0)
