"""Where a person is sent after an act: only to a path of our own."""

from __future__ import annotations

from typing import Any, cast

import pytest
from django.test import RequestFactory

from motcua.base.guards import way_back


@pytest.mark.parametrize(
    ("wished", "taken"),
    [
        ("/desk/x/", "/desk/x/"),
        ("995126", "/home/"),
        ("//else.example/", "/home/"),
        ("https://else.example/", "/home/"),
    ],
)
def test_only_a_path_of_our_own_is_a_way_back(wished: str, taken: str) -> None:
    request = RequestFactory().post("/desk/sign-in/", {"next": wished})
    assert way_back(cast("Any", request), otherwise="/home/") == taken
