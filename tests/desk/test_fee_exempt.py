"""Exemptions at the desk: chosen from what the procedure states, read on the page, in the history and on form 01."""

from __future__ import annotations

import re
from uuid import UUID

import pytest

from motcua.apps.dossiers.queries import forms
from motcua.apps.dossiers.tests.factories import reload
from motcua.apps.dossiers.tests.test_relief import owed
from motcua.base.db import scope
from motcua.surfaces.desk.episodes import opening, papers
from tests.desk.conftest import NOW
from tests.desk.test_acts import do, offered
from tests.desk.test_told_to_officers import page_of

MERIT = {"which": "merit", "paper": "Thẻ thương binh mẫu"}
POOR = {"which": "poor", "paper": "Giấy chứng nhận hộ nghèo mẫu"}


@pytest.fixture
def with_fee(centre, minh) -> UUID:
    return owed(centre, minh)


def slip_of(found: UUID, actor, form: str = "01") -> str:
    with scope.use(scope.for_actor(actor)):
        opened = opening.open_dossier(actor=actor, dossier_id=found, now=NOW)
        return forms.compose(form, papers.source_of(opened)).fee


def test_the_choices_are_what_the_procedure_states(with_fee, as_minh):
    page = page_of(as_minh, with_fee, "do/relief/")
    for choice in ("Người có công (miễn)", "Hộ nghèo (giảm 50 %)", "Khác, theo căn cứ dưới đây", "Tờ khai mẫu"):
        assert choice in page


def test_who_is_exempt_is_told_so_and_not_as_paid(with_fee, as_minh, minh):
    assert do(as_minh, with_fee, "relief", **MERIT).status_code == 302
    page = page_of(as_minh, with_fee)
    assert "Được miễn: Người có công." in page
    facts = page.partition("Được miễn: Người có công.")[2].partition("</div>")[0]
    assert re.search(r"Thẻ thương binh mẫu\. [^<]*Minh, ", facts)
    assert "Đã nộp" not in facts
    assert "relief-back" in offered(as_minh, with_fee)
    assert {"fee", "relief"} & offered(as_minh, with_fee) == set()
    assert slip_of(with_fee, minh) == ("8.000 đ. Miễn, giảm: Người có công, Hộ nghèo. Được miễn: Người có công.")
    assert reload(with_fee).conditions_open == 0


def test_of_who_pays_less_the_rest_is_told_and_asked_for(with_fee, as_minh, minh):
    do(as_minh, with_fee, "relief", **POOR)
    page = page_of(as_minh, with_fee)
    assert "Giảm 50 %: Hộ nghèo. Còn phải nộp 4.000 đ." in page
    assert {"fee", "relief-back"} <= offered(as_minh, with_fee)
    do(as_minh, with_fee, "fee", receipt="BL-0042")
    page = page_of(as_minh, with_fee)
    assert "BL-0042" in page
    assert "Còn phải nộp 4.000 đ." in slip_of(with_fee, minh)


def test_another_exemption_needs_its_ground_and_what_was_typed_stays(with_fee, as_minh):
    answer = do(as_minh, with_fee, "relief", which="*", paper="Quyết định mẫu")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Xin ghi căn cứ của việc miễn." in page
    assert "Quyết định mẫu" in page
    do(as_minh, with_fee, "relief", which="*", paper="Quyết định mẫu", ground="Điều 9 văn bản mẫu")
    assert "Được miễn theo Điều 9 văn bản mẫu." in page_of(as_minh, with_fee)


def test_taken_back_it_is_owed_and_both_stand_in_the_history(with_fee, as_minh):
    do(as_minh, with_fee, "relief", **MERIT)
    assert do(as_minh, with_fee, "relief-back", why="Thẻ của người khác").status_code == 302
    page = page_of(as_minh, with_fee)
    history = page.partition('class="timeline"')[2]
    assert "ghi miễn phí, lệ phí" in history
    assert "thôi miễn phí, lệ phí" in history
    assert "Thẻ của người khác" in history
    assert "nộp phí, lệ phí" in page
    assert {"fee", "relief"} <= offered(as_minh, with_fee)


def test_where_it_ends_nothing_is_to_be_paid_back_to_who_was_exempt(with_fee, as_minh, as_tuan, tuan):
    do(as_minh, with_fee, "relief", **MERIT)
    do(as_tuan, with_fee, "stop", ground="Điều mẫu", reason="Lý do mẫu")
    assert slip_of(with_fee, tuan, "05") == "Được miễn: Người có công. Không có khoản nào phải hoàn trả."
