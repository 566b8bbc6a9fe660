"""Guided questions: one a page, by GET, closed answers in the address, a personal check-list at the end."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest

from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.tests.factories import make_procedure, settle
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.commands import import_catalogue
from motcua.apps.procedures.rules.guide import ends
from motcua.apps.procedures.tests.factories import NOON, a_day, full_row, importer
from motcua.apps.procedures.tests.shipped_rows import shipped_rows
from motcua.apps.procedures.values import VersionView
from motcua.apps.procedures.values.guide import Guided, Way
from motcua.surfaces.portal.views.guide_carried import GUIDED, Carried, carried, part_of

BIRTH, BUSINESS, FUNERAL, SIGNATURE = "1.001193", "2.000720", "1.001731", "2.000884"
PLAIN_BIRTH = {"viec": "moi", "tre": "thuong", "chung-sinh": "co", "thay": "khong", "cach": "quay"}


@pytest.fixture
def catalogue(centre):
    import_catalogue(shipped_rows(BIRTH, BUSINESS, FUNERAL, SIGNATURE, "1.014028"), actor=importer(), at=NOON)
    return centre


def hoi(code: str, **answers: str) -> str:
    query = urlencode({key.replace("_", "-"): value for key, value in answers.items()})
    return f"/thu-tuc/{code}/hoi/" + (f"?{query}" if query else "")


def version(code: str) -> VersionView:
    return procedures.in_force(code, on=a_day(25, 11))


def given(end: Guided) -> dict[str, str]:
    return {question.key: choice.key for question, choice in end.said}


def test_the_first_question_stands_alone(client, catalogue):
    page = client.get(hoi(BIRTH)).content.decode()
    assert page.count("<h1") == 1
    assert page.count('type="radio"') == 7
    assert "csrf" not in page
    assert "Câu trước" not in page


def test_a_later_question_leads_back_to_the_one_before(client, catalogue):
    page = client.get(hoi(BIRTH, viec="moi", tre="bo-roi")).content.decode()
    assert f'href="{hoi(BIRTH, viec="moi")}"' in page
    assert 'type="hidden" name="tre" value="bo-roi"' in page


def test_nothing_chosen_is_said_beside_the_question(client, catalogue):
    answer = client.get(hoi(BIRTH, hoi="viec"))
    assert answer.status_code == 422
    assert "Xin chọn một câu trả lời." in answer.content.decode()


def test_what_is_no_answer_of_ours_never_comes_back(client, catalogue):
    page = client.get(hoi(BIRTH, viec="moi", tre="999000000001", ten="Nguyễn Mẫu Lan")).content.decode()
    main = page[page.index("<main") : page.index("</main")]
    assert "999000000001" not in main
    assert "Mẫu Lan" not in main


def test_the_check_list_holds_what_this_person_brings(client, catalogue):
    page = client.get(hoi(BIRTH, **PLAIN_BIRTH)).content.decode()
    assert "Ông/bà cần mang những giấy này" in page
    bring = page[page.index('id="mang"') : page.index('id="khi-can"')]
    assert bring.count("<li>") == 3
    assert "bỏ rơi" not in bring
    assert "Chưa xác định" in page
    assert 'class="qr"' in page


def test_an_answer_may_lead_to_another_procedure(client, catalogue):
    page = client.get(hoi(FUNERAL, dien="huu-tri-xa-hoi")).content.decode()
    assert "Ông/bà cần làm thủ tục khác" in page
    assert 'href="/thu-tuc/1.014028/"' in page


def test_what_is_not_known_is_asked_of_an_officer(client, catalogue):
    page = client.get(hoi(FUNERAL, dien="bao-tro")).content.decode()
    assert "Xin hỏi cán bộ trước khi đi" in page
    assert catalogue.address in page


def test_every_end_of_every_guide_is_a_page(client, catalogue):
    for code in (BIRTH, BUSINESS, FUNERAL):
        guide: Any = version(code).guide.value
        for end in ends(guide):
            page = client.get(hoi(code, **given(end)))
            assert page.status_code == 200, given(end)
            assert 'type="radio"' not in page.content.decode()


def test_filing_begins_with_the_case_the_answers_found(client, catalogue):
    guide: Any = version(BUSINESS).guide.value
    case = next(e.outcome.case for e in ends(guide) if e.outcome and e.outcome.way is Way.FILE)
    shown = client.get(f"/nop-ho-so/{BUSINESS}/?truong-hop={case}")
    assert shown.status_code == 200
    assert client.get(f"/nop-ho-so/{BUSINESS}/?truong-hop=khong-co").status_code == 200


@pytest.mark.parametrize(("wanted", "kept"), [("cffb845e0", "cffb845e0"), ("khong-co", None)])
def test_a_draft_begins_with_a_case_that_exists(client, catalogue, wanted, kept):
    settle(BUSINESS, "online_where", "here")
    begun = client.post(f"/nop-ho-so/{BUSINESS}/", {"case": wanted})
    page = client.get(begun["Location"]).content.decode()
    chosen = re.findall(r'value="(c\w+)"[^>]* checked', page)
    assert chosen == ([kept] if kept else [])


DEATH = "1.000656"


@pytest.fixture
def death(centre, settings, tmp_path):
    """The registration of a death, filed online here; one end of its guide that spares a paper the filing demands."""
    settings.BLOB_DIR = tmp_path / "blobs"
    import_catalogue(shipped_rows(DEATH), actor=importer(), at=NOON)
    settle(DEATH, "online_where", "here")
    found: Any = version(DEATH)
    for end in ends(found.guide.value):
        step = procedures.guided(found.id, given(end))
        if end.outcome and end.outcome.way is Way.FILE and begun_with(found, step).papers:
            return step
    raise AssertionError("no such end")


def begun_with(found: VersionView, step: Guided) -> Carried:
    assert step.outcome
    return carried(found, found.case(step.outcome.case), part_of(step)[GUIDED])


def test_what_the_answers_spare_is_said_already_when_the_filing_begins(death, client):
    told = begun_with(version(DEATH), death)
    end = client.get(hoi(DEATH, **given(death))).content.decode()
    [address] = re.findall(r'href="(/nop-ho-so/[^"]+)"', end)
    shown = client.get(unescape(address))
    assert all(paper.title in unescape(shown.content.decode()) for paper in told.papers)
    hidden = dict(re.findall(r'<input type="hidden" name="(case|guided)" value="([^"]*)"', shown.content.decode()))
    draft = client.post(f"/nop-ho-so/{DEATH}/", {key: unescape(value) for key, value in hidden.items()})["Location"]
    page = client.get(f"{draft.rsplit('/', 2)[0]}/giay-to/")
    kept = {one.row.paper_key: one.said.why for one in page.context["papers"] if one.said.spared}
    assert kept == told.why
    assert all(why.startswith("Theo câu") for why in kept.values())


def test_answers_of_another_case_or_none_of_ours_spare_nothing(death, client):
    for answers in ("viec=khong-co", "%%%", "ten=Nguyen", ""):
        draft = client.post(f"/nop-ho-so/{DEATH}/", {"guided": answers})["Location"].rsplit("/", 2)[0]
        page = client.get(f"{draft}/giay-to/").content.decode()
        assert not re.findall(r'name="spared-[^>]* checked', page), answers


def own_guide() -> dict[str, Any]:
    """Set by a keeper, not shipped: a poor household pays nothing."""
    who = {
        "key": "ho",
        "text": "Hộ nào?",
        "answers": [{"key": "ngheo", "text": "Nghèo"}, {"key": "khac", "text": "Khác"}],
    }
    file = {"way": "file", "case": "c0", "channel": 1, "source": "Mẫu"}
    poor = {"when": {"ho": ["ngheo"]}, "class": "ho-ngheo", **file}
    return {"questions": [who], "outcomes": [poor, {"when": {"ho": ["khac"]}, **file}]}


def test_the_class_of_the_applicant_decides_the_fee(client, centre):
    exempt = [{"class": "ho-ngheo", "name": "Hộ nghèo (mẫu)", "percent_off": 100}]
    make_procedure(methods=full_row()["methods"], settled={"exemptions": exempt, "guide": own_guide()})
    poor, other = (client.get(hoi("9.990001", ho=who)).content.decode() for who in ("ngheo", "khac"))
    assert ("Không thu" in poor, "20.000 đ" in poor) == (True, False)
    assert "20.000 đ" in other
    assert "Miễn, giảm: Hộ nghèo (mẫu)." in other


def test_a_procedure_without_a_guide_sends_to_its_page(client, catalogue):
    answer = client.get(hoi(SIGNATURE))
    assert (answer.status_code, answer["Location"]) == (302, f"/thu-tuc/{SIGNATURE}/")
    assert client.get(hoi("9.999999")).status_code == 404


@pytest.mark.parametrize("answers", [{}, PLAIN_BIRTH])
def test_a_page_of_the_guide_asks_at_most_once(client, catalogue, answers, django_assert_max_num_queries):
    """Whether the catalogue has changed; nothing is written."""
    client.get(hoi(BIRTH))
    with django_assert_max_num_queries(1):
        client.get(hoi(BIRTH, **answers))
    assert not Dossier.objects.exists()


def test_the_guide_speaks_english_and_leaves_the_sources_titles(client, catalogue):
    page = client.get(f"/en{hoi(BIRTH, **PLAIN_BIRTH)}").content.decode()
    assert "You need to bring these papers" in page
    assert "<b>The birth notification.</b>" in page
    assert '<span class="soft" lang="vi">Giấy chứng sinh' in page
    asked = client.get(f"/en{hoi(BIRTH)}").content.decode()
    assert "<h1>In which case do you need a birth registered?</h1>" in asked
    assert "<b>The child&#x27;s birth has never been registered</b>" in asked
