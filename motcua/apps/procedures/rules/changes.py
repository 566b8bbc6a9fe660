"""One row of an announcement decision: what it says of a procedure, and the document that comes of it.

A row says only what changes; what it leaves out stays as it was. A decision's facts are *stated* by it, and stand
over older signed facts; a fact signed after the decision was approved stands over the decision.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from motcua.apps.procedures.rules import facts
from motcua.apps.procedures.rules.document import BadRow, Document, canonical, listed, parsed, text_of, under, words_of
from motcua.apps.procedures.rules.intake import FIRST_DAY, take
from motcua.apps.procedures.rules.papers import MOST_COPIES, named_cases, shortened
from motcua.apps.procedures.rules.views import Head, Settled, slug, version_view
from motcua.apps.procedures.values import Known
from motcua.kernel.text import nfc

CODE = re.compile(r"\d\.\d{6}\Z")
LONGEST_TITLE = 2000
#: Who a fact of a change set was settled by; a person's signature has another label.
DECISION = "decision"
#: What is each centre's own to say, set and signed there; everything else is common to all centres.
OF_THE_CENTRE = frozenset({"process"})
#: Lists of words a row may state, by their name in the document.
LISTS = ("legal", "subjects", "levels")


class RowAction(StrEnum):
    """What a row does: a new procedure, changed facts, a repeal, or facts given back by a set that undoes another."""

    NEW = "new"
    CHANGE = "change"
    REPEAL = "repeal"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Said:
    """A row that can be used: the procedure, what happens to it, and the facts stated, in plain JSON."""

    code: str
    action: RowAction
    facts: Document


def said_in(row: str | Mapping[str, object]) -> Said:
    """One JSON line or one line of a sheet as facts. Raises BadRow."""
    given = parsed(row) if isinstance(row, str) else row
    try:
        said = _whole(given) if {"name", "offers", "detail"} & given.keys() else _partial(given)
        _check_reach(said)
        if "\\u0000" in canonical(said.facts):
            raise BadRow("", "Dòng có ký tự hỏng.")
    except BadRow:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as wrong:
        raise BadRow("", "Dòng không đúng cấu trúc của tệp thay đổi.") from wrong
    return said


def applied(basis: Document, settled: Settled, stated: Document, *, decision: str, at: str) -> tuple[Document, Settled]:
    """The document and the settled facts of the version a row makes out of `basis` ({} for a new procedure)."""
    document: Document = {**basis, **{key: value for key, value in stated.items() if key not in {"settled", "texts"}}}
    document["decision"] = decision
    entries = {
        path: {"value": value, "known": str(Known.STATED), "source": decision, "by": DECISION, "at": at}
        for path, value in under(stated, "settled").items()
    }
    return document, {**settled, **entries}


def folded(stated: Settled, signed: Settled) -> dict[str, Mapping[str, object]]:
    """Facts of the source and of decisions with the signed ones over them, save those a later decision replaced."""
    kept = {
        path: entry
        for path, entry in signed.items()
        if not _replaced(stated.get(path), entry) and not _replaced(stated.get(f"{path.partition(':')[0]}:*"), entry)
    }
    return {**stated, **kept}


def stated_part(settled: Settled) -> dict[str, Mapping[str, object]]:
    """The part of settled facts that nobody signed by hand: the overlay's and the decisions'."""
    return {path: entry for path, entry in settled.items() if entry.get("known") != Known.SET}


def decided_part(settled: Settled) -> dict[str, Mapping[str, object]]:
    """The part that came by a decision."""
    return {path: entry for path, entry in settled.items() if entry.get("by") == DECISION}


def _replaced(stated: Mapping[str, object] | None, signed: Mapping[str, object]) -> bool:
    if stated is None or stated.get("by") != DECISION:
        return False
    return text_of(stated, "at") > text_of(signed, "at")


def _whole(given: Mapping[str, object]) -> Said:
    """A whole row of the catalogue's own formats: everything it states, and nothing it lost."""
    taken = take({key: value for key, value in given.items() if key != "action"}, {})
    document, settled = dict(taken.document), Document()
    for offer in listed(document, "offers"):
        for kind, mark in (("term", "unit"), ("fee", "lines")):
            if mark in under(offer, kind):
                settled[f"{kind}:{offer.get('channel')}"] = dict(under(offer, kind))
    if agency := text_of(document, "agency"):
        settled["competent_agency"] = agency
    kept = {key: document[key] for key in ("title", "field", "ministry", "cases", "results", *LISTS) if key in document}
    kept |= {"as_of": text_of(document, "as_of"), "full": bool(document.get("full"))}
    stated: Document = {**kept, "settled": settled}
    if taken.texts:
        stated["texts"] = taken.texts
    return Said(taken.code, _action(given), stated)


