"""«Ông/bà là ai?»: a telephone with several people asks, and tells whoever holds it next to nothing."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.apps.identity.models import Account, OneTimeCode, Session
from motcua.apps.identity.tests.factories import make_citizen
from motcua.apps.notifications.models import CodeMessage
from motcua.base.guards import SESSION_COOKIE

pytestmark = pytest.mark.usefixtures("centre")
PHONE = "0000111222"
THU, TI = ("Trần Mẫu Thu", "999170000111"), ("Lê Mẫu Tí", "999202000222")
FIRST, SECOND, THIRD = "/dang-nhap/", "/dang-nhap/ma/", "/dang-nhap/ai/"


@pytest.fixture
def family(db: None) -> tuple[Account, ...]:
    return tuple(make_citizen(name=name, phone=PHONE, number=number) for name, number in (THU, TI))


def on_to_who(browser: Client, back: str = "/ho-so/") -> str:
    """Telephone and code alone; the page that asks."""
    browser.post(FIRST, {"phone": PHONE, "next": back})
    code = CodeMessage.objects.latest("created_at").params["code"]
    asked = browser.post(SECOND, {"code": code, "next": back})
    assert asked["Location"] == f"{THIRD}?next=%2Fho-so%2F"
    return str(browser.get(asked["Location"]).content.decode())


def test_the_code_alone_leads_to_the_question_and_shows_first_letters_only(client, family):
    page = on_to_who(client)
    assert "Ông/bà là ai?" in page
    assert "T. M. T." in page
    assert "L. M. T." in page
    assert not any(told in page for told in ("Thu", "Tí", THU[1], TI[1], THU[1][-6:], PHONE))
    assert SESSION_COOKIE not in client.cookies


def test_the_mother_is_let_in_and_sees_her_own_name(client, family):
    on_to_who(client)
    answer = client.post(THIRD, {"who": "T. M. T.", "tail": "000111", "next": "/ho-so/"})
    assert answer["Location"] == "/ho-so/"
    own = client.get("/ho-so/").content.decode()
    assert THU[0] in own
    assert "Không phải ông/bà?" in own


def test_a_shared_telephone_forgets_who_sat_there_when_the_browser_closes(client, family):
    on_to_who(client)
    client.post(THIRD, {"who": "T. M. T.", "tail": "000111"})
    assert client.cookies[SESSION_COOKIE]["max-age"] == ""
    on_to_who(client)
    client.post(THIRD, {"who": "L. M. T.", "tail": "000222"})
    assert list(Session.objects.filter(ended_at=None).values_list("account_id", flat=True)) == [family[1].id]


@pytest.mark.parametrize(
    "given", [{"who": "T. M. T.", "tail": "000222"}, {"who": "X. Y.", "tail": "000111"}, {"who": "", "tail": "000111"},
              {"who": "T. M. T.", "tail": ""}, {"who": "T. M. T.", "tail": "abc"}],
)  # fmt: skip
def test_what_does_not_fit_lets_nobody_in_and_is_told_in_the_page(client, family, given):
    on_to_who(client)
    answer = client.post(THIRD, given)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Session.objects.exists()


def test_guessing_ends_and_the_proof_with_it(client, family):
    on_to_who(client)
    for _ in range(5):
        assert client.post(THIRD, {"who": "T. M. T.", "tail": "999999"}).status_code == 422
    assert client.post(THIRD, {"who": "T. M. T.", "tail": "000111"})["Location"].startswith(FIRST)
    on_to_who(client)
    assert client.post(THIRD, {"who": "T. M. T.", "tail": "000111"}).status_code == 429


def test_one_more_person_is_added_on_the_same_telephone(client, family):
    assert "Không có tôi ở trên" in on_to_who(client)
    assert "Mỗi người có hồ sơ riêng" in client.get(f"{THIRD}?new=1").content.decode()
    assert client.post(f"{THIRD}?new=1", {"name": "Hồ Mẫu Sáu", "number": "12"}).status_code == 422
    assert client.post(f"{THIRD}?new=1", {"name": "Hồ Mẫu Sáu", "number": "999148000333"}).status_code == 302
    assert "Hồ Mẫu Sáu" in client.get("/ho-so/").content.decode()
    assert Account.objects.filter(kind="citizen").count() == 3


def test_a_telephone_nobody_knows_asks_who_is_new(client, db):
    assert "Ông/bà đến lần đầu?" in on_to_who(client)


def test_one_person_alone_has_only_the_digits_to_say(client, db):
    make_citizen(name=THU[0], phone=PHONE, number=THU[1])
    assert "checked" in on_to_who(client)
    client.post(THIRD, {"who": "T. M. T.", "tail": "000111"})
    assert int(client.cookies[SESSION_COOKIE]["max-age"]) == 30 * 86_400


@pytest.mark.parametrize("cookies", [{}, {"motcua_who": "x:y:z"}, {"motcua_phone": "0000111222"}])
def test_without_a_proof_nothing_is_asked_and_nobody_shown(client, family, cookies):
    for name, value in cookies.items():
        client.cookies[name] = value
    for answer in (client.get(THIRD), client.post(THIRD, {"who": "T. M. T.", "tail": "000111"})):
        assert answer["Location"].startswith(FIRST)


def test_a_wrong_code_without_a_number_sounds_as_with_one(client, family):
    client.post(FIRST, {"phone": PHONE})
    alone = client.post(SECOND, {"code": "x12345"})
    with_number = client.post(SECOND, {"code": "x12345", "number": THU[1]})
    assert alone.status_code == with_number.status_code == 422
    assert all("chưa khớp" in answer.content.decode() for answer in (alone, with_number))
    assert not OneTimeCode.objects.filter(purpose="who").exists()


@pytest.mark.parametrize("people", [1, 3])
def test_the_question_costs_two_statements(client, db, people, django_assert_num_queries):
    for number in range(people):
        make_citizen(name=f"Ngô Mẫu {number}", phone=PHONE, number=f"99900000000{number}")
    on_to_who(client)
    with django_assert_num_queries(2):
        assert client.get(THIRD).status_code == 200


def test_signing_out_closes_what_was_opened_by_code_or_link(as_lan):
    as_lan.cookies["motcua_tracked"], as_lan.cookies["motcua_confirm"] = "one", "two"
    answer = as_lan.post("/dang-xuat/")
    assert {answer.cookies[name].value for name in ("motcua_tracked", "motcua_confirm", SESSION_COOKIE)} == {""}
