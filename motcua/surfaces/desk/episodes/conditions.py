"""What has to be done first on a dossier, or was: fees with receipt or exemption, each with who recorded it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from motcua.apps.dossiers.commands.moves import CONDITION_NAMES
from motcua.apps.dossiers.queries.forms import relief_in_words
from motcua.apps.dossiers.values import ConditionRow, DossierHead, DossierView
from motcua.apps.dossiers.values.relief import ReliefRow
from motcua.apps.procedures import queries as procedures


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """Something to be done first: what, the receipt, and who recorded it."""

    row: ConditionRow
    name: str
    receipt: str
    who: str
    #: What need not be paid, in words; '' where all of it is owed. Its proof, and who saw that.
    relief: str = ""
    proof: str = ""
    seen_by: str = ""


def condition_lines(view: DossierView, *, names: Mapping[int, str], titles: Mapping[UUID, str]) -> list[ConditionLine]:
    """Every fee, and of the rest what is still waited for; `titles` of the papers by their keys."""
    return [
        _line(one, view.head, names=names, titles=titles)
        for one in view.conditions
        if one.kind == "fee" or one.met_at is None
    ]


def _line(
    one: ConditionRow, head: DossierHead, *, names: Mapping[int, str], titles: Mapping[UUID, str]
) -> ConditionLine:
    relief, unreceipted = one.relief, procedures.version(head.version_id).procedure_code
    return ConditionLine(
        row=one,
        name=str(CONDITION_NAMES.get(one.kind, one.kind)),
        receipt=one.reference if one.met_at and one.reference != unreceipted else "",
        who=names.get(one.met_by or 0, gettext("Hệ thống")),
        relief=relief_in_words(head, relief) if relief else "",
        proof=_proof(relief, titles) if relief else "",
        seen_by=names.get(relief.account_id, "") if relief else "",
    )


def _proof(relief: ReliefRow, titles: Mapping[UUID, str]) -> str:
    """What proves an exemption, with the paper of the dossier it is."""
    attached = titles.get(relief.component_id, "") if relief.component_id else ""
    return ", ".join(part for part in (relief.paper.rstrip("."), attached) if part)
