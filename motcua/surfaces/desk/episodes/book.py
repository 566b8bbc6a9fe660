"""The register of a period as a paper; that it was printed is written down as an export."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext_noop

from motcua.apps.audit import commands as audit
from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.queries import forms
from motcua.apps.organization import queries as organization
from motcua.apps.printing import commands as printing
from motcua.apps.printing.values import payload_of
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import FieldView
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Refusal


class RegisterTooLong(Refusal):
    """More dossiers than one print holds: nothing was read, a shorter period can be asked for."""

    code = "register-too-long"
    message = gettext_noop(
        "Trong thời gian này có %(total)s hồ sơ; mỗi lần in nhiều nhất %(most)s. Xin chọn khoảng ngắn hơn."
    )

    def __init__(self, total: int) -> None:
        super().__init__(total=total, most=dossiers.MOST_ROWS)


def register_pdf(
    *, actor: Actor, centre_id: int, fields: Sequence[FieldView], since: date, until: date, at: datetime
) -> bytes:
    """The register of what this officer may open, which the paper says where it is not all: `fields` of their work.

    Raises RegisterTooLong.
    """
    found = dossiers.register(actor=actor, centre_id=centre_id, since=since, until=until)
    if found.is_too_long:
        raise RegisterTooLong(found.total)
    audit.look(actor=actor, at=at, what="register.printed", centre_id=centre_id)
    centre = organization.centre(centre_id)
    all_there_are = procedures.fields(on=clock.local(at).date())
    part = (", ".join(field.name for field in fields) or "–") if len(fields) < len(all_there_are) else ""
    book = forms.register_book(found.rows, centre=centre, since=since, until=until, part=part, at=at)
    return printing.preview(template=book.form, payload=payload_of(book), at=at)
