"""By what the filer acts for the owner: what the version allows, and the paper that proves it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.apps.dossiers.models import Component, Dossier
from motcua.apps.dossiers.values.representing import REPRESENTATION
from motcua.apps.parties import commands as recording
from motcua.apps.parties import queries as parties
from motcua.apps.parties.states import Basis
from motcua.apps.parties.values import MandateStated, PersonStated
from motcua.apps.procedures.values import VersionView
from motcua.base.db import rows
from motcua.kernel import clock
from motcua.kernel.errors import Invalid

#: The paper each basis asks for; kin the law spares one. Kept in the dossier, so Vietnamese whoever files.
PAPERS = {
    Basis.PROXY: "Văn bản uỷ quyền",
    Basis.LAW: "Giấy tờ chứng minh là người đại diện theo pháp luật",
}
#: After every paper of the version.
_LAST = 999


def paper_of(basis: Basis | None) -> str:
    """The title of the paper that proves it; '' where none is needed."""
    return PAPERS.get(basis, "") if basis else ""


def lay_out(dossier: Dossier, basis: Basis | None, *, at: datetime) -> None:
    """The draft's row for that paper: made, renamed, or taken away while nothing was given for it."""
    title = paper_of(basis)
    row = Component.objects.filter(dossier=dossier, paper_key=REPRESENTATION).first()
    if row is not None and (title or row.state):  # a file that was given stays, asked for or not
        row.title, row.required = title or row.title, bool(title)
        row.save(update_fields=["title", "required"])
    elif row is not None:
        row.delete()
    elif title:
        rows.add(_asked(dossier, title, at=at))


def record_people(
    dossier: Dossier, *, filer: PersonStated, owner: PersonStated | None, mandate: MandateStated | None, at: datetime
) -> None:
    """Put filer and owner into the dossier, one person where no owner is named. Raises Invalid."""
    people, acting = ([filer], None) if owner is None else ([filer, owner], mandate)
    ids = recording.record(dossier_id=dossier.id, centre_id=dossier.centre_id, stated=people, at=at, mandate=acting)
    dossier.filer_party, dossier.owner_party = ids[0], ids[-1]


def refuse_unallowed(mandate: MandateStated | None, version: VersionView, *, owner: PersonStated | None) -> None:
    """Raise Invalid where the version lets nobody file for another, or does not spare this kin a proxy."""
    if owner is None:
        return
    said = version.representation
    if said is not None and not said.allowed:
        raise Invalid({"owner": _("Thủ tục này người có yêu cầu phải tự nộp, không nộp thay được.")})
    spared = said is not None and mandate is not None and any(map(mandate.is_kin, said.kin))
    if mandate is not None and mandate.basis is Basis.KIN and not spared:
        raise Invalid({"basis": _("Quan hệ này cần có văn bản uỷ quyền.")})


def refuse_ended(dossier: Dossier, *, at: datetime) -> None:
    """Raise Invalid when the filer is to receive for the owner and the proxy has ended meanwhile."""
    if dossier.filer_party == dossier.owner_party:
        return
    kept = parties.mandate_of(dossier_id=dossier.id)
    if kept is not None and kept.has_ended(on=clock.local(at).date()):
        ended = _("Giấy uỷ quyền hết hạn ngày %(day)s. Xin giao cho chủ hồ sơ, hoặc xem giấy uỷ quyền mới.")
        raise Invalid({"relation": ended % {"day": f"{kept.stated.until:%d/%m/%Y}"}})


def _asked(dossier: Dossier, title: str, *, at: datetime) -> Component:
    return Component(
        dossier=dossier,
        centre_id=dossier.centre_id,
        paper_key=REPRESENTATION,
        title=title,
        position=_LAST,
        state="",
        required=True,
        originals=1,
        copies=0,
        at=at,
    )
