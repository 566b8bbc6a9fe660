"""How a result reached its person, as their own page tells it: by which way, when, where to, and on what proof."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.apps.dossiers.states import PROOFS, RELATIONS
from motcua.apps.dossiers.values import DossierView, HandOverRow
from motcua.ui import format as say


def words_of_return(view: DossierView) -> str:
    """The return that still holds, in words; "" where there is none. Who took it stands in the office's book alone."""
    row = next((one for one in reversed(view.hand_overs) if one.recalled_at is None), None)
    if row is None:
        return ""
    told = _how(row, view.head.post_address or "")
    if row.proof in PROOFS:
        told += " " + _("Bằng chứng: %(proof)s.") % {"proof": PROOFS[row.proof]}
    return told


def _how(row: HandOverRow, address: str) -> str:
    at = say.when(row.at)
    if row.way == "post" and address:
        return _("Đã gửi qua bưu chính %(at)s, đến: %(address)s.") % {"at": at, "address": address}
    if row.way == "post":
        return _("Đã gửi qua bưu chính %(at)s.") % {"at": at}
    if row.way == "electronic":
        return _("Đã trả bằng bản điện tử %(at)s.") % {"at": at}
    return _("Đã trao tại quầy %(at)s; người nhận: %(who)s.") % {"at": at, "who": str(RELATIONS.get(row.relation, "–"))}
