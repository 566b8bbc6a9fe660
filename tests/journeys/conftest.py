"""A running product, one browser, and the people who play; all of it once for the run."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from motcua.config import env
from motcua.config.checks import BROWSERS
from tests.journeys.papers import Papers
from tests.journeys.people import People
from tests.journeys.product import Product, running, started

#: No sandbox as root, and no word to anybody outside.
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
]


@pytest.fixture(scope="session", autouse=True)
def _database_beside_the_driver() -> None:
    """The driver keeps a loop in this thread; what a test asks of the database meanwhile is none of its work.

    Never undone: the database is taken down after every fixture.
    """
    pytest.MonkeyPatch().setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    """Motcua with the demonstration centre; its directory is one that the database server's user can enter."""
    if there := env.text("MOTCUA_RUNNING"):
        yield running(Path(there))
        return
    room = Path(tempfile.mkdtemp(prefix="motcua-journeys-"))
    room.chmod(0o711)
    with started(room) as found:
        yield found
    shutil.rmtree(room, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("no chromium on this machine: NO JOURNEY WAS PLAYED (apt-get install chromium)")
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def everybody(browser: Browser, product: Product) -> People:
    return People(browser, product)


@pytest.fixture
def people(everybody: People) -> Iterator[People]:
    """Those of one test; their pages are closed behind them."""
    yield everybody
    everybody.leave()


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    return Papers.made(tmp_path_factory.mktemp("papers"))
