"""The centre's wall in the console: figures that add up, sheets in print, the posting book and what is out of date."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from django.test import Client

from conftest import sign_in
from motcua.apps.files.tests.factories import picture
from motcua.apps.organization.tests.factories import make_officer
from motcua.apps.organization.values import CentreView
from motcua.apps.printing import tasks as printing
from motcua.apps.printing.models import Run
from motcua.apps.procedures import commands, queries
from motcua.apps.procedures.models import Hanging, PrintedSheet
from motcua.apps.procedures.tests.factories import full_row, imported
from motcua.apps.procedures.values import OnlineLevel
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role
from motcua.kernel.clock import office_time

NOW = office_time(2026, 7, 20, 14)
CODES = ("9.990001", "9.990002", "9.990003")
BOARDS = "/console/boards/"
FIELD = {"kind": "field", "key": "linh-vuc-mau", "size": "a3"}


@pytest.fixture(autouse=True)
def _a_small_catalogue(db: None) -> Iterator[None]:
    queries.forget()
    imported(*(full_row(code) for code in CODES))
    with clock.stopped(NOW):
        yield


@pytest.fixture
def thu(centre: CentreView) -> Actor:
    return make_officer(centre_id=centre.id, role=Role.KEEPER, username="thu", name="Đinh Mẫu Thư")


@pytest.fixture
def as_thu(thu: Actor) -> Client:
    return sign_in(thu)


def upload(name: str, content: bytes) -> Any:
    file = io.BytesIO(content)
    file.name = name
    return file


def everywhere() -> Any:
    """See behind every wall, as no page does."""
    return scope.use(scope.Scope(centres=tuple(range(1, 10_000))))


def rows() -> list[Hanging]:
    with everywhere():
        return list(Hanging.objects.all())


def work(run: Run) -> None:
    """What the worker does."""
    with scope.use(scope.Scope(centres=(run.centre_id,))):
        printing.run(run_id=str(run.id), centre_id=run.centre_id)


def printed(client: Client, **said: str) -> PrintedSheet:
    """One sheet printed; the row the book keeps of it."""
    answer = client.post(f"{BOARDS}print/", {**FIELD, **said})
    assert answer.content.startswith(b"%PDF-"), answer.status_code
    with everywhere():
        return PrintedSheet.objects.latest("printed_at", "id")


def hung(client: Client, place: str = "Sảnh Trung tâm", **said: Any) -> Any:
    sheet = printed(client)
    return client.post(f"{BOARDS}book/hang/", {"sheet": sheet.id, "place": place, "since": "2026-07-20", **said})


def figures(page: str) -> dict[str, int]:
    """The figures of the page by the list each opens."""
    found = re.findall(r'levels/(\w+)/"><b>(\d+)</b>', page)
    return {level: int(count) for level, count in found}


def test_the_figures_add_up_and_each_opens_its_list(as_thu: Client, thu: Actor, centre: CentreView) -> None:
    for code, level in zip(CODES, [OnlineLevel.FULL, OnlineLevel.PARTIAL, None], strict=True):
        say = {"code": code, "centre_id": centre.id, "listed": True, "online_level": level}
        commands.post_procedure(**say, actor=thu, at=NOW)
    found = figures(as_thu.get(BOARDS).content.decode())
    assert found == {"all": 3, "full": 1, "partial": 1, "information": 0, "unstated": 1}
    assert sum(count for level, count in found.items() if level != "all") == found["all"]
    assert "theo danh mục chung" not in as_thu.get(BOARDS).content.decode()
    for level, count in found.items():
        assert f"({count})</h1>" in as_thu.get(f"{BOARDS}levels/{level}/").content.decode()
    assert as_thu.get(f"{BOARDS}levels/khong-co/").status_code == 404


@pytest.mark.parametrize(
    ("words", "many"), [("9.990002", 1), ("thu tuc mau", 3), ("Thủ tục mẫu 9.990003", 1), ("xyz", 0)]
)
def test_a_list_is_narrowed_by_code_or_name(as_thu: Client, words: str, many: int) -> None:
    page = as_thu.get(f"{BOARDS}levels/all/", {"q": words}).content.decode()
    assert page.count('<td class="code">') == many


def test_the_levels_of_a_real_centre_add_up_as_its_list_states(as_thu: Client) -> None:
    """434 = 154 full + 262 partial + 18 information, taken from a file and told on page and cover."""
    codes = [f"9.99{n:04d}" for n in range(4, 435)]
    imported(*(full_row(code) for code in codes))
    levels = ["toàn trình"] * 154 + ["một phần"] * 262 + ["cung cấp thông tin"] * 18
    rows = "\n".join(f"{code};{level}" for code, level in zip([*CODES, *codes], levels, strict=True))
    look = as_thu.post(f"{BOARDS}list/", {"file": upload("ds.csv", f"mã;mức độ\n{rows}\n".encode())})
    token = re.search(r'name="token" value="([^"]+)"', look.content.decode())
    assert token is not None
    assert as_thu.post(f"{BOARDS}list/take/", {"token": token[1]})["Location"] == BOARDS
    found = figures(as_thu.get(BOARDS).content.decode())
    assert found == {"all": 434, "full": 154, "partial": 262, "information": 18, "unstated": 0}


def test_a_list_is_looked_at_before_anything_is_written(as_thu: Client, centre: CentreView) -> None:
    text = "mã;mức độ;quầy;điện thoại\n9.990001;toàn trình;Quầy 2;\n9.999999;một phần;;\n9.990002;mức 5;;\n"
    look = as_thu.post(f"{BOARDS}list/", {"file": upload("ds.csv", text.encode())}).content.decode()
    assert "Mã này không có trong danh mục đang có hiệu lực." in look
    assert re.search(r'class="num">4</td><td>Mức độ</td>', look)
    assert "9.990003" in look
    assert queries.postings(centre_id=centre.id) == {}
    token = re.search(r'name="token" value="([^"]+)"', look)
    assert token is not None
    as_thu.post(f"{BOARDS}list/take/", {"token": token[1], "strike": "on"})
    said = queries.postings(centre_id=centre.id)
    assert (said["9.990001"].online_level, said["9.990001"].counter_text) == (OnlineLevel.FULL, "Quầy 2")
    assert {code for code, one in said.items() if not one.listed} == {"9.990003"}


@pytest.mark.parametrize("token", ["", "khong-phai", "eyJ:1:x"])
def test_a_list_nobody_looked_at_is_not_taken(as_thu: Client, centre: CentreView, token: str) -> None:
    assert as_thu.post(f"{BOARDS}list/take/", {"token": token}).status_code == 422
    assert queries.postings(centre_id=centre.id) == {}


def test_a_file_that_is_no_table_is_told_beside_the_field(as_thu: Client) -> None:
    answer = as_thu.post(f"{BOARDS}list/", {"file": upload("ds.xlsx", b"PK\x03\x04 nothing")})
    assert answer.status_code == 422
    assert "Không đọc được tệp này" in answer.content.decode()


@pytest.mark.parametrize("size", ["a3", "a4"])
@pytest.mark.parametrize(
    ("kind", "key"), [("cover", ""), ("field", "linh-vuc-mau"), ("labels", "linh-vuc-mau"), ("procedure", CODES[0])]
)
def test_each_sheet_is_printed_and_remembered(as_thu: Client, kind: str, key: str, size: str) -> None:
    row = printed(as_thu, kind=kind, key=key, size=size)
    assert (row.kind, row.key, row.size, row.revision) == (kind, key, size, queries.revision())
    assert set(row.shown) == {"", *(CODES if kind != "procedure" else CODES[:1])}


@pytest.mark.parametrize("said", [{"kind": "field", "key": "khong-co"}, {"kind": "procedure", "key": "9.999999"},
                                  {"kind": "poster"}, {"size": "a5"}])  # fmt: skip
def test_what_is_not_on_the_board_is_not_printed(as_thu: Client, said: dict[str, str]) -> None:
    assert as_thu.post(f"{BOARDS}print/", {**FIELD, **said}).status_code == 404


@pytest.mark.parametrize(("what", "sheets"), [("board", 2), ("codes", 3)])
def test_the_whole_board_is_one_click_and_is_fetched_when_it_is_done(as_thu: Client, what: str, sheets: int) -> None:
    page = as_thu.post(f"{BOARDS}whole/", {"what": what, "size": "a4"})["Location"]
    waiting = as_thu.get(page)
    assert waiting["Refresh"] == "3"
    assert "Đang sắp chữ" in waiting.content.decode()
    assert as_thu.get(f"{page}pdf/").status_code == 404
    with everywhere():
        run = Run.objects.get()
        assert (run.sheets, PrintedSheet.objects.count()) == (sheets, sheets)
    work(run)
    done = as_thu.get(page)
    assert "Refresh" not in done
    assert "Đã xong" in done.content.decode()
    with pikepdf.open(io.BytesIO(as_thu.get(f"{page}pdf/").content)) as pdf:
        assert len(pdf.pages) == sheets


def test_a_sheet_out_of_date_names_what_changed_and_offers_the_replacement(as_thu: Client, thu: Actor) -> None:
    hung(as_thu)
    assert "Mọi tờ đang niêm yết còn đúng" in as_thu.get(f"{BOARDS}book/").content.decode()
    as_thu.post(f"{BOARDS}postings/{CODES[1]}/", {"listed": "on", "online_level": "full", "counter_text": "Quầy 9"})
    book = as_thu.get(f"{BOARDS}book/").content.decode()
    assert "Đã lỗi thời, cần thay (1)" in book
    assert f'Đã đổi: <span class="code">{CODES[1]}</span>' in book
    assert CODES[0] not in book
    replaces = re.search(r"hang/\?replaces=([0-9a-f-]+)", book)
    assert replaces is not None
    sheet, there = printed(as_thu), f"{BOARDS}book/hang/?replaces={replaces[1]}"
    assert 'value="Sảnh Trung tâm"' in as_thu.get(there).content.decode()
    as_thu.post(there, {"sheet": sheet.id, "place": "Sảnh Trung tâm", "since": "2026-07-20"})
    assert "Mọi tờ đang niêm yết còn đúng" in as_thu.get(f"{BOARDS}book/").content.decode()
    assert "Đã gỡ (1)" in as_thu.get(f"{BOARDS}book/?down=1").content.decode()


def test_a_photograph_passes_the_gate_and_opens_by_its_link(as_thu: Client) -> None:
    assert hung(as_thu, photo=upload("anh.jpg", picture())).status_code == 302
    [row] = rows()
    page = f"{BOARDS}book/{row.id}/"
    link = re.search(r'href="([^"]+)" target="_blank">anh.jpg', as_thu.get(page).content.decode())
    assert link is not None
    opened = as_thu.get(link[1])
    assert b"".join(opened.streaming_content).startswith(b"\xff\xd8")  # type: ignore[attr-defined]
    assert opened["Content-Type"] == "image/jpeg"
    assert as_thu.post(f"{page}photo/", {"photo": upload("b.jpg", picture(shade=9))})["Location"] == page
    refused = as_thu.post(f"{page}photo/", {"photo": upload("x.jpg", b"no picture at all")})
    assert refused.status_code == 422
    assert "Ảnh (2)" in refused.content.decode()


def test_taking_down_asks_for_the_day_and_keeps_the_row(as_thu: Client) -> None:
    hung(as_thu)
    [row] = rows()
    down = f"{BOARDS}book/{row.id}/down/"
    assert "Sảnh Trung tâm" in as_thu.get(down).content.decode()
    assert as_thu.post(down, {"day": "2026-07-19"}).status_code == 422
    assert as_thu.post(down, {"day": "2026-07-20", "reason": "Tường sơn lại"}).status_code == 302
    assert as_thu.post(down, {"day": "2026-07-20"}).status_code == 409
    assert "Tường sơn lại" in as_thu.get(f"{BOARDS}book/{row.id}/").content.decode()


def test_records_keep_the_book_and_an_auditor_only_reads(as_van: Client, centre: CentreView) -> None:
    assert hung(as_van).status_code == 302
    assert "board_list" not in as_van.get(BOARDS).content.decode()
    auditor = sign_in(make_officer(centre_id=centre.id, role=Role.AUDITOR, username="thanh", name="Lý Mẫu Thanh"))
    book = auditor.get(f"{BOARDS}book/").content.decode()
    assert "Sảnh Trung tâm" in book
    assert "book/hang/" not in book


def test_the_pages_speak_english(as_thu: Client) -> None:
    hung(as_thu)
    for address in ("", "levels/all/", "book/", "book/hang/", "list/", f"postings/{CODES[0]}/"):
        page = as_thu.get(f"/en{BOARDS}{address}").content.decode()
        assert '<html lang="en"' in page


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_of_the_wall_cost_the_same_for_many(many: int, as_thu: Client, django_assert_num_queries) -> None:
    for n in range(many):
        hung(as_thu, place=f"Nhà văn hóa thôn {n}")
    as_thu.get(BOARDS)
    for address, statements in (("", 4), ("levels/all/", 2), ("book/", 6), ("book/hang/", 3)):
        with django_assert_num_queries(statements):
            as_thu.get(f"{BOARDS}{address}")
