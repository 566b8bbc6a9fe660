"""Finding a procedure from what people say, with and without marks, and saying whose it is when nothing fits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from motcua.apps.procedures import gateways
from motcua.apps.procedures.rules.searching.engine import Index
from motcua.apps.procedures.states import Door
from motcua.apps.procedures.tests.factories import full_row, shipped, view_of


@pytest.fixture(scope="module")
def index() -> Index:
    return gateways.index_of(shipped().values())


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("giay khai sinh cho con", "1.001193"),
        ("làm giấy khai sinh cho con mới sinh", "1.001193"),
        ("sao y bằng", "2.000815"),
        ("sao y bang tot nghiep", "2.000815"),
        ("xác nhận độc thân", "1.004873"),
        ("xac nhan doc than", "1.004873"),
        ("giay khai sinh mat", "2.000635"),
        ("đăng kí kết hôn", "1.000894"),
        ("khai tử cho bà nội", "1.000656"),
        ("nhập hộ khẩu", "1.004222"),
        ("tam tru", "1.004194"),
        ("chứng thực di chúc", "2.001019"),
        ("nhận con nuôi", "2.001263"),
        ("nghỉ bán, tạm ngừng kinh doanh", "1.001570"),
    ],
)
def test_people_find_what_they_mean_among_the_first_three(index: Index, said: str, code: str) -> None:
    assert code in [hit.code for hit in index.find(said, limit=3).hits]


@pytest.mark.parametrize("said", ["", "   ", "xin chào", "asdf qwer zxcv", "bạn là ai", "?!…", "cảm ơn em nhé", "😀"])
def test_small_talk_and_noise_find_nothing(index: Index, said: str) -> None:
    assert index.find(said, limit=5).refused


def test_a_code_finds_its_procedure_and_an_old_group_its_successor_code(index: Index) -> None:
    assert [hit.code for hit in index.find("thủ tục 1.001193", limit=5).hits] == ["1.001193"]
    assert index.find("3.000722", limit=1).hits[0].code == "2.000986"


def test_typed_marks_decide_between_words_that_fold_alike() -> None:
    eye = view_of(full_row("9.990001", name="Khám mắt mẫu"))
    loss = view_of(full_row("9.990002", name="Khám mất mẫu"))
    index = Index([eye, loss])
    assert [index.find(said, limit=1).hits[0].code for said in ("khám mắt", "khám mất")] == ["9.990001", "9.990002"]


def test_an_empty_catalogue_answers_nothing() -> None:
    assert Index([]).find("khai sinh", limit=5).refused


@pytest.mark.parametrize(
    ("said", "door"),
    [
        ("đổi bằng lái xe ô tô", Door.POLICE),
        ("tiền thuế nhà đất nộp ở đâu", Door.TAX),
        ("đóng thuế ở đâu", Door.TAX),
        ("hai vợ chồng muốn ly hôn thuận tình", Door.COURT),
        ("tách thửa đất vườn", Door.LAND_OFFICE),
        ("mở công ty trách nhiệm hữu hạn", Door.PROVINCE),
        ("bổ nhiệm công chứng viên", Door.NOTARY),
        ("nhà bị cúp điện từ chiều", Door.UTILITY),
        ("kết quả xổ số hôm nay", Door.NOTHING),
        ("Cấp Giấy phép thành lập và hoạt động công ty chứng khoán", Door.MINISTRY),
    ],
)
def test_what_is_not_ours_is_refused_with_its_door(index: Index, said: str, door: Door) -> None:
    found = index.find(said, limit=5)
    assert (found.hits, found.door) == ((), door)


def test_a_door_closes_where_the_catalogue_holds_the_field_itself(index: Index) -> None:
    tax = view_of(full_row("9.990001", name="Khai thuế sử dụng đất mẫu", field="Thuế"))
    ours = gateways.index_of([*shipped().values(), tax])
    said = "khai thuế sử dụng đất"
    assert index.find(said, limit=1).door is Door.TAX
    assert [hit.code for hit in ours.find(said, limit=1).hits] == ["9.990001"]


def test_when_several_fit_the_search_asks_back_with_what_sets_them_apart() -> None:
    rows = [full_row("9.990001", name="Cấp phép nuôi voi"), full_row("9.990002", name="Gia hạn phép nuôi voi")]
    asked = Index(view_of(row) for row in rows).find("phép nuôi voi", limit=5).asks_back
    assert asked is not None
    assert {choice.code: choice.words for choice in asked.choices} == {"9.990001": ("Cấp",), "9.990002": ("Gia hạn",)}


def test_a_plain_question_is_not_asked_back(index: Index) -> None:
    assert index.find("đăng ký khai sinh cho con", limit=5).asks_back is None


def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, *options: str) -> list[dict[str, object]]:
    asked = tmp_path / "asked.jsonl"
    asked.write_text(text, "utf-8")
    call_command("calc_search", str(asked), *options)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_calculator_answers_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = '{"id": 1, "query": "sao y bằng"}\nhỏng\n{"id": 3}\n[4]\n{"id": 5, "query": "xin chào"}\n'
    told = ask(tmp_path, capsys, text, "--top", "2")
    assert told[0]["codes"][0] == "2.000815"  # type: ignore[index]
    assert [set(answer) for answer in told] == [
        {"id", "codes", "refused"}, {"id", "error"}, {"id", "error"}, {"id", "error"}, {"id", "codes", "refused"},
    ]  # fmt: skip
    assert told[4] == {"id": 5, "codes": [], "refused": True}


def test_the_calculator_takes_another_catalogue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [full_row("9.990001", name="Nuôi voi"), full_row("9.990002", name="Nuôi voi", levels=["tinh"])]
    catalogue = tmp_path / "rows.jsonl"
    catalogue.write_text("hỏng\n" + "\n".join(json.dumps(row) for row in rows), "utf-8")
    (told,) = ask(tmp_path, capsys, '{"id": "a", "query": "nuôi voi"}', "--catalogue", str(catalogue))
    assert told["codes"] == ["9.990001"]


def test_the_calculator_says_which_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không đọc được"):
        call_command("calc_search", str(tmp_path / "none.jsonl"))
