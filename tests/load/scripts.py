"""What each connection does, over and over: one unit of work of the yardstick, or one of ours."""

from __future__ import annotations

from itertools import cycle
from urllib.parse import urlencode

from tests.load.client import Request, Script, get, post
from tests.load.known import CSRF, Known

#: A procedure whose one case asks for three papers, with a stated term at the counter.
THREE_PAPERS = "1.000593"
_TEXTS = {"one": "Xã Suối Mẫu " * 4, "two": "Giấy tờ mẫu " * 4, "three": "Ghi chú mẫu " * 4}


def _again(request: Request) -> Script:
    while True:
        yield request


def yardstick_insert(_known: Known) -> Script:
    """POST, one create(), commit."""
    return _again(Request(post("/insert", urlencode(_TEXTS).encode())))


def yardstick_read(known: Known) -> Script:
    """GET by a unique code."""
    for code in cycle(known.yardstick):
        yield Request(get(f"/read/{code}"))


def yardstick_list(_known: Known) -> Script:
    """Twenty rows by index."""
    return _again(Request(get("/list")))


def counter(known: Known) -> Script:
    """The clerk's page of one filing at the counter, filled in and sent: dossier received, slip promised."""
    fields = {
        "csrfmiddlewaretoken": CSRF, "do": "receive", "place": "counter", "return_by": "counter", "copies": "1",
        "filer_name": "Nguyễn Mẫu Lan", "filer_number": "999000000001", "filer_number_kind": "citizen",
        "filer_birth": "12/05/1990", "filer_phone": "0000111222", "filer_address": "Thôn 1, Xã Suối Mẫu",
    }  # fmt: skip
    fields |= {f"paper{n}_state": "checked" for n in range(3)}
    fields |= {f"paper{n}_originals": "1" for n in range(3)}
    body = urlencode(fields).encode()
    return _again(Request(post(f"/desk/counter/{THREE_PAPERS}/", body, cookie=known.clerk), status=302))


def work_list(known: Known) -> Script:
    """The first page of everything that is open at the centre: twenty rows of some two thousand."""
    return _again(Request(get("/desk/?tab=all", cookie=known.clerk)))
