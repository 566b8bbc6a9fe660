"""A start without the demonstration: an empty house says what to do, and one command opens it while it runs."""

from __future__ import annotations

import shutil
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.product import Product, started

pytestmark = [pytest.mark.journey]
#: A commune of the list that is shipped, and who is made up to administer it.
COMMUNE, WHO = "03862", ("--username", "an.mau", "--name", "Tô Mẫu An")


@pytest.fixture(scope="module")
def empty() -> Iterator[Product]:
    room = Path(tempfile.mkdtemp(prefix="motcua-no-demo-"))
    room.chmod(0o711)
    with started(room, "--no-demo") as found:
        yield found
    shutil.rmtree(room, ignore_errors=True)


def front_page(product: Product) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"{product.address}/", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read().decode()


def test_an_empty_house_is_opened_by_one_command(empty: Product) -> None:
    log = (empty.var.parent / "start.log").read_text(encoding="utf-8")
    assert "bin/motcua centre open" in log
    status, page = front_page(empty)
    assert (status, "bin/motcua centre open MÃ-XÃ" in page) == (503, True)
    near = empty.ask("centre", "open", "0386", *WHO)
    assert (near.returncode, f"    {COMMUNE}  " in near.stderr) == (1, True)
    opened = empty.ask("centre", "open", COMMUNE, *WHO)
    assert opened.returncode == 0, opened.stderr
    assert "chỉ hiện lần này" in opened.stdout
    give_up = time.monotonic() + 30
    while front_page(empty)[0] != 200:  # what the pages keep in memory is trusted for seconds
        assert time.monotonic() < give_up
        time.sleep(0.5)
    assert "Trung tâm Phục vụ hành chính công" in front_page(empty)[1]
    assert empty.ask("centre", "open", COMMUNE, *WHO).returncode == 1
    assert empty.ask("demo").returncode == 1, "nothing made up comes near a real centre"
