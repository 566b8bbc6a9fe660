"""The filer's yes to what a helper typed, by a code to the filer's own telephone; the sheet to sign: `consent`."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from motcua.apps.dossiers.values import DraftView
from motcua.apps.dossiers.values.helping import FilerSaid
from motcua.apps.identity import commands as identity
from motcua.apps.identity import queries as accounts
from motcua.apps.identity.states import Purpose
from motcua.apps.notifications import commands as notifications
from motcua.apps.notifications.states import Kind
from motcua.apps.parties.values import PersonStated
from motcua.apps.procedures import queries as procedures
from motcua.kernel.errors import Invalid

#: A message names the procedure as far as this.
LONGEST_TITLE = 60


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
    papers = [(str(paper.id), paper.state, paper.claim) for paper in draft.components]
    told = json.dumps([str(draft.id), draft.version_id, draft.case_key, pages, papers], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()
