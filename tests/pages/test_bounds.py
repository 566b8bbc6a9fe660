"""What a request may bring, and what a browser may keep: no larger body than its page takes, no page for the next."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.test.client import FakePayload

from motcua.apps.dossiers.tests.factories import make_procedure
from motcua.config import middleware
from motcua.surfaces.portal.views.filing import page as filing_page
from motcua.surfaces.portal.views.sign_in import ask_code


class Unread(FakePayload):
    """A body that must not be asked for."""

    def read(self, *_args: Any, **_more: Any) -> bytes:
        raise AssertionError("read")


def sent(size: int) -> Any:
    request = RequestFactory().post("/", content_type="multipart/form-data; boundary=mau")
    request.META |= {"CONTENT_LENGTH": str(size), "wsgi.input": Unread(b"")}
    return request


@pytest.mark.parametrize(
    ("view", "most"), [(ask_code, settings.MOST_SENT), (filing_page, settings.MOST_SENT_WITH_FILES)]
)
def test_a_body_larger_than_its_page_takes_is_refused_unread(view: Any, most: int) -> None:
    bounds = middleware.bounded(lambda _request: None)  # type: ignore[arg-type,return-value]
    assert bounds.process_view(sent(most), view) is None
    refused = bounds.process_view(sent(most + 1), view)
    assert refused is not None
    assert refused.status_code == 413
    assert "gửi từng tệp một" in refused.content.decode()


def test_the_bound_stands_before_whoever_reads_a_body() -> None:
    chain = settings.MIDDLEWARE
    assert chain.index("motcua.config.middleware.bounded") < chain.index("django.middleware.csrf.CsrfViewMiddleware")


@pytest.mark.parametrize("address", ["/desk/", "/desk/counter/", "/console/overview/"])
def test_an_officers_page_is_asked_for_anew_and_cleared_at_the_end(as_son: Client, address: str) -> None:
    shown = as_son.get(address)
    assert shown["Cache-Control"] == "private, no-cache"
    assert as_son.post("/desk/sign-out/")["Clear-Site-Data"] == '"cache"'


def test_a_page_for_everybody_may_be_kept(client: Client, centre: Any) -> None:
    make_procedure()
    assert "private" not in client.get("/thu-tuc/").headers.get("Cache-Control", "")