def _partial(given: Mapping[str, object]) -> Said:
    """A row that says only what changes."""
    code, action = text_of(given, "code"), _action(given)
    if not CODE.match(code):
        raise BadRow("code", "Mã thủ tục phải có dạng 1.234567.")
    stated: Document = {}
    for key, read in _PARTS.items():
        if given.get(key) not in (None, "", []):
            stated[key] = read(given, key)
    settled = dict(under(given, "facts"))
    for path, value in settled.items():
        facts.check(path, value)
    stated["settled"] = settled
    if action is RowAction.NEW:
        _check_new(code, stated)
    if action is RowAction.CHANGE and not settled and len(stated) == 1:
        raise BadRow("", "Dòng này không nêu nội dung nào thay đổi.")
    return Said(code, action, stated)


def _check_new(code: str, stated: Document) -> None:
    if not text_of(stated, "title"):
        raise BadRow("title", "Thủ tục mới phải có tên.")
    if not slug(text_of(stated, "field")):
        raise BadRow("field", "Thủ tục mới phải có lĩnh vực.")
    stated["full"] = "cases" in stated
    stated["code"] = code


def _check_reach(said: Said) -> None:
    """A decision says nothing that is each centre's own to say."""
    if OF_THE_CENTRE & under(said.facts, "settled").keys():
        raise BadRow("process", "Các bước giải quyết là việc của từng Trung tâm, không nằm trong đợt thay đổi chung.")
    _readable(said)


def _readable(said: Said) -> None:
    """Refuse what no version could be read from."""
    document, settled = applied({"code": said.code, "title": "x", "field": "x"}, {}, said.facts, decision="x", at="")
    from_day = Head(0, 1, FIRST_DAY, None)
    version_view(document, settled, under(said.facts, "texts"), from_day)  # type: ignore[arg-type]


def _action(given: Mapping[str, object]) -> RowAction:
    """What the row does; a row that does not say changes what there is."""
    word = nfc(str(given.get("action") or RowAction.CHANGE)).lower()
    try:
        return RowAction(_ACTIONS.get(word, word))
    except ValueError:
        raise BadRow("action", "Loại thay đổi phải là: mới, sửa hoặc bãi bỏ.") from None


def _title(given: Mapping[str, object], key: str) -> str:
    title = text_of(given, key)
    if len(title) > LONGEST_TITLE:
        raise BadRow(key, "Phải là chữ, không quá 2000 ký tự.")
    return title


def _list(given: Mapping[str, object], key: str) -> list[str]:
    value = given.get(key)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BadRow(key, "Phải là danh sách.")
    return [nfc(item) for item in words_of(given, key) if nfc(item)]


def _cases(given: Mapping[str, object], key: str) -> list[Document]:
    return named_cases([(text_of(case, "name"), [_paper(p) for p in listed(case, "papers")])
                        for case in listed(given, key)])  # fmt: skip


def _paper(given: Mapping[str, object]) -> Document:
    title, cut = shortened(text_of(given, "title"))
    alone = 0 if "copies" in given else 1
    counts = {"originals": given.get("originals", alone), "copies": given.get("copies", 0)}
    if not title:
        raise BadRow("cases", "Mỗi giấy tờ phải có tên.")
    if not all(isinstance(n, int) and not isinstance(n, bool) and 0 <= n <= MOST_COPIES for n in counts.values()):
        raise BadRow("cases", "Số bản chính, bản sao phải là số từ 0 đến 20.")
    more: Document = {key: given[key] for key in ("form", "group") if isinstance(given.get(key), str)}
    more |= {"optional": True} if given.get("optional") is True else {}
    return {"title": title, **counts, **more, **({"cut": True} if cut else {})}


def _results(given: Mapping[str, object], key: str) -> list[Document]:
    return [{"name": text_of(r, "name"), "code": text_of(r, "code")} for r in listed(given, key)]


_PARTS: Mapping[str, Callable[[Mapping[str, object], str], object]] = {
    "title": _title,
    "field": _title,
    "ministry": _title,
    "cases": _cases,
    "results": _results,
    **dict.fromkeys(LISTS, _list),
}
_ACTIONS = {"mới": "new", "sửa": "change", "sửa đổi": "change", "bãi bỏ": "repeal", "moi": "new"}
