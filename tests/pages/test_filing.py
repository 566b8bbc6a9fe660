"""Lan files online, page by page: what is typed stays, what is wrong is said beside its field."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from conftest import sign_in
from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.commands import drafting
from motcua.apps.dossiers.models import Component, Dossier
from motcua.apps.dossiers.states import Channel, DossierState
from motcua.apps.dossiers.tests.factories import METHODS, make_procedure
from motcua.apps.identity.tests.factories import make_citizen
from motcua.apps.workcalendar import queries as workcalendar
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor, ActorKind
from motcua.surfaces.portal.views import drafts

LAN = {
    "filer-name": "Nguyễn Mẫu Lan", "filer-birth_year": "1998", "filer-number": "999000000001",
    "filer-phone": "0000111222", "filer-address": "Thôn Mẫu 3",
}  # fmt: skip


@pytest.fixture
def procedure(centre):
    return make_procedure()


def picture(name: str = "to-khai.png", shade: int = 255) -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 40), (shade, shade, shade)).save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue(), content_type="image/png")


def begin(browser: Client) -> str:
    answer = browser.post("/nop-ho-so/9.990001/")
    assert answer.status_code == 302, answer.content.decode()[:500]
    return answer["Location"].rsplit("/", 2)[0]


def papers_of(browser: Client, draft: str) -> list[Component]:
    assert browser.get(f"{draft}/giay-to/").status_code == 200
    draft_id = UUID(draft.rsplit("/", 1)[-1])
    with scope.opened(draft_id):
        return list(Component.objects.filter(dossier_id=draft_id).order_by("position"))


def fill(browser: Client, draft: str) -> None:
    assert browser.post(f"{draft}/nguoi-nop/", LAN).status_code == 302
    paper = papers_of(browser, draft)[0]
    assert browser.post(f"{draft}/giay-to/", {f"file-{paper.id}": picture(), "on": "1"}).status_code == 302
    assert browser.post(f"{draft}/nhan-ket-qua/", {"return_by": "counter"}).status_code == 302


def row_of(draft: str) -> Dossier:
    with scope.opened(draft.rsplit("/", 1)[1]):  # type: ignore[arg-type]
        return Dossier.objects.get(pk=draft.rsplit("/", 1)[1])


def test_who_files_online_is_told_the_term_and_the_fee_of_that_channel(centre, as_lan):
    fee = {"amount": 5000, "kind": "Lệ phí", "text": "5000 đồng"}
    slow = {"time_text": "7 Ngày làm việc", "time_qty": 7, "time_unit": "Ngày làm việc", "fees": [fee]}
    counter, online, post = METHODS
    make_procedure(methods=[counter, {**online, **slow}, post])
    begun = as_lan.get("/nop-ho-so/9.990001/").content.decode()
    draft = begin(as_lan)
    fill(as_lan, draft)
    for page in (begun, as_lan.get(f"{draft}/xem-lai/").content.decode()):
        assert "7 ngày làm việc" in page
        assert "3 ngày làm việc" not in page
        assert "5.000" in page


def test_lan_files_and_takes_her_receipt_away(procedure, as_lan):
    draft = begin(as_lan)
    fill(as_lan, draft)
    answer = as_lan.post(f"{draft}/xem-lai/")
    assert answer["Location"].endswith("/bien-nhan/")
    told = as_lan.get(answer["Location"]).content.decode()
    row = row_of(draft)
    assert row.code in told
    assert (row.state, row.channel) == (DossierState.SUBMITTED, Channel.SELF_ONLINE)
    for again in (as_lan.post(f"{draft}/xem-lai/"), as_lan.get(f"{draft}/giay-to/")):
        assert again["Location"].endswith("/bien-nhan/"), "pressed twice, or gone back: the receipt is where it was"


def test_half_a_page_is_kept_and_its_problems_stand_beside_the_fields(procedure, as_lan):
    draft = begin(as_lan)
    answer = as_lan.post(f"{draft}/nguoi-nop/", {**LAN, "filer-number": "12", "filer-birth_year": "3000"})
    assert answer.status_code == 422
    assert "12 chữ số" in answer.content.decode()
    assert "Nguyễn Mẫu Lan" in as_lan.get(f"{draft}/nguoi-nop/").content.decode()


def test_a_year_is_a_birth_and_one_word_is_a_name(procedure, as_lan):
    draft = begin(as_lan)
    answer = as_lan.post(f"{draft}/nguoi-nop/", {**LAN, "filer-name": "Mẫu", "filer-phone": ""})
    assert answer.status_code == 302


def test_what_is_no_picture_is_refused_kindly_beside_its_paper(procedure, as_lan):
    draft = begin(as_lan)
    paper = papers_of(as_lan, draft)[0]
    bad = SimpleUploadedFile("anh.png", b"MZ not a picture at all", content_type="image/png")
    answer = as_lan.post(f"{draft}/giay-to/", {f"file-{paper.id}": bad, "on": "1"})
    assert answer.status_code == 422
    assert "anh.png" in answer.content.decode()
    assert papers_of(as_lan, draft)[0].state == ""


def test_each_file_that_is_refused_is_told(procedure, as_lan):
    draft = begin(as_lan)
    paper = papers_of(as_lan, draft)[0]
    bad = [SimpleUploadedFile(f"anh{n}.png", b"MZ not a picture", content_type="image/png") for n in range(2)]
    page = as_lan.post(f"{draft}/giay-to/", {f"file-{paper.id}": bad}).content.decode()
    assert ("anh0.png:" in page, "anh1.png:" in page) == (True, True)


def test_one_draft_too_many_pushes_none_out_unseen(procedure, client):
    first, *_rest = (begin(client) for _each in range(drafts.MOST))
    told = client.post("/nop-ho-so/9.990001/")
    assert (told.status_code, f"{first}/" in told.content.decode()) == (409, True)
    assert client.get(f"{first}/nguoi-nop/").status_code == 200
    client.post(f"{first}/bo/")
    assert client.post("/nop-ho-so/9.990001/").status_code == 302


def test_throwing_one_away_for_a_new_one_names_it_and_leads_back_to_where_one_was(procedure, client):
    drafts_begun = [begin(client) for _each in range(drafts.MOST)]
    back = "/nop-ho-so/9.990001/"
    away = f"{drafts_begun[3]}/bo/?next={back}"
    assert f'href="{away}"' in client.post(back).content.decode()
    asked = client.get(away).content.decode()
    assert f'<b lang="vi">{procedure.short_title}<' in asked
    assert f'class="button" href="{back}"' in asked
    assert client.post(away)["Location"] == back
    assert client.get(f"{drafts_begun[3]}/bo/").status_code == 404
    assert client.post(f"{drafts_begun[4]}/bo/?next=//elsewhere.example/")["Location"] == "/"


def test_a_file_can_be_taken_away_again(procedure, as_lan):
    draft = begin(as_lan)
    paper = papers_of(as_lan, draft)[0]
    as_lan.post(f"{draft}/giay-to/", {f"file-{paper.id}": picture(), "stay": "1"})
    row = as_lan.get(f"{draft}/giay-to/").context["files"][paper.id][0]
    as_lan.post(f"{draft}/giay-to/{row.id}/bo/")
    assert papers_of(as_lan, draft)[0].state == ""


def test_a_draft_begun_by_a_stranger_survives_the_signing_in(procedure, lan, client):
    draft = begin(client)
    fill(client, draft)
    answer = client.post(f"{draft}/xem-lai/")
    assert "/dang-nhap/" in answer["Location"]
    assert draft in unquote(answer["Location"])
    signed = sign_in(lan)
    signed.cookies.update(client.cookies)
    assert signed.post(f"{draft}/xem-lai/")["Location"].endswith("/bien-nhan/")


def test_nobody_else_opens_a_draft_or_a_dossier(procedure, as_lan, client, as_minh, db):
    draft = begin(as_lan)
    fill(as_lan, draft)
    other = make_citizen(name="Hồ Mẫu Út", phone="0000111223", number="999000000002")
    stranger = sign_in(Actor(kind=ActorKind.CITIZEN, account_id=other.id))
    for browser in (client, stranger, as_minh):
        assert browser.get(f"{draft}/xem-lai/").status_code == 404
    where = as_lan.post(f"{draft}/xem-lai/")["Location"]
    assert stranger.get(where).status_code == 404
    assert stranger.get(where.replace("bien-nhan/", "")).status_code == 404


def test_a_name_with_markup_stays_a_name(procedure, as_lan):
    draft = begin(as_lan)
    as_lan.post(f"{draft}/nguoi-nop/", {**LAN, "filer-name": "<script>alert(1)</script>"})
    assert "<script>alert" not in as_lan.get(f"{draft}/xem-lai/").content.decode()


def test_an_unready_draft_is_told_what_is_missing(procedure, as_lan):
    draft = begin(as_lan)
    as_lan.post(f"{draft}/nguoi-nop/", LAN)
    answer = as_lan.post(f"{draft}/xem-lai/")
    assert answer.status_code == 422
    assert "giấy tờ" in answer.content.decode().lower()


def test_a_draft_can_be_thrown_away_after_asking(procedure, as_lan):
    draft = begin(as_lan)
    assert "không lấy lại được" in as_lan.get(f"{draft}/bo/").content.decode()
    as_lan.post(f"{draft}/bo/")
    assert as_lan.get(f"{draft}/xem-lai/").status_code == 404


#: Statements of each page without the marks of transactions: session and draft on every one,
#: and on the review one for what its filer has on the way already.
COSTS = {
    "nguoi-nop": (2, 4), "giay-to": (3, 7), "nhan-ket-qua": (2, 4), "xem-lai": (4, 8),
}  # fmt: skip


#: The marks of transactions, and what the process keeps for seconds: it is read anew whenever the clock says so.
BESIDES = re.compile(r'^(RELEASE )?SAVEPOINT|^BEGIN|^COMMIT|FROM "(procedures|organization|workcalendar)_')


def cost_of(ask: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert ask().status_code in {200, 302}
    return sum(not BESIDES.search(query["sql"]) for query in asked)


@pytest.mark.parametrize("papers", [2, 4])
def test_every_page_of_the_guide_costs_few_statements(centre, as_lan, papers):
    items = [{"name": f"Giấy mẫu {n}", "originals": 1, "copies": 0} for n in range(papers)]
    make_procedure(components=[{"case": None, "items": items}])
    workcalendar.calendar(centre.calendar)  # a process that has reckoned once keeps its calendar
    draft = begin(as_lan)
    fresh = papers_of(as_lan, draft)
    given = {f"file-{fresh[n].id}": picture(f"{n}.png", n) for n in range(2)}
    brought = {f"bring-{paper.id}": "1" for paper in fresh[2:]}
    typed = {"nguoi-nop": LAN, "giay-to": {**given, **brought, "on": "1"}, "nhan-ket-qua": {"return_by": "counter"}}
    for name, (shown, sent) in COSTS.items():
        assert cost_of(lambda name=name: as_lan.get(f"{draft}/{name}/")) <= shown, name
        assert cost_of(lambda name=name: as_lan.post(f"{draft}/{name}/", typed.get(name, {}))) <= sent, name


def test_a_page_drawn_for_one_shows_nothing_of_another(procedure, as_lan):
    one, two = begin(as_lan), begin(as_lan)
    account = make_citizen(phone="0000999888", name="Vũ Mẫu Khác", number="999000777666")
    other = sign_in(Actor(kind=ActorKind.CITIZEN, account_id=account.id))
    three = begin(other)
    for name in ("nguoi-nop", "giay-to", "nhan-ket-qua"):
        pages = [
            browser.get(f"{draft}/{name}/").content.decode()
            for browser, draft in ((as_lan, one), (as_lan, two), (other, three))
        ]
        for page, own in zip(pages, (one, two, three), strict=True):
            ids = set(re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", page))
            assert own.rsplit("/", 1)[-1] in ids
            assert not ids & {draft.rsplit("/", 1)[-1] for draft in {one, two, three} - {own}}
            assert "@@" not in page
        papers = [set(re.findall(r'name="file-([0-9a-f-]+)"', page)) for page in pages]
        assert not papers[0] & papers[1] | papers[1] & papers[2]
        assert ("Vũ Mẫu Khác" in pages[2]) is (name == "nguoi-nop")
        assert "Vũ Mẫu Khác" not in pages[0] + pages[1]


def test_a_kept_page_knows_the_size_of_letters_and_no_other_address(procedure, as_lan):
    address = f"{begin(as_lan)}/nhan-ket-qua/"
    assert "x=1" in as_lan.get(f"{address}?x=1").content.decode()
    assert "x=1" not in as_lan.get(address).content.decode()
    assert 'class="large"' in as_lan.get(f"{address}?co=lon").content.decode()
    assert 'class="large"' in as_lan.get(address).content.decode()
    as_lan.get(f"{address}?co=thuong")
    assert 'class="large"' not in as_lan.get(address).content.decode()


def test_a_page_saved_from_two_windows_keeps_both(procedure, as_lan, lan):
    draft_id = UUID(begin(as_lan).rsplit("/", 1)[-1])
    seen = dossiers.draft(actor=lan, draft_id=draft_id)
    for page in ("one", "two"):  # the second has seen what was before the first
        drafting.save_page(draft_id=draft_id, page=page, answers={"a": page}, actor=lan, at=clock.now(), seen=seen)
    assert dossiers.draft(actor=lan, draft_id=draft_id).answers == {"one": {"a": "one"}, "two": {"a": "two"}}


def test_what_she_has_filed_already_is_named_on_the_review_and_she_may_file_again(procedure, as_lan):
    first, second = begin(as_lan), begin(as_lan)
    for draft in (first, second):
        fill(as_lan, draft)
    assert "cùng thủ tục chưa xong" not in as_lan.get(f"{first}/xem-lai/").content.decode()
    as_lan.post(f"{first}/xem-lai/")
    told = as_lan.get(f"{second}/xem-lai/").content.decode()
    assert "cùng thủ tục chưa xong" in told
    assert row_of(first).code in told
    assert as_lan.post(f"{second}/xem-lai/")["Location"].endswith("/bien-nhan/")
