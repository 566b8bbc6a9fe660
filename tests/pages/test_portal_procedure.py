"""The procedure page: unknown is said, amounts stand with their exemptions, and programs read the same facts."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from motcua.apps.dossiers.tests.factories import make_procedure
from motcua.apps.procedures.commands import import_catalogue
from motcua.apps.procedures.tests.factories import NOON, full_row, importer
from motcua.apps.procedures.tests.shipped_rows import shipped_rows

CODE = "9.990001"
ADDRESS = f"/thu-tuc/{CODE}/"
SAID = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture
def procedure(centre):
    """20,000 đồng at the counter; whom it spares is not known."""
    return make_procedure(methods=full_row()["methods"])


def read(client, address: str = f"/thu-tuc/{CODE}.json") -> dict[str, Any]:
    answer = client.get(address)
    assert answer["Content-Type"] == "application/json"
    return json.loads(answer.content)


def test_each_amount_stands_with_its_exemptions(client, procedure):
    page = client.get(ADDRESS).content.decode()
    main = page[page.index("<main") :]
    unsaid = "Trường hợp miễn, giảm chưa xác định; hỏi cán bộ trước khi nộp tiền."
    assert main.count("20.000 đ") == main.count(unsaid) >= 1


def test_the_common_way_is_not_passed_off_as_the_procedures_own(client, centre):
    make_procedure(steps=[])
    assert "Các bước riêng của thủ tục này chưa có người ghi." in client.get(ADDRESS).content.decode()


def test_an_imported_step_is_shown_whole(client, centre):
    long = "Người yêu cầu chuẩn bị giấy tờ theo danh sách " * 5
    make_procedure(steps=["Bước 1: Nộp hồ sơ. Tại quầy hoặc qua mạng.", f"- {long}"])
    page = client.get(ADDRESS).content.decode()
    assert "<b>Nộp hồ sơ</b><span>Tại quầy hoặc qua mạng.</span>" in page
    assert f"<li><span>{long.strip()}</span>" in page


def test_many_imported_steps_are_told_below_the_drawing_and_none_is_left_out(client, centre):
    make_procedure(steps=[f"Việc mẫu số {number}." for number in range(1, 26)])
    page = client.get(ADDRESS).content.decode()
    assert page.index("Ông/bà nộp hồ sơ") < page.index("25 bước theo lời của nguồn") < page.index("Việc mẫu số 25")


def test_it_is_said_who_says_so(client, procedure):
    page = client.get(ADDRESS).content.decode()
    assert "Ai nói, nói lúc nào?" in page
    assert "Nguồn ghi" in page
    assert "Chưa xác định" in page


def test_the_json_holds_each_fact_with_its_standing(client, procedure):
    told = read(client)
    assert (told["schema"], told["code"]) == ("motcua.procedure/1", CODE)
    counter = told["channels"][0]
    assert counter["term"]["value"] == {"quantity": "3", "unit": "working_day"}
    assert counter["term"]["standing"] == "stated"
    assert counter["fee"]["value"]["lines"][0]["amount"] == 20000
    assert told["facts"]["exemptions"] == {
        "standing": "unknown", "value": None, "source": "", "at": "", "said_instead": "",
    }  # fmt: skip


def test_the_json_of_a_shipped_procedure_says_what_the_source_had_instead(client, centre):
    import_catalogue(shipped_rows("1.001193"), actor=importer(), at=NOON)
    told = read(client, "/thu-tuc/1.001193.json")
    assert told["channels"][0]["term"] == {
        "standing": "unknown", "value": None, "source": "163/QĐ-BTP", "at": "", "said_instead": "1",
    }  # fmt: skip
    assert told["guide"].endswith("/thu-tuc/1.001193/hoi/")
    assert "kiểm chứng" not in json.dumps(told["channels"][0]["fee"]["said_instead"], ensure_ascii=False)


def test_the_json_is_not_sent_twice(client, procedure):
    first = client.get(f"/thu-tuc/{CODE}.json")
    assert first["Last-Modified"]
    again = client.get(f"/thu-tuc/{CODE}.json", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_change_of_the_catalogue_changes_the_tag(client, procedure):
    first = client.get(f"/thu-tuc/{CODE}.json")["ETag"]
    make_procedure(code="9.990002")
    assert client.get(f"/thu-tuc/{CODE}.json", headers={"if-none-match": first}).status_code == 200


def test_a_code_nobody_knows_is_told_as_json(client, centre):
    answer = client.get("/thu-tuc/9.999999.json")
    assert (answer.status_code, json.loads(answer.content)["error"]) == (404, "not-found")


def test_the_page_describes_itself_to_search_engines(client, procedure):
    said = SAID.findall(client.get(ADDRESS).content.decode())
    assert len(said) == 1
    told = json.loads(said[0])
    assert (told["@type"], told["identifier"]) == ("GovernmentService", CODE)
    assert "miễn, giảm chưa xác định" in told["offers"][0]["description"]


def test_what_a_source_writes_cannot_end_the_block_of_data(client, centre):
    make_procedure(name="Thủ tục </script><script>alert(1)</script> mẫu")
    page = client.get(ADDRESS).content.decode()
    assert "<script>alert" not in page
    assert json.loads(SAID.findall(page)[0])["alternateName"].startswith("Thủ tục </script>")


def test_no_script_is_let_in_by_name_or_number(client, procedure):
    policy = client.get(ADDRESS)["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "nonce" not in policy


@pytest.mark.parametrize("rows", [1, 3])
def test_the_json_asks_at_most_once(client, centre, rows, django_assert_max_num_queries):
    items = [{"name": f"Giấy mẫu {n}", "originals": 1, "copies": 0} for n in range(rows)]
    make_procedure(components=[{"case": None, "items": items}])
    read(client)
    with django_assert_max_num_queries(1):
        assert len(read(client)["cases"][0]["papers"]) == rows
