"""Papers and cases: which blocks of the source are cases, which are groups of papers, which are mere notes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from motcua.apps.procedures.rules.document import Document, listed, text_of
from motcua.kernel.text import fold

#: Titles beyond this are texts in the wrong place; they are cut at a sentence and marked.
LONGEST_TITLE = 400
#: More originals than this is a year or a typing slip (20251, 6131 are in the source).
MOST_COPIES = 20

_BULLET = re.compile(
    r"^[\s\-+*•–—·;.,)]+|^\(?(?:[a-zđ]|[ivx]{1,4}|\d{1,2}(?:\.\d{1,2})*)[).]\s+|^[A-Z] - ", re.IGNORECASE
)
#: A remark in brackets behind the name of a case.
_ASIDE = re.compile(r"\s*\([^()]{60,}\)?\s*\Z")
_NOTE = ("luu y", "ghi chu", "chu y")
_REMARK = (
    *_NOTE, "truong hop", "doi voi", "rieng", "ngoai ra", "neu ", "khi ", "viec ", "cac giay to", "co quan",
    "nguoi ", "to chuc", "ca nhan", "trong ", "tru ", "thanh phan", "vi du", "so luong ho so", "phieu nay",
    "phieu duoc", "ty le ban do", "giay to phai nop de luu",
)  # fmt: skip
#: Blocks that name a way of handing papers over, in our words; every other named block is a case.
_GROUPS = (
    ("giay to phai nop", "Giấy tờ phải nộp"),
    ("giay to nop", "Giấy tờ phải nộp"),
    ("giay to phai xuat trinh", "Giấy tờ phải xuất trình"),
    ("xuat trinh", "Giấy tờ phải xuất trình"),
    ("truong hop uy quyen", "Khi uỷ quyền"),
    ("truong hop dang ky tren moi truong dien tu", "Khi đăng ký trên môi trường điện tử"),
    ("thanh phan ho so", ""),
    ("ho so gom", ""),
    ("truong hop khong quy dinh la ban chinh", ""),
    ("theo quy dinh", ""),
    ("nguoi yeu cau", ""),
)


def cases_of(components: Sequence[Mapping[str, object]]) -> list[Document]:
    """The cases with their papers; papers of groups belong to every case."""
    shared: list[Document] = []
    own: dict[str, list[Document]] = {}
    blocks = [b for b in components if not _plain(text_of(b, "case")).startswith(_NOTE)]
    for block in blocks:
        name = _ASIDE.sub("", _stripped(text_of(block, "case"))).rstrip(": ")
        group = _group(name)
        if len(blocks) == 1 or not name or group is not None:
            shared += _papers(listed(block, "items"), group or "")
        else:
            own.setdefault(name, []).extend(_papers(listed(block, "items"), ""))
    if not own:
        return [{"id": "c0", "papers": _numbered(shared)}] if shared else []
    return [_case(name, papers + shared) for name, papers in own.items()]


def named_cases(cases: Sequence[tuple[str, list[Document]]]) -> list[Document]:
    """Cases by their names with papers as given, with ids that follow the words; a nameless one is the only one."""
    if len(cases) == 1 and not cases[0][0]:
        return [{"id": "c0", "papers": _numbered(cases[0][1])}]
    return [_case(name, papers) for name, papers in cases]


def shortened(title: str) -> tuple[str, bool]:
    """A title of at most LONGEST_TITLE letters, cut behind a sentence, and whether it was cut."""
    if len(title) <= LONGEST_TITLE:
        return title, False
    head = title[:LONGEST_TITLE]
    stop = max(head.rfind(". "), head.rfind("; "))
    return (head[: stop + 1] if stop > LONGEST_TITLE // 4 else head[: head.rfind(" ")] + "…"), True


def _case(name: str, papers: list[Document]) -> Document:
    short, cut = shortened(name)
    return {"id": f"c{_mark(name)}", "name": short, "papers": _numbered(papers), **({"cut": True} if cut else {})}


def _group(name: str) -> str | None:
    plain = _plain(name)
    return next((words for start, words in _GROUPS if plain.startswith(start)), None)


def _papers(items: Iterable[Mapping[str, object]], group: str) -> list[Document]:
    papers = []
    for item in items:
        title, cut = shortened(_stripped(text_of(item, "name")))
        originals, copies = _count(item.get("originals")), _count(item.get("copies"))
        plain = _plain(title)
        remark = not originals and not copies and plain.startswith(_REMARK)
        if not plain or remark or plain.startswith(_NOTE):
            continue  # the portal lists its remarks as papers with no copies; they are sentences, not papers
        paper: Document = {"title": title, "originals": originals, "copies": copies}
        if form := text_of(item, "form_file"):
            paper["form"] = form
        if group:
            paper["group"] = group
        if plain.startswith(("truong hop", "neu ", "van ban uy quyen")):
            paper["optional"] = True
        papers.append({**paper, **({"cut": True} if cut else {})})
    return papers


def _numbered(papers: list[Document]) -> list[Document]:
    """Papers with ids that follow the title, so that a paper keeps its id from version to version."""
    seen: dict[str, int] = {}
    numbered = []
    for paper in papers:
        mark = _mark(str(paper["title"]))
        seen[mark] = seen.get(mark, 0) + 1
        again = f"-{seen[mark]}" if seen[mark] > 1 else ""
        numbered.append({"id": f"p{mark}{again}", **paper})
    return numbered


def _count(given: object) -> int | None:
    return given if isinstance(given, int) and 0 <= given <= MOST_COPIES else None


def _mark(text: str) -> str:
    return hashlib.blake2s(fold(text).encode(), digest_size=4).hexdigest()


def _stripped(text: str) -> str:
    bare = _BULLET.sub("", text)
    return bare if bare == text else _stripped(bare)


def _plain(text: str) -> str:
    return fold(_stripped(text)).lstrip("( ")
