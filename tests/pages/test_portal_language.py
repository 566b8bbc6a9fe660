"""A citizen chooses the language of messages; the account keeps it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from motcua.apps.identity import commands, queries
from motcua.apps.identity.tests.factories import make_citizen
from motcua.apps.notifications.models import CodeMessage
from motcua.kernel.actor import Actor
from motcua.kernel.clock import office_time
from motcua.kernel.errors import Invalid, NotAllowed

PAGE = "/ho-so/ngon-ngu/"


def test_the_language_is_chosen_once_and_kept(as_lan: Client, lan: Actor, centre: object) -> None:
    assert lan.account_id is not None
    assert PAGE in as_lan.get("/ho-so/").content.decode()
    assert as_lan.post(PAGE, {"language": "en"})["Location"] == "/ho-so/"
    assert queries.language_of(account_id=lan.account_id) == "en"
    page = as_lan.get(PAGE).content.decode()
    assert 'value="en" lang="en">English</button><span class="tag good">' in page


def test_a_language_nobody_speaks_here_is_refused(as_lan: Client, lan: Actor, centre: object) -> None:
    assert as_lan.post(PAGE, {"language": "xx"}).status_code == 422
    assert queries.language_of(account_id=lan.account_id or 0) == "vi"
    assert queries.language_of(account_id=0) == "vi"


def test_nobody_chooses_for_another(lan: Actor, centre: object) -> None:
    other = make_citizen(name="Hồ Mẫu Út", phone="0000111333", number="999000000002")
    choice: dict[str, Any] = {"account_id": other.id, "actor": lan, "at": office_time(2026, 11, 20, 9)}
    with pytest.raises(NotAllowed):
        commands.choose_language(language="en", **choice)
    with pytest.raises(Invalid):
        commands.choose_language(language="xx", **{**choice, "actor": Actor.system("test")})


def test_a_sign_in_code_speaks_the_language_of_its_page(client: Client, centre: object) -> None:
    make_citizen(name="Hồ Mẫu Út", phone="0000111333", number="999000000002")
    client.post("/en/dang-nhap/", {"phone": "0000111333", "number": "999000000002"})
    assert [row.language for row in CodeMessage.objects.all()] == ["en"]
