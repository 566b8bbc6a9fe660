"""The sheet by which a filer says yes to what a helper typed: all that is filed stands on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext, gettext_noop, override

from motcua.apps.dossiers.queries import forms
from motcua.apps.dossiers.states import ComponentState
from motcua.apps.dossiers.values import ComponentRow
from motcua.apps.dossiers.values.signing import SignatoryNamed
from motcua.apps.dossiers.values.way_back import WayBack
from motcua.apps.organization.values import CentreView
from motcua.apps.parties.values import MandateStated, PersonStated
from motcua.apps.printing import commands as printing
from motcua.apps.printing.values import Sheet, SheetPart, payload_of
from motcua.apps.procedures.values import VersionView
from motcua.base.eforms import SaidPart
from motcua.surfaces.portal.episodes.elsewhere import person_facts

LONGEST_PAPER = 150
YES = gettext_noop(
    "Tôi đã được đọc lại những gì khai ở trên, thấy đúng và đồng ý nộp hồ sơ này. Tin báo và kết quả gửi cho tôi,"
    " không gửi cho người giúp."
)
_BACK = {
    "counter": gettext_noop("Đến Trung tâm nhận"),
    "post": gettext_noop("Qua bưu chính, người nhận trả cước"),
    "electronic": gettext_noop("Bản điện tử trong tài khoản này"),
}

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """All that a helped draft files, as its filer is to read it. `case`: its name, "" where there is one only."""

    version: VersionView
    case: str
    filer: PersonStated
    owner: PersonStated | None
    mandate: MandateStated | None
    signatories: tuple[SignatoryNamed, ...]
    declared: tuple[SaidPart, ...]
    papers: tuple[ComponentRow, ...]
    #: The papers known to have a file, beside those that are given.
    with_file: frozenset[UUID]
    way_back: WayBack


def consent_sheet(*, agreed: Agreed, centre: CentreView, helper: str, at: datetime) -> bytes:
    """The sheet the filer signs, or marks by a thumb: nothing is counted or kept of it."""
    sheet = sheet_of(agreed, centre=centre, helper=helper, at=at)
    return printing.preview(template=sheet.form, payload=payload_of(sheet), at=at)


def sheet_of(agreed: Agreed, *, centre: CentreView, helper: str, at: datetime) -> Sheet:
    """What the sheet says."""
    with override("vi"):  # a paper is Vietnamese whoever prints it
        return Sheet(
            head=forms.plain_head(centre, at=at),
            kind=gettext("Phiếu của Trung tâm, không phải biểu mẫu của Nhà nước"),
            title=gettext("Phiếu đồng ý nộp hồ sơ có người giúp"),
            parts=tuple(_numbered(_parts(agreed, helper=helper))),
            left=(gettext("Người làm chứng (nếu điểm chỉ)"), ""),
            right=(gettext("Người nộp"), agreed.filer.name),
            remarks=(gettext("Xin đưa phiếu này đến Trung tâm; hồ sơ được tiếp nhận khi có phiếu."),),
        )


def _parts(agreed: Agreed, *, helper: str) -> Iterable[SheetPart]:
    yield SheetPart(title=gettext("Người nộp"), facts=_person(agreed.filer))
    if agreed.owner:
        yield SheetPart(title=gettext("Chủ hồ sơ"), facts=(*_person(agreed.owner), *_mandate(agreed.mandate)))
    yield SheetPart(title=gettext("Người giúp khai"), facts=((gettext("Họ và tên"), helper),))
    if agreed.signatories:
        yield SheetPart(title=gettext("Người cùng ký"), facts=tuple(map(_signatory, agreed.signatories)))
    version = agreed.version
    what = ((gettext("Thủ tục"), f"{version.title} ({version.procedure_code})"), (gettext("Trường hợp"), agreed.case))
    boxes = tuple(_paper(one, has_file=one.id in agreed.with_file) for one in agreed.papers if one.state)
    yield SheetPart(title=gettext("Hồ sơ"), facts=what, boxes=boxes)
    for part in agreed.declared:
        said = tuple((row.label, row.text) for row in part.rows if row.text)
        if said:
            yield SheetPart(title=part.title or part.page, facts=said)
    by, address = _BACK.get(agreed.way_back.by), agreed.way_back.address
    back = ((gettext("Cách nhận"), gettext(by) if by else ""), (gettext("Địa chỉ nhận qua bưu chính"), address))
    yield SheetPart(title=gettext("Nhận kết quả"), facts=back)
    yield SheetPart(title=gettext("Người nộp đồng ý"), text=gettext(YES))


def _numbered(parts: Iterable[SheetPart]) -> Iterable[SheetPart]:
    for number, part in enumerate(parts, start=1):
        yield SheetPart(title=f"{number}. {part.title}", facts=part.facts, boxes=part.boxes, text=part.text)


def _person(one: PersonStated) -> Facts:
    name, *rest = person_facts(one)
    return (name, (gettext("Giấy tờ khác ghi tên"), one.also), *rest)


def _mandate(mandate: MandateStated | None) -> Facts:
    if mandate is None:
        return ()
    until = f"{mandate.until:%d/%m/%Y}" if mandate.until else ""
    return (
        (gettext("Người nộp là gì của người đó"), f"{mandate.relation}, {mandate.basis.label}"),
        (gettext("Được làm thay những việc"), mandate.scope),
        (gettext("Giấy uỷ quyền có giá trị đến ngày"), until),
    )


def _signatory(one: SignatoryNamed) -> tuple[str, str]:
    if one.is_filer:
        return one.role, gettext("người nộp")
    how = gettext("xác nhận bằng điện thoại") if one.person and not one.at_counter else gettext("ký tại quầy")
    person = one.person
    told = (person.name, person.number, person.birth.written() if person.birth else "", person.phone) if person else ()
    return one.role, ", ".join(text for text in (*told, how) if text)


def _paper(paper: ComponentRow, *, has_file: bool) -> str:
    """A paper's name as far as two lines hold it, and what is said of it: there, to come, not needed and why."""
    told = [gettext("đã đính kèm")] if has_file or paper.state == ComponentState.GIVEN else []
    told += [gettext("sẽ mang đến")] if paper.state == ComponentState.PROMISED else []
    told += [gettext("không cần, vì: %(why)s") % {"why": paper.claim}] if paper.state == ComponentState.CLAIMED else []
    title, longest = paper.title, LONGEST_PAPER
    short = title if len(title) <= longest else title[:longest].rsplit(" ", 1)[0] + " …"
    return f"{short} – {', '.join(told)}"
