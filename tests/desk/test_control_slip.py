"""Form 06: the course of a dossier as the system noted it, for the office."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.apps.dossiers import rules
from motcua.apps.dossiers.states import ClockClass, DossierState
from motcua.apps.dossiers.tests.factories import LAN
from tests.desk.conftest import Bring
from tests.desk.test_news_on_the_slip import words_of

S = DossierState


def slip(desk: Client, found: object) -> str:
    answer = desk.post(f"/desk/dossiers/{found}/print/06.pdf")
    assert answer.status_code == 200
    return words_of(answer.content)


def test_it_names_who_gave_who_took_when_and_how_it_ended(bring: Bring, as_minh: Client) -> None:
    found = bring(S.RETURNED)
    told = slip(as_minh, found)
    for words in (
        "Mẫu số 06", LAN.name, "Trần Mẫu Minh", "Lê Mẫu Hoa", "Tiếp nhận", "Thẩm định", "Trước hạn",
        "Tại quầy", "người trả: Trần Mẫu Minh", "thay chữ ký",
    ):  # fmt: skip
        assert words in told, words
    assert "/06/" in as_minh.get(f"/desk/dossiers/{found}/").content.decode()


def test_a_course_that_goes_on_says_so_and_a_pause_is_on_it(bring: Bring, as_minh: Client) -> None:
    assert "đang làm" in slip(as_minh, bring(S.PROCESSING))
    paused = slip(as_minh, bring(S.AWAITING_SUPPLEMENT))
    assert "chưa có kết quả" in paused
    assert "Tạm dừng tính thời hạn đến nay" in paused


def test_the_same_course_is_a_copy_and_a_longer_one_is_not(bring: Bring, as_minh: Client) -> None:
    found = bring(S.RECEIVED)
    slip(as_minh, found)
    assert as_minh.post(f"/desk/dossiers/{found}/print/06.pdf").status_code == 422


@pytest.mark.parametrize("state", [S.SUBMITTED, S.REFUSED])
def test_what_was_never_received_has_none(bring: Bring, as_minh: Client, state: S) -> None:
    assert as_minh.post(f"/desk/dossiers/{bring(state)}/print/06.pdf").status_code == 404


@pytest.mark.parametrize(
    ("used", "budget", "kept"),
    [
        (59, 60, ClockClass.EARLY),
        (60, 60, ClockClass.ON_TIME),
        (61, 60, ClockClass.LATE),
        (None, 60, None),
        (60, None, None),
    ],
)
def test_a_step_is_held_against_its_own_budget(used, budget, kept) -> None:
    assert rules.class_of_step(used=used, budget=budget) is kept
