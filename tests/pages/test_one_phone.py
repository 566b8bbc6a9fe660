"""The son who shares his mother's telephone sees nothing of hers: no page, no file, no row."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from conftest import sign_in
from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.tests.factories import make_procedure, online_dossier, reload
from motcua.apps.identity.tests.factories import make_citizen
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor, ActorKind
from motcua.kernel.errors import NotFound
from motcua.surfaces.portal.urls import urlpatterns
from tests.pages.test_filing import begin, fill

SHARED = "0000111222"  # Lan's
#: Every address of the portal that names a dossier or a draft, those of tomorrow too.
NAMED = [p.name for p in urlpatterns if {"dossier_id", "draft_id"} & set(p.pattern.converters)]
_WITH_DOSSIER = """
SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
 WHERE a.attname = 'dossier_id' AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relrowsecurity
"""


@pytest.fixture
def boy(lan) -> Actor:
    account = make_citizen(name="Nguyễn Mẫu Tí", phone=SHARED, number="999202000222")
    return Actor(kind=ActorKind.CITIZEN, account_id=account.id)


@pytest.fixture
def as_boy(boy) -> Client:
    return sign_in(boy)


@pytest.fixture
def hers(centre, lan, as_lan) -> tuple[UUID, UUID]:
    """A dossier the mother has filed, and a draft with a file and everything filled in."""
    filed = online_dossier(centre_id=centre.id, version=make_procedure(), citizen=lan, at=clock.now())
    draft = begin(as_lan)
    fill(as_lan, draft)
    return filed.dossier_id, UUID(draft.rsplit("/", 1)[1])


def addresses(name: str, ids: tuple[UUID, UUID]) -> list[str]:
    """The address with her dossier, and with her draft; what else it names is made up."""
    (pattern,) = [p for p in urlpatterns if p.name == name]
    parts = pattern.pattern.converters
    own = {"name": "nguoi-nop"} if "name" in parts else {}
    others = {part: uuid4() for part in parts if part not in {"dossier_id", "draft_id", "name"}}
    key = "dossier_id" if "dossier_id" in parts else "draft_id"
    return [reverse(f"portal:{name}", kwargs={key: one, **own, **others}) for one in ids]


@pytest.mark.parametrize("name", NAMED)
def test_no_page_of_hers_opens_to_him(as_boy, hers, name):
    for address in addresses(name, hers):
        for answer in (as_boy.get(address), as_boy.post(address, {"anything": "x"})):
            assert answer.status_code in {404, 405}, address
            assert "Lan" not in answer.content.decode()


def test_the_pages_were_pages_and_open_to_her(as_lan, hers):
    assert len(NAMED) >= 13
    filed, draft = hers
    for address in (f"/ho-so/{filed}/", f"/ho-so/{filed}/bien-nhan/", f"/nop-ho-so/ho-so/{draft}/nguoi-nop/"):
        assert as_lan.get(address).status_code == 200


def test_his_list_is_empty_and_hers_is_not(as_boy, as_lan, hers):
    assert "Chưa có hồ sơ nào" in as_boy.get("/ho-so/").content.decode()
    assert str(hers[1]) in as_lan.get("/ho-so/").content.decode()


def test_her_files_do_not_open_to_him(as_boy, as_lan, hers):
    as_lan.post(f"/nop-ho-so/ho-so/{hers[1]}/xem-lai/")
    (link,) = re.findall(r'href="(/[^"]*tep[^"]*|/files/[^"]*)"', as_lan.get(f"/ho-so/{hers[1]}/").content.decode())
    assert b"".join(as_lan.get(link).streaming_content).startswith(b"\x89PNG")
    assert as_boy.get(link).status_code == 404


def test_her_draft_begun_on_the_telephone_and_claimed_is_no_longer_the_telephones(client, centre, as_boy, lan):
    make_procedure()
    draft = begin(client)
    hers, his = sign_in(lan), as_boy
    for browser in (hers, his):
        browser.cookies["motcua_drafts"] = client.cookies["motcua_drafts"].value
    assert hers.get(f"{draft}/nguoi-nop/").status_code == 200
    assert his.get(f"{draft}/nguoi-nop/").status_code == 404
    assert client.get(f"{draft}/nguoi-nop/").status_code == 404


def test_no_row_of_hers_is_seen_within_his_scope(boy, lan, hers):
    with connection.cursor() as cursor:
        cursor.execute(_WITH_DOSSIER)
        tables = [name for (name,) in cursor.fetchall()]
    assert len(tables) > 8
    for table in ("dossiers_dossier", *tables):
        with scope.use(scope.for_actor(boy)), connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            assert cursor.fetchone() == (0,), table


def test_the_queries_know_nothing_of_hers_for_him(boy, lan, hers):
    filed, draft = hers
    with scope.use(scope.for_actor(boy)):
        assert dossiers.own(actor=boy, now=clock.now()) == ()
        assert dossiers.kept_pages(actor=boy) == {}
        assert not dossiers.own_alike(actor=boy, procedure_code="9.990001", number="999000000001")
        for ask in (
            lambda: dossiers.find(actor=boy, dossier_id=filed, now=clock.now()),
            lambda: dossiers.head_of(actor=boy, dossier_id=filed, now=clock.now()),
            lambda: dossiers.draft(actor=boy, draft_id=draft),
        ):
            with pytest.raises(NotFound):
                ask()


def test_even_with_her_dossier_opened_by_code_the_queries_give_him_nothing(boy, lan, hers):
    with scope.use(scope.for_actor(boy)), scope.opened(hers[0]), pytest.raises(NotFound):
        dossiers.find(actor=boy, dossier_id=hers[0], now=clock.now())


def test_a_shared_telephone_is_no_second_fact_for_following(boy, hers):
    code = reload(hers[0]).code
    by_phone = Client().post("/tra-cuu/", {"code": code, "second_fact": SHARED})
    assert by_phone.status_code == 422
    assert "Không tìm thấy hồ sơ có mã và số này" in by_phone.content.decode()
    assert Client().post("/tra-cuu/", {"code": code, "second_fact": "999000000001"}).status_code == 302


def test_a_telephone_of_one_person_is(hers):
    code = reload(hers[0]).code
    assert Client().post("/tra-cuu/", {"code": code, "second_fact": SHARED}).status_code == 302
