"""Differences between two versions in words: what differs, what it was, what it will be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from motcua.apps.procedures.values import Change, ChangeState, Mark, Paper
from motcua.surfaces.console.forms import fact_words

#: What has no name among the facts a keeper sets.
NAMES = {
    "title": _("Tên thủ tục"),
    "field_name": _("Lĩnh vực"),
    "legal_basis": _("Căn cứ pháp lý"),
    "applicants": _("Đối tượng thực hiện"),
    "case": _("Trường hợp"),
    "paper": _("Giấy tờ"),
}
MARKS = {Mark.ADDED: _("thêm"), Mark.REMOVED: _("bỏ"), Mark.CHANGED: _("đổi")}
ACTIONS = {"new": _("mới"), "change": _("sửa"), "repeal": _("bãi bỏ"), "restore": _("khôi phục")}
#: The tag and the word of each state.
STATES = {
    ChangeState.WAITING: ("near", _("Chờ duyệt")),
    ChangeState.ANNOUNCED: ("new", _("Đã duyệt, chờ ngày")),
    ChangeState.IN_FORCE: ("good", _("Đang có hiệu lực")),
    ChangeState.WITHDRAWN: ("wait", _("Đã rút")),
    ChangeState.UNDONE: ("wait", _("Đã khôi phục nội dung cũ")),
}
#: The seven compulsory parts of a procedure (index 766).
PARTS = {
    "title": _("tên"),
    "steps": _("trình tự"),
    "channels": _("cách thức"),
    "papers": _("thành phần, số lượng hồ sơ"),
    "term": _("thời hạn"),
    "applicants": _("đối tượng"),
    "agency": _("cơ quan"),
}
CODE_GAPS = {
    "posted_but_repealed": _("Đã bãi bỏ nhưng còn niêm yết tại Trung tâm"),
    "no_successor": _("Đã bãi bỏ, chưa ghi mã thay thế"),
    "successor_unknown": _("Mã thay thế chưa có trong danh mục"),
    "not_national": _("Chưa có mã quốc gia"),
}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One difference as the page shows it."""

    name: str
    mark: Mark
    mark_word: str
    old: tuple[str, ...]
    new: tuple[str, ...]


def line_of(change: Change) -> ChangeLine:
    """One difference in words; a paper names its case where the procedure has several."""
    name = str(NAMES.get(change.kind) or fact_words.name_of(change.path))
    if change.case:
        name = say("%(what)s, trường hợp %(case)s") % {"what": name, "case": change.case}
    old, new = (_words(change, value) for value in (change.old, change.new))
    return ChangeLine(name, change.mark, str(MARKS[change.mark]), old, new)


def _words(change: Change, value: Any) -> tuple[str, ...]:
    if isinstance(value, Paper):
        return (_paper(value),)
    if change.kind in NAMES:
        return tuple(value) if isinstance(value, tuple) else (str(value),) if value else ()
    return fact_words.words(change.path, fact_words.plain(value))


def _paper(paper: Paper) -> str:
    counts: Mapping[str, Any] = {"title": paper.title, "originals": paper.originals, "copies": paper.copies}
    said = say("%(title)s (%(originals)s bản chính, %(copies)s bản sao)") % counts
    return said if paper.required else say("%(paper)s, khi cần") % {"paper": said}
