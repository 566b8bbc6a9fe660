"""Form 07: the register of a period, for those who hand out papers; its cost does not grow with its rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from conftest import sign_in
from motcua.apps.audit.models import Look
from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import LAN, TUESDAY_9AM, counter_dossier
from motcua.apps.organization.tests.factories import make_officer
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role
from motcua.kernel.ids import uuid7
from tests.desk.conftest import Bring
from tests.desk.test_news_on_the_slip import words_of

S = DossierState
BOOK = "/desk/register/book.pdf"
NOVEMBER = {"since": "2026-11-01", "until": "2026-11-30"}


def looks() -> int:
    return Look.objects.filter(what="register.printed").count()


def test_it_names_whose_dossier_when_promised_and_who_took_the_result(bring: Bring, as_minh: Client, within) -> None:
    returned, open_one = bring(S.RETURNED), bring(S.PROCESSING)
    with within(bring.cast["clerk"]):
        codes = [Dossier.objects.get(pk=one).code for one in (returned, open_one)]
    answer = as_minh.post(BOOK, NOVEMBER)
    assert "no-store" in answer["Cache-Control"]
    told = words_of(answer.content)
    for words in ("Mẫu số 07", "Từ ngày 01/11/2026 đến ngày 30/11/2026, 2 hồ sơ", *codes, LAN.phone, "Trước hạn"):
        assert "".join(words.split()) in "".join(told.split()), words
    with within(bring.cast["clerk"]):
        assert looks() == 1


def test_only_what_was_received_here_in_the_period_is_in_it(bring: Bring, as_minh: Client) -> None:
    bring(S.SUBMITTED)
    bring(S.REFUSED)
    for period in (NOVEMBER, {"since": "2026-10-01", "until": "2026-10-31"}):
        assert "Không có hồ sơ nào" in words_of(as_minh.post(BOOK, period).content)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_register_costs_five_statements(rows: int, centre, version, minh: Actor, django_assert_num_queries) -> None:
    for number in range(rows):
        filer = replace(LAN, name=f"Hồ Mẫu {number}")
        counter_dossier(centre_id=centre.id, version=version, clerk=minh, at=TUESDAY_9AM, filer=filer)
    day = clock.local(TUESDAY_9AM).date()
    with scope.use(scope.for_actor(minh)), django_assert_num_queries(5):
        found = dossiers.register(actor=minh, centre_id=centre.id, since=day, until=day)
    assert (found.total, [row.received_by for row in found.rows]) == (rows, ["Trần Mẫu Minh"] * rows)


def test_more_than_one_print_holds_is_said_and_nothing_is_read(bring: Bring, as_minh: Client, within) -> None:
    one = bring(S.RECEIVED)
    with within(bring.cast["clerk"]):
        row: Any = Dossier.objects.get(pk=one)
        copies = []
        for number in range(dossiers.MOST_ROWS):
            row.pk, row.code = uuid7(), f"H99.99-261117-9{number:04d}"
            row.owner_party_id = row.filer_party_id = None
            copies.append(Dossier(**{f.attname: getattr(row, f.attname) for f in Dossier._meta.concrete_fields}))
        Dossier.objects.bulk_create(copies, batch_size=500)
    answer = as_minh.post(BOOK, NOVEMBER)
    assert answer.status_code == 422
    assert "có 2001 hồ sơ; mỗi lần in nhiều nhất 2000" in answer.content.decode()
    assert 'value="2026-11-01"' in answer.content.decode()
    with within(bring.cast["clerk"]):
        assert looks() == 0


def test_an_officer_of_some_fields_prints_theirs_and_the_paper_says_so(bring: Bring, centre, as_minh: Client) -> None:
    bring(S.RECEIVED)
    given = {"centre_id": centre.id, "role": Role.SPECIALIST, "username": "khac", "name": "Cao Mẫu Khác"}
    other = sign_in(make_officer(**given, fields=("linh-vuc-khac",)))
    told = words_of(other.post(BOOK, NOVEMBER).content)
    assert "Chỉ gồm lĩnh vực" in told
    assert "0 hồ sơ" in told
    assert "Chỉ gồm lĩnh vực" not in words_of(as_minh.post(BOOK, NOVEMBER).content)


def test_a_period_that_is_none_is_said_beside_its_day(as_minh: Client) -> None:
    wrong = as_minh.post(BOOK, {"since": "2026-11-30", "until": "2026-11-01"})
    assert wrong.status_code == 422
    assert "Ngày cuối phải từ ngày đầu trở đi." in wrong.content.decode()
    assert as_minh.post(BOOK, {"since": "31/02/2026", "until": ""}).status_code == 422


def test_the_list_leads_to_it_for_whoever_may_print(as_minh: Client, as_auditor: Client) -> None:
    assert 'href="/desk/register/"' in as_minh.get("/desk/").content.decode()
    assert 'href="/desk/register/"' not in as_auditor.get("/desk/").content.decode()
    assert 'value="2026-11-01"' in as_minh.get("/desk/register/").content.decode()
    assert as_auditor.get("/desk/register/").status_code == 403
