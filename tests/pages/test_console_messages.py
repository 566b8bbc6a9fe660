"""The centre's messages in the console: what became of each, the words they say, and what a clerk brings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from conftest import sign_in
from motcua.apps.notifications import commands, queries, rules
from motcua.apps.notifications.models import Message
from motcua.apps.notifications.states import Kind, MessageState
from motcua.apps.organization.tests.factories import make_officer
from motcua.apps.organization.values import CentreView
from motcua.base.db import scope
from motcua.base.db.scope import Scope
from motcua.kernel import clock
from motcua.kernel.actor import Role
from motcua.kernel.clock import office_time

MESSAGES = "/console/messages/"
NOON, NIGHT = office_time(2026, 11, 20, 12), office_time(2026, 11, 20, 23)
OURS = "Hồ sơ %(code)s xong rồi. Mời ông/bà đến %(centre)s."


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.stopped(NOON):
        yield


@pytest.fixture
def as_thu(centre: CentreView) -> Client:
    return sign_in(make_officer(centre_id=centre.id, role=Role.KEEPER, username="thu", name="Đinh Mẫu Thư"))


def told(centre: CentreView, **changed: Any) -> Any:
    given: dict[str, Any] = {"kind": Kind.DECIDED, "to": "0000123456", "params": rules.SAMPLE, "at": NOON}
    with scope.use(Scope(centres=(centre.id,))):
        return commands.tell(**(given | changed), centre_id=centre.id)


def test_the_list_tells_the_state_and_masks_the_number(as_son: Client, centre: CentreView) -> None:
    told(centre)
    told(centre, at=NIGHT)
    told(centre, to="")
    page = as_son.get(MESSAGES).content.decode()
    for said in ("Tin nhắn của Trung tâm (3)", "…456", "Chờ gửi", "Chờ hết giờ yên lặng", "Chờ in và gọi"):
        assert said in page
    assert "0000123456" not in page
    assert "H99.99-261120-0042" not in page
    assert "(1)</h1>" in as_son.get(f"{MESSAGES}?state=letter").content.decode()
    assert as_son.get(f"{MESSAGES}?state=xyz").status_code == 404


@pytest.mark.parametrize(("why", "said"), [("RETURNED", "Hồ sơ nay: Đã trả kết quả"), ("date-moved", "Ngày đã đổi")])
def test_the_list_tells_why_a_message_did_not_go(as_son: Client, centre: CentreView, why: str, said: str) -> None:
    message_id = told(centre)
    with scope.use(Scope(centres=(centre.id,))):
        Message.objects.filter(pk=message_id).update(state=MessageState.OVERTAKEN, error=why)
    page = as_son.get(f"{MESSAGES}?state=overtaken").content.decode()
    assert "Không còn đúng, không gửi" in page
    assert said in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_three_statements(
    as_son: Client, centre: CentreView, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        told(centre)
    as_son.get(MESSAGES)
    with django_assert_num_queries(3):
        as_son.get(MESSAGES)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_words_cost_three_statements(as_thu: Client, rows: int, django_assert_num_queries: Any) -> None:
    for kind in (Kind.DECIDED, Kind.RETURNED, Kind.SUBMITTED)[:rows]:
        assert as_thu.post(f"{MESSAGES}words/{kind}/", {"text": OURS, "seen": "0"}).status_code == 302
    as_thu.get(f"{MESSAGES}words/")
    with django_assert_num_queries(3):
        as_thu.get(f"{MESSAGES}words/")


def test_every_kind_is_previewed_with_its_length(as_thu: Client) -> None:
    page = as_thu.get(f"{MESSAGES}words/").content.decode()
    assert page.count("/console/messages/words/") >= len(Kind)
    assert "H99.99-261120-0042" in page
    assert re.search(r"\d+ ký tự, \d tin SMS", page)
    assert "%(" not in page


def test_a_keeper_changes_the_words_and_the_old_ones_stay(as_thu: Client, centre: CentreView) -> None:
    address = f"{MESSAGES}words/decided/"
    assert as_thu.post(address, {"text": OURS, "seen": "0"})["Location"] == f"{MESSAGES}words/?language=vi"
    page = as_thu.get(address).content.decode()
    assert "Seen" not in page
    for said in ("Đã đổi (1)", "Đinh Mẫu Thư", "xong rồi", "đã có kết quả"):
        assert said in page
    again = as_thu.post(address, {"text": f"{OURS} Xin cảm ơn.", "seen": "0"})
    assert again.status_code == 409
    assert "Xin cảm ơn." in again.content.decode()  # what was typed is kept


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hồ sơ %(code)s của %(name)s, %(centre)s", "Không có chỗ điền %(name)s"),
        ("Xong", "Còn thiếu chỗ điền bắt buộc"),
    ],
)
def test_words_that_may_not_be_are_explained(as_thu: Client, text: str, said: str) -> None:
    page = as_thu.post(f"{MESSAGES}words/decided/", {"text": text, "seen": "0"})
    assert page.status_code == 422
    assert said in page.content.decode()


def test_english_words_are_their_own(as_thu: Client, centre: CentreView) -> None:
    address = f"{MESSAGES}words/decided/?language=en"
    assert as_thu.post(address, {"text": "%(code)s is ready at %(centre)s.", "seen": "0"}).status_code == 302
    with scope.use(Scope(centres=(centre.id,))):
        assert "ready" in queries.present_text(kind=Kind.DECIDED, language="en", centre_id=centre.id)
        assert "kết quả" in queries.present_text(kind=Kind.DECIDED, language="vi", centre_id=centre.id)


def test_a_director_sets_hours_and_channels(as_son: Client, centre: CentreView, settings: Any) -> None:
    settings.MESSAGE_CHANNELS = ["file", "email"]
    address = f"{MESSAGES}ways/"
    assert 'value="21:00"' in as_son.get(address).content.decode()
    typed = {"begins": "20:00", "ends": "06:30", "unaccented": "on", "way0": "email", "way1": "file"}
    assert as_son.post(address, typed)["Location"] == MESSAGES
    with scope.use(Scope(centres=(centre.id,))):
        assert queries.ways(centre_id=centre.id).order == ("email", "file")
        assert f"{queries.quiet_hours(centre_id=centre.id).ends:%H:%M}" == "06:30"
    assert as_son.post(address, {**typed, "way1": "email"}).status_code == 422
    refused = {**typed, "begins": "08:00", "ends": "07:00", "way0": "file", "way1": ""}
    assert as_son.post(address, refused).status_code == 422
    with scope.use(Scope(centres=(centre.id,))):
        assert queries.ways(centre_id=centre.id).order == ("email", "file")  # nothing was set


def test_a_channel_switched_off_stays_off_and_is_offered_again(
    as_son: Client, centre: CentreView, settings: Any
) -> None:
    settings.MESSAGE_CHANNELS = ["file", "email"]
    typed = {"begins": "20:00", "ends": "06:30", "way0": "email", "way1": ""}
    assert as_son.post(f"{MESSAGES}ways/", typed)["Location"] == MESSAGES
    with scope.use(Scope(centres=(centre.id,))):
        assert queries.ways(centre_id=centre.id).order == ("email",)
    page = as_son.get(f"{MESSAGES}ways/").content.decode()
    assert page.count('<option value="file"') == 2
    assert '<option value="file" selected' not in page
    none = as_son.post(f"{MESSAGES}ways/", {**typed, "way0": ""})
    assert none.status_code == 422
    assert "ít nhất một kênh" in none.content.decode()


def test_a_clerk_prints_what_no_machine_could_bring_and_ends_it(as_minh: Client, centre: CentreView) -> None:
    message_id = told(centre, to="")
    letters = f"{MESSAGES}letters/"
    assert f"{letters}{message_id}/" in as_minh.get(letters).content.decode()
    page = as_minh.get(f"{letters}{message_id}/").content.decode()
    assert "H99.99-261120-0042" in page
    assert as_minh.post(f"{letters}{message_id}/", {"nothing": "said"}).status_code == 422
    assert as_minh.post(f"{letters}{message_id}/", {"how": "called"})["Location"] == letters
    assert "(0)</h1>" in as_minh.get(letters).content.decode()
    assert as_minh.get(f"{letters}{message_id}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_letters_cost_two_statements(
    as_minh: Client, centre: CentreView, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        told(centre, to="")
    as_minh.get(f"{MESSAGES}letters/")
    with django_assert_num_queries(2):
        as_minh.get(f"{MESSAGES}letters/")


def test_a_stranger_finds_nothing_of_ours(as_stranger: Client, centre: CentreView) -> None:
    message_id = told(centre, to="")
    assert "(0)</h1>" in as_stranger.get(f"{MESSAGES}letters/").content.decode()
    assert as_stranger.get(f"{MESSAGES}letters/{message_id}/").status_code == 404
    assert as_stranger.post(f"{MESSAGES}letters/{message_id}/", {"how": "called"}).status_code == 404
