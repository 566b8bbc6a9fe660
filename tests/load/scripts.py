"""What each connection does, over and over: one unit of work of the yardstick, or one of ours."""

from __future__ import annotations

import re
from collections.abc import Generator
from itertools import count, cycle
from urllib.parse import urlencode

from motcua.surfaces.console.episodes.demo.papers import pdf
from tests.load.client import Answer, Request, Script, get, post
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
    return _again(
        Request(post(f"/desk/counter/{THREE_PAPERS}/", body, cookie=known.clerk), status=302, leads_to="/received/")
    )


def work_list(known: Known) -> Script:
    """The first page of everything that is open at the centre: twenty rows of some two thousand."""
    return _again(Request(get("/desk/?tab=all", cookie=known.clerk)))


#: Dossiers one connection follows in turn.
FOLLOWED = 4
_turn = count()


def tracking(known: Known) -> Script:
    """The public page of a dossier, opened by code and second fact beforehand."""
    cookies = []
    for _ in range(FOLLOWED):
        code, number = known.codes[next(_turn) % len(known.codes)]
        body = _form(code=code, second_fact=number)
        answer = yield Request(post("/tra-cuu/", body, cookie=f"csrftoken={CSRF}"), status=302, counts=0)
        cookies += [f"{name}={value}" for name, value in answer.cookies().items()]
    for cookie in cycle(cookies):
        yield Request(get("/tra-cuu/ho-so/", cookie=cookie))


#: Filed here by a decision of the demonstration, in one of several cases: five pages.
FIVE_PAGES = "2.000720"
_CASE = re.compile(rb'name="case" value="([^"]+)"')
_FILE = re.compile(rb'name="file-([0-9a-f-]{36})"')
#: A filing is eleven requests; each answered one is its part, so that a short measure cuts none off.
PART = 1 / 11
_PERSON = {
    "filer-name": "Nguyễn Mẫu Lan", "filer-number": "999000000001", "filer-phone": "0000111222",
    "filer-birth_day": "12", "filer-birth_month": "5", "filer-birth_year": "1990", "filer-sex": "nữ",
}  # fmt: skip


def online_filing(known: Known) -> Script:
    """A citizen's whole filing: every page asked for and sent, two papers uploaded, the others to be brought."""
    while True:
        cookie = known.citizens[next(_turn) % len(known.citizens)]
        begun = yield Request(post(f"/nop-ho-so/{FIVE_PAGES}/", _form(), cookie=cookie), status=302, counts=PART)
        draft = begun.header("location").rpartition("truong-hop")[0]
        page = yield Request(get(f"{draft}truong-hop/", cookie=cookie), counts=PART)
        case = _CASE.findall(page.body)[0].decode()
        yield Request(post(f"{draft}truong-hop/", _form(case=case), cookie=cookie), status=302, counts=PART)
        yield Request(get(f"{draft}nguoi-nop/", cookie=cookie), counts=PART)
        yield Request(post(f"{draft}nguoi-nop/", _form(**_PERSON), cookie=cookie), status=302, counts=PART)
        page = yield Request(get(f"{draft}giay-to/", cookie=cookie), counts=PART)
        body = _papers(list(dict.fromkeys(_FILE.findall(page.body))))
        yield Request(post(f"{draft}giay-to/", body, cookie=cookie, kind=_MULTIPART), status=302, counts=PART)
        yield Request(get(f"{draft}nhan-ket-qua/", cookie=cookie), counts=PART)
        body = _form(return_by="counter")
        yield Request(post(f"{draft}nhan-ket-qua/", body, cookie=cookie), status=302, counts=PART)
        yield Request(get(f"{draft}xem-lai/", cookie=cookie), counts=PART)
        yield Request(post(f"{draft}xem-lai/", _form(), cookie=cookie), status=302, leads_to="/bien-nhan/", counts=PART)


def first_page(known: Known) -> Script:
    """The first page of a filing: session and draft read, the rest drawn before. Little a signed-in page can save."""
    cookie = known.citizens[next(_turn) % len(known.citizens)]
    draft = yield from _begun(cookie)
    yield from _again(Request(get(f"{draft}truong-hop/", cookie=cookie)))


def guide_page(known: Known) -> Script:
    """The question who files, half answered: what a citizen looks at most."""
    cookie = known.citizens[next(_turn) % len(known.citizens)]
    draft = yield from _begun(cookie)
    yield Request(post(f"{draft}nguoi-nop/", _form(quiet="1", **_PERSON), cookie=cookie), status=204, counts=0)
    yield from _again(Request(get(f"{draft}nguoi-nop/", cookie=cookie)))


def autosave(known: Known) -> Script:
    """What is typed is kept while it is typed: another address at each pause."""
    cookie = known.citizens[next(_turn) % len(known.citizens)]
    draft = yield from _begun(cookie)
    for number in count():
        typed = _form(quiet="1", **_PERSON, **{"filer-address": f"Số {number}, Thôn 1, Xã Suối Mẫu"})
        yield Request(post(f"{draft}nguoi-nop/", typed, cookie=cookie), status=204)


def _begun(cookie: str) -> Generator[Request, Answer, str]:
    """Begin a draft; the address of its pages."""
    begun = yield Request(post(f"/nop-ho-so/{FIVE_PAGES}/", _form(), cookie=cookie), status=302, counts=0)
    return begun.header("location").rpartition("truong-hop")[0]


_BOUNDARY = "bench-bench-bench"
_MULTIPART = f"multipart/form-data; boundary={_BOUNDARY}"


def _form(**fields: str) -> bytes:
    return urlencode({"csrfmiddlewaretoken": CSRF, **fields}).encode()


def _papers(ids: list[bytes]) -> bytes:
    """Two uploads, each of its own content, and the rest promised."""
    brought = {f"bring-{paper.decode()}": "on" for paper in ids[2:]}
    parts = [_part(name, value.encode()) for name, value in {"csrfmiddlewaretoken": CSRF, "on": "1", **brought}.items()]
    parts += [_part(f"file-{p.decode()}", pdf(f"ban chup {next(_turn)}"), file="to-khai-mau.pdf") for p in ids[:2]]
    return b"".join(parts) + f"--{_BOUNDARY}--\r\n".encode()


def _part(name: str, value: bytes, *, file: str = "") -> bytes:
    named = f'; filename="{file}"\r\nContent-Type: application/pdf' if file else ""
    return f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode() + value + b"\r\n"
