"""The filer's yes to what a helper typed: a code to the filer's own telephone, or a sheet to sign."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_noop, override

from motcua.apps.dossiers.values import DraftView
from motcua.apps.dossiers.values.helping import FilerSaid
from motcua.apps.identity import commands as identity
from motcua.apps.identity import queries as accounts
from motcua.apps.identity.states import Purpose
from motcua.apps.notifications import commands as notifications
from motcua.apps.notifications.states import Kind
from motcua.apps.organization.values import CentreView
from motcua.apps.parties.values import PersonStated
from motcua.apps.printing import commands as printing
from motcua.apps.printing.values import Head, Sheet, SheetPart, payload_of
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import VersionView
from motcua.kernel.errors import Invalid

#: A message names the procedure as far as this.
LONGEST_TITLE = 60
LONGEST_PAPER = 150
YES = gettext_noop(
    "Tôi đã được đọc lại những gì khai ở trên, thấy đúng và đồng ý nộp hồ sơ này. Tin báo và kết quả gửi cho tôi,"
    " không gửi cho người giúp."
)


def send_code(*, filer: PersonStated, draft: DraftView, address: str, at: datetime) -> None:
    """Send the filer a code that says yes to this filing as it is now, and opens nothing else.

    Raises Invalid, TooManyTries.
    """
    if draft.helper_id is not None and accounts.has_phone(account_id=draft.helper_id, phone=filer.phone):
        told = gettext("Đây là điện thoại của người giúp. Xin ghi điện thoại của người nộp, hoặc để trống.")
        raise Invalid({"helper_phone": told})
    asked: dict[str, Any] = {"purpose": Purpose.FILE, "about": _as_it_is(draft)}
    code = identity.request_code(phone=filer.phone, address=address, at=at, **asked)
    words = {"procedure": procedures.version(draft.version_id).short_title[:LONGEST_TITLE]}
    notifications.send_code(phone=filer.phone, code=code, at=at, kind=Kind.FILER_CODE, words=words)


def prove(*, filer: PersonStated, draft: DraftView, code: str, address: str, at: datetime) -> FilerSaid:
    """The filer's yes by the code they read out; tied to their own account where they have one.

    What was changed after the sending, or is another filing, the code says nothing to.

    Raises CodeFailed, Invalid, TooManyTries. Call it outside a transaction: a wrong code must stay counted.
    """
    asked: dict[str, Any] = {"purpose": Purpose.FILE, "about": _as_it_is(draft)}
    identity.prove_phone(phone=filer.phone, code=code, address=address, at=at, **asked)
    account = accounts.citizen_of(phone=filer.phone, number=filer.number) if filer.number else None
    return FilerSaid(by_code=True, account_id=account)


def _as_it_is(draft: DraftView) -> str:
    """A print of all that is declared: what the filer was read, and nothing else."""
    pages = {name: page for name, page in draft.answers.items() if not name.startswith("_")}
    papers = [(str(paper.id), paper.state) for paper in draft.components]
    told = json.dumps([str(draft.id), draft.version_id, draft.case_key, pages, papers], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def consent_sheet(
    *,
    filer: PersonStated,
    owner: PersonStated | None,
    version: VersionView,
    papers: tuple[str, ...],
    centre: CentreView,
    helper: str,
    at: datetime,
) -> bytes:
    """The sheet the filer signs, or marks by a thumb: nothing is counted or kept of it."""
    with override("vi"):  # a paper is Vietnamese whoever prints it
        who = [(gettext("Họ và tên"), filer.name), (gettext("Số định danh"), filer.number)]
        who += [(gettext("Năm sinh"), filer.birth.written() if filer.birth else ""), (gettext("Nơi ở"), filer.address)]
        what = [(gettext("Thủ tục"), f"{version.title} ({version.procedure_code})")]
        what += [(gettext("Chủ hồ sơ"), owner.name)] if owner else []
        sheet = Sheet(
            head=head_of(centre, at=at),
            kind=gettext("Phiếu của Trung tâm, không phải biểu mẫu của Nhà nước"),
            title=gettext("Phiếu đồng ý nộp hồ sơ có người giúp"),
            parts=(
                SheetPart(title=gettext("1. Người nộp"), facts=tuple(who)),
                SheetPart(title=gettext("2. Người giúp khai"), facts=((gettext("Họ và tên"), helper),)),
                SheetPart(title=gettext("3. Hồ sơ"), facts=tuple(what), boxes=tuple(map(_cut, papers))),
                SheetPart(title=gettext("4. Người nộp đồng ý"), text=gettext(YES)),
            ),
            left=(gettext("Người làm chứng (nếu điểm chỉ)"), ""),
            right=(gettext("Người nộp"), filer.name),
            remarks=(gettext("Xin đưa phiếu này đến Trung tâm; hồ sơ được tiếp nhận khi có phiếu."),),
        )
    return printing.preview(template=sheet.form, payload=payload_of(sheet), at=at)


def _cut(title: str) -> str:
    """A paper's name as far as two lines hold it: the sheet is to fit one page."""
    return title if len(title) <= LONGEST_PAPER else title[:LONGEST_PAPER].rsplit(" ", 1)[0] + " …"


def head_of(centre: CentreView, *, at: datetime, lookup: str = "", qr: tuple[str, ...] = ()) -> Head:
    """The head of a paper of this centre that has no dossier code."""
    return Head(
        superior=centre.agency_name,
        agency=centre.name,
        place=centre.commune_name,
        written_at=at,
        code="",
        address=centre.address,
        phone=centre.phone,
        lookup=lookup,
        qr=qr,
    )
