"""Answering a request for papers item by item: kept while written, sent in parts, nobody else's until it is sent."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from conftest import sign_in
from motcua.apps.audit.models import Entry
from motcua.apps.dossiers.commands import processing
from motcua.apps.dossiers.models import Component, Supplement
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import TUESDAY_9AM, make_procedure, online_dossier, reload
from motcua.apps.dossiers.values import ItemAsked
from motcua.apps.files import commands as files
from motcua.apps.files.tests import factories
from motcua.apps.identity.tests.factories import make_citizen
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from tests.pages.test_uploads import patch

PHOTO = factories.picture(size=(300, 200))


@pytest.fixture
def asked(centre: Any, lan: Actor, minh: Actor, settings: Any, tmp_path: Any) -> Any:
    """A filing of Lan that waits for two papers and a word."""
    settings.BLOB_DIR = tmp_path / "blobs"
    items = [{"name": f"Giấy mẫu {n}", "originals": 1, "copies": 0} for n in range(2)]
    filed = online_dossier(
        centre_id=centre.id, version=make_procedure(components=[{"case": None, "items": items}]), citizen=lan
    )
    with scope.use(scope.for_actor(minh)):
        papers = Component.objects.filter(dossier_id=filed.dossier_id).order_by("position")
        wanted = [ItemAsked(f"Giấy {n} mờ, xin chụp lại", paper.id) for n, paper in enumerate(papers)]
        processing.ask_supplement(
            dossier_id=filed.dossier_id, items=[*wanted, ItemAsked("Vì sao nộp muộn?")], reason="Chưa đọc được",
            actor=minh, at=TUESDAY_9AM, seen_revision=filed.revision,
        )  # fmt: skip
    return filed.dossier_id


def at(dossier: Any, tail: str = "") -> str:
    return f"/ho-so/{dossier}/bo-sung/{tail}"


def lines(browser: Client, dossier: Any) -> list[Any]:
    return list(browser.get(at(dossier)).context["lines"])


def photo(name: str = "Ảnh.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PHOTO, "image/jpeg")


def entries(dossier: Any, centre: Any) -> list[str]:
    with scope.use(scope.Scope(centres=(centre.id,))):
        return sorted(Entry.objects.filter(ids__contains=[dossier]).values_list("command", flat=True))


def test_what_is_typed_is_kept_and_no_officers_to_read(asked, as_lan, as_minh):
    word = lines(as_lan, asked)[2].row
    seen = as_lan.get(at(asked)).context["seen"]
    quiet = as_lan.post(at(asked), {f"item-{word.id}": "Tôi ốm", "quiet": "1", "seen": seen, "pen": "a"})
    assert quiet.status_code == 204
    assert lines(as_lan, asked)[2].answer.text == "Tôi ốm"
    assert "Tôi ốm" not in as_minh.get(f"/desk/dossiers/{asked}/").content.decode()
    other = as_lan.post(at(asked), {f"item-{word.id}": "khác", "quiet": "1", "seen": seen, "pen": "b"})
    assert (other.status_code, other["X-Seen"]) == (409, quiet["X-Seen"])
    again = as_lan.post(at(asked), {f"item-{word.id}": "Tôi ốm nặng", "quiet": "1", "seen": seen, "pen": "a"})
    assert again.status_code == 204, "one's own word, perhaps unheard, is no news"


def test_an_earlier_word_that_arrives_later_overwrites_nothing(asked, as_lan):
    page = as_lan.get(at(asked))
    seen, word = page.context["seen"], lines(as_lan, asked)[0].row
    for pen, text in (("a.2", "Tôi ốm nặng"), ("a.1", "Tôi")):
        sent = {f"item-{word.id}": text, "quiet": "1", "seen": seen, "pen": pen}
        assert as_lan.post(at(asked), sent).status_code == 204
    assert lines(as_lan, asked)[0].answer.text == "Tôi ốm nặng"


def test_a_part_is_sent_the_rest_is_told_and_the_clock_stands(asked, centre, as_lan, as_minh):
    first, second, word = (line.row for line in lines(as_lan, asked))
    form = {f"file-{first.id}": photo(), f"bring-{second.id}": "1", f"item-{word.id}": "Tôi ốm", "send": "1"}
    page = as_lan.post(at(asked), form, follow=True)
    assert "Còn thiếu 1 trên 3 mục" in page.content.decode()
    assert [line.ready for line in page.context["lines"]] == [True, False, True]
    assert reload(asked).state == DossierState.AWAITING_INTAKE_SUPPLEMENT
    assert "dossiers.answer_items" in entries(asked, centre)
    desk = as_minh.get(f"/desk/dossiers/{asked}/").content.decode()
    told = desk[desk.index("Yêu cầu bổ sung lần 1") :].split("</section>")[0]
    assert told.count("Đã trả lời") == 2
    assert told.count("Sẽ mang đến") == 1
    assert "Tôi ốm" in told
    assert "Ảnh.jpg" in told
    assert "đã trả lời một phần" in as_minh.get("/desk/?tab=citizen").content.decode()


def test_a_picture_and_the_word_that_the_original_follows_are_both_kept(asked, as_lan, as_minh):
    first, second, word = (line.row for line in lines(as_lan, asked))
    sent = {f"file-{first.id}": photo(), f"bring-{first.id}": "1", f"item-{word.id}": "Tôi ốm", "send": "1"}
    as_lan.post(at(asked), sent)
    assert lines(as_lan, asked)[0].answer.bring, "the tick is shown again for the rest of the reply"
    as_lan.post(at(asked), {f"file-{second.id}": photo(), f"bring-{first.id}": "1", "send": "1"})
    assert reload(asked).state == DossierState.SUBMITTED
    papers = as_lan.get(f"/ho-so/{asked}/").context["papers"]
    assert [(paper.state, len(rows)) for paper, rows in papers] == [("promised", 1), ("given", 1)]


def test_the_last_answer_lets_the_dossier_go_on_and_gives_the_papers_their_files(asked, centre, as_lan, as_minh):
    first, second, word = (line.row for line in lines(as_lan, asked))
    as_lan.post(at(asked), {f"file-{first.id}": photo(), f"item-{word.id}": "Tôi ốm", "send": "1"})
    last = as_lan.post(at(asked), {f"file-{second.id}": photo("Hai.jpg"), f"item-{word.id}": "Tôi ốm", "send": "1"})
    assert last["Location"] == f"/ho-so/{asked}/"
    assert reload(asked).state == DossierState.SUBMITTED
    papers = as_lan.get(f"/ho-so/{asked}/").context["papers"]
    assert [(paper.state, [row.name for row, _link in rows]) for paper, rows in papers] == [
        ("given", ["Ảnh.jpg"]),
        ("given", ["Hai.jpg"]),
    ]
    assert as_lan.get(at(asked)).status_code == 302, "nothing is asked any more"
    assert "đã trả lời một phần" not in as_minh.get("/desk/?tab=all").content.decode()


def test_nothing_answered_is_told_and_nothing_is_sent(asked, centre, as_lan):
    page = as_lan.post(at(asked), {"send": "1"})
    assert page.status_code == 422
    assert page.content.decode().count("Xin trả lời, hoặc đính kèm") == 6
    assert "dossiers.answer_items" not in entries(asked, centre)


def test_the_counter_takes_in_what_was_still_missing(asked, as_lan, as_minh):
    first, second, word = (line.row for line in lines(as_lan, asked))
    form = {f"file-{first.id}": photo(), f"bring-{second.id}": "1", f"item-{word.id}": "Tôi ốm", "send": "1"}
    as_lan.post(at(asked), form)
    told = {f"given-{second.id}": "on", "seen_revision": reload(asked).revision}
    assert as_minh.post(f"/desk/dossiers/{asked}/do/reply/", told).status_code == 302
    assert reload(asked).state == DossierState.SUBMITTED
    desk = as_minh.get(f"/desk/dossiers/{asked}/").content.decode()
    assert "Tôi ốm" in desk, "what was sent before stands"


def test_a_file_comes_in_pieces_and_can_be_taken_away_until_it_is_sent(asked, as_lan, as_minh):
    first = lines(as_lan, asked)[0].row
    mark = hashlib.sha256(PHOTO).hexdigest()
    told = {"paper_id": first.id, "name": "Ảnh.jpg", "size": len(PHOTO), "mark": mark}
    began = as_lan.post(at(asked, "tai-len/"), told)
    assert began.status_code == 201
    to = at(asked, f"tai-len/{began.json()['id']}/")
    assert patch(as_lan, to, 0, PHOTO[:1000])["X-Offset"] == "1000"
    assert as_lan.head(to)["X-Offset"] == "1000"
    patch(as_lan, to, 1000, PHOTO[1000:])
    assert as_lan.post(to, {"sha256": mark, "seen": "abc"}).status_code == 201
    [row] = lines(as_lan, asked)[0].files
    assert "Ảnh.jpg" not in as_minh.get(f"/desk/dossiers/{asked}/").content.decode(), "not sent yet"
    assert as_lan.delete(to).status_code == 204, "given up the moment it had come"
    assert not lines(as_lan, asked)[0].files
    assert as_lan.post(at(asked, "tai-len/"), told).json()["done"] is False
    patch(as_lan, to := at(asked, f"tai-len/{as_lan.post(at(asked, 'tai-len/'), told).json()['id']}/"), 0, PHOTO)
    as_lan.post(to, {"sha256": mark})
    [row] = lines(as_lan, asked)[0].files
    assert as_lan.post(at(asked, f"tep/{row.id}/bo/")).status_code == 302
    assert lines(as_lan, asked)[0].files == ()
    as_lan.post(at(asked), {f"file-{first.id}": photo(), "send": "1"})
    [sent] = lines(as_lan, asked)[0].files
    assert as_lan.post(at(asked, f"tep/{sent.id}/bo/")).status_code == 404


def test_nobody_else_answers_or_sends_files(asked, as_minh, client, lan):
    first = "00000000-0000-7000-8000-000000000000"
    assert client.post(at(asked), {"send": "1"}).status_code == 302
    assert as_minh.post(at(asked), {"send": "1"}).status_code == 403
    told = {"paper_id": first, "name": "a.jpg", "size": 10, "mark": "0" * 16}
    assert as_minh.post(at(asked, "tai-len/"), told).status_code == 403
    other = make_citizen(name="Hồ Mẫu Khác", phone="0000999888", number="999000000099")
    stranger = sign_in(Actor(kind=lan.kind, account_id=other.id))
    assert stranger.post(at(asked, "tai-len/"), told).status_code == 404
    assert stranger.get(at(asked)).status_code == 404


def test_an_item_of_another_request_takes_no_file(asked, as_lan):
    told = {"paper_id": asked, "name": "a.jpg", "size": 10, "mark": "0" * 16}
    assert as_lan.post(at(asked, "tai-len/"), told).status_code == 404


@pytest.mark.parametrize("answered", [0, 3])
def test_the_page_costs_the_same_however_much_is_answered(asked, as_lan, answered, django_assert_max_num_queries):
    rows = [line.row for line in lines(as_lan, asked)][:answered]
    as_lan.post(at(asked), {f"item-{row.id}": "x" for row in rows} | {"stay": "1"})
    with django_assert_max_num_queries(14):
        assert as_lan.get(at(asked)).status_code == 200


def test_a_reply_that_was_never_sent_goes_with_the_dossiers_end(asked, lan, as_lan):
    word = lines(as_lan, asked)[2].row
    as_lan.post(at(asked), {f"item-{word.id}": "Tôi ốm", "stay": "1"})
    with scope.opened(asked):
        assert Supplement.objects.filter(dossier_id=asked, kept__isnull=False).exists()
    as_lan.post(f"/ho-so/{asked}/rut/", {"reason": ""})
    with scope.opened(asked):
        assert not Supplement.objects.filter(dossier_id=asked, kept__isnull=False).exists()


def test_a_promise_to_bring_that_was_taken_back_stays_taken_back(asked, as_lan):
    second = lines(as_lan, asked)[1].row
    as_lan.post(at(asked), {f"bring-{second.id}": "1", "send": "1"})
    assert lines(as_lan, asked)[1].answer.bring
    as_lan.post(at(asked), {"stay": "1"})
    assert not lines(as_lan, asked)[1].answer.bring


def test_files_are_kept_though_another_device_has_kept_other_words(asked, as_lan):
    first, _second, word = (line.row for line in lines(as_lan, asked))
    seen = as_lan.get(at(asked)).context["seen"]
    as_lan.post(at(asked), {f"item-{word.id}": "máy kia", "quiet": "1", "seen": seen, "pen": "b"})
    page = as_lan.post(
        at(asked), {f"item-{word.id}": "máy này", f"file-{first.id}": photo(), "seen": seen, "send": "1"}
    )
    assert page.status_code == 409
    assert [row.name for row in page.context["lines"][0].files] == ["Ảnh.jpg"]
    assert page.context["lines"][2].answer.text == "máy này"
    assert lines(as_lan, asked)[2].answer.text == "máy kia"


def test_a_day_that_is_full_takes_no_file_and_loses_nothing_typed(asked, as_lan, monkeypatch):
    monkeypatch.setattr(files, "BYTES_A_DAY", 100)
    first, _second, word = (line.row for line in lines(as_lan, asked))
    page = as_lan.post(at(asked), {f"item-{word.id}": "Vì mưa", f"file-{first.id}": photo(), "send": "1"})
    assert (page.status_code, "đã nhận rất nhiều tệp" in page.content.decode()) == (422, True)
    assert [(line.answer.text, len(line.files)) for line in lines(as_lan, asked)] == [("", 0), ("", 0), ("Vì mưa", 0)]


def test_a_long_word_is_refused_not_cut_and_lines_count_as_one_sign_each(asked, as_lan):
    word = lines(as_lan, asked)[2].row
    seen = as_lan.get(at(asked)).context["seen"]
    long = "a" * 2001
    for quiet in ({}, {"quiet": "1"}):
        answer = as_lan.post(at(asked), {f"item-{word.id}": long, "seen": seen, "send": "1", **quiet})
        assert answer.status_code == 422
        assert quiet or ("tối đa 2.000 chữ" in answer.content.decode() and long in answer.content.decode())
    fits = "\r\n".join(["b" * 99] * 20)
    assert as_lan.post(at(asked), {f"item-{word.id}": fits, "seen": seen}).status_code == 302
    assert lines(as_lan, asked)[2].answer.text == fits.replace("\r\n", "\n")


def test_a_long_reason_to_withdraw_is_refused_not_cut(asked, as_lan):
    answer = as_lan.post(f"/ho-so/{asked}/rut/", {"reason": "c" * 1001})
    assert (answer.status_code, "tối đa 1.000 chữ" in answer.content.decode()) == (422, True)
    assert "c" * 1001 in answer.content.decode()
    assert as_lan.post(f"/ho-so/{asked}/rut/", {"reason": "\r\n".join(["d" * 9] * 100)}).status_code == 302
