"""A refusal's page says what happened once, and gives one code to tell on the telephone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "status", "heading", "code"),
    [
        ("/desk/", 403, "Ông/bà không được giao việc này", "403 · not-allowed"),
        ("/khong-co/", 404, "Không tìm thấy trang này", "404"),
    ],
)
def test_what_happened_is_said_once(as_lan: Client, address: str, status: int, heading: str, code: str) -> None:
    answer: Any = as_lan.get(address)
    page = answer.content.decode().partition("<main")[2]
    assert (answer.status_code, page.count(heading)) == (status, 1)
    assert f'<span class="code">{code}</span>' in page
