"""A 3G telephone: what the first visit of a page costs over the line, everything it needs included."""

from __future__ import annotations

import gzip

import pytest

from tests.journeys import filing
from tests.journeys.people import People
from tests.journeys.screens import PORTAL

pytestmark = pytest.mark.journey

MOST = 60 * 1024


ADDRESSES = (
    "/",
    f"/thu-tuc/{filing.BIRTH_AGAIN}/",
    f"/thu-tuc/{filing.BUSINESS}/",
    "/tra-cuu/",
    "/thu-tuc/?q=khai+sinh",
    "/doi-song/sinh-con/",
    "/thu-tuc/1.001193/hoi/",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_first_visit_costs_at_most_sixty_kilobytes(address: str, people: People) -> None:
    page, costs = people.visitor(), {}
    page.on("requestfinished", lambda request: costs.update({request.url: len(gzip.compress(_body(request), 6))}))
    page.goto(address, wait_until="networkidle")
    assert costs
    assert sum(costs.values()) <= MOST, costs


@pytest.mark.parametrize("name", ["nguoi-nop", "giay-to", "nhan-ket-qua", "xem-lai"])
def test_a_page_of_the_filing_guide_costs_as_little(name: str, people: People) -> None:
    first = people.visitor()
    filing.begin(first, filing.BIRTH_AGAIN)
    page, costs = people.visitor(storage_state=first.context.storage_state()), {}
    page.on("requestfinished", lambda request: costs.update({request.url: len(gzip.compress(_body(request), 6))}))
    page.goto(first.url.replace("nguoi-nop", name), wait_until="networkidle")
    assert costs
    assert sum(costs.values()) <= MOST, costs


@pytest.mark.parametrize("name", ["tracked", "own", "own-dossier", "own-reply", "own-looked"])
def test_following_costs_as_little(name: str, people: People) -> None:
    first = next(screen for screen in PORTAL if screen.name == name).open(people)
    page, costs = people.visitor(storage_state=first.context.storage_state()), {}
    page.on("requestfinished", lambda request: costs.update({request.url: len(gzip.compress(_body(request), 6))}))
    page.goto(first.url, wait_until="networkidle")
    assert costs
    assert sum(costs.values()) <= MOST, costs


def _body(request) -> bytes:
    answer = request.response()
    return answer.body() if answer and answer.ok else b""
