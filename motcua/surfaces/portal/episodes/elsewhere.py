"""What is prepared for the National Portal, as fields to copy and as sheets to take along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, override

from motcua.apps.dossiers.queries import forms
from motcua.apps.dossiers.values import ComponentRow
from motcua.apps.organization.values import CentreView
from motcua.apps.parties.values import PersonStated, number_on_paper
from motcua.apps.printing import commands as printing
from motcua.apps.printing.values import Sheet, SheetPart, payload_of
from motcua.apps.procedures.values import VersionView
from motcua.base.eforms import SaidPart


@dataclass(frozen=True, slots=True)
class Copied:
    """One field as it is carried over: what the portal asks, what to put there."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class CopiedPart:
    """Fields that stand together."""

    title: str
    rows: tuple[Copied, ...]


def carried(
    *, version: VersionView, filer: PersonStated, owner: PersonStated | None, declared: Iterable[SaidPart]
) -> tuple[CopiedPart, ...]:
    """Everything to carry over, part by part; what was left empty is left out."""
    procedure = ((gettext("Mã thủ tục"), version.procedure_code), (gettext("Tên thủ tục"), version.title))
    parts = [_part(gettext("Thủ tục"), procedure), _part(gettext("Người nộp"), person_facts(filer))]
    parts += [_part(gettext("Chủ hồ sơ"), person_facts(owner))] if owner else []
    parts += [_part(part.title or part.page, ((row.label, row.text) for row in part.rows)) for part in declared]
    return tuple(part for part in parts if part.rows)


def check_list(
    *,
    version: VersionView,
    case_name: str,
    papers: Sequence[ComponentRow],
    have: frozenset[str],
    centre: CentreView,
    at: datetime,
) -> bytes:
    """The papers of this case with boxes to tick, as a sheet."""
    with override("vi"):  # a paper is Vietnamese whoever prints it
        asked = (gettext("Giấy tờ phải có"), [p for p in papers if p.required])
        may = (gettext("Giấy tờ khi cần"), [p for p in papers if not p.required])
        lines = [
            SheetPart(title=title, boxes=tuple(_line(p, have) for p in found)) for title, found in (asked, may) if found
        ]
        if not papers:
            none = gettext("Nguồn không ghi giấy tờ nào cho thủ tục này; xin nộp theo yêu cầu của Cổng.")
            lines = [SheetPart(title=asked[0], text=none)]
        what = [(gettext("Thủ tục"), version.title), (gettext("Mã thủ tục"), version.procedure_code)]
        what += [(gettext("Trường hợp"), case_name)] if case_name else []
        return _printed(
            gettext("Danh sách giấy tờ"),
            [SheetPart(title=gettext("Nộp việc gì"), facts=tuple(what)), *lines],
            centre,
            at,
        )


def declared_sheet(*, parts: Iterable[CopiedPart], centre: CentreView, at: datetime) -> bytes:
    """What was declared, as a sheet to copy from or to keep."""
    with override("vi"):
        told = [SheetPart(title=part.title, facts=tuple((row.label, row.text) for row in part.rows)) for part in parts]
        return _printed(gettext("Nội dung đã khai"), told, centre, at)


def _printed(title: str, parts: Sequence[SheetPart], centre: CentreView, at: datetime) -> bytes:
    sheet = Sheet(
        head=forms.plain_head(centre, at=at),
        kind=gettext("Giấy chuẩn bị, không thay tờ khai trên Cổng"),
        title=title,
        under=gettext("(để nộp trên Cổng Dịch vụ công quốc gia)"),
        parts=tuple(parts),
        remarks=(gettext("Nộp xong trên Cổng, xin ghi lại mã hồ sơ Cổng cấp."),),
    )
    return printing.preview(template=sheet.form, payload=payload_of(sheet), at=at)


def person_facts(one: PersonStated) -> Iterable[tuple[str, str]]:
    """One person as «label: value», with what is empty."""
    told: Mapping[str, str] = {
        gettext("Họ, chữ đệm và tên"): one.name,
        gettext("Ngày sinh"): one.birth.written() if one.birth else "",
        gettext("Giới tính"): str(one.sex.label),
        number_on_paper(one)[0]: one.number,
        gettext("Số điện thoại"): one.phone,
        gettext("Nơi ở hiện nay"): one.address,
    }
    return told.items()


def _part(title: str, rows: Iterable[tuple[str, str]]) -> CopiedPart:
    return CopiedPart(title, tuple(Copied(label, text) for label, text in rows if text))


def _line(paper: ComponentRow, have: frozenset[str]) -> str:
    counts = [gettext("%(n)s bản chính") % {"n": paper.originals}] if paper.originals else []
    counts += [gettext("%(n)s bản sao") % {"n": paper.copies}] if paper.copies else []
    told = f"{paper.title} ({', '.join(counts)})" if counts else paper.title
    return f"{told} – {gettext('đã có')}" if paper.paper_key in have else told
