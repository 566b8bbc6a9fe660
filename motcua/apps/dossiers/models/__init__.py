"""Tables of the dossiers app."""

from motcua.apps.dossiers.models.dossier import Dossier, DossierQuerySet, Share
from motcua.apps.dossiers.models.outside import OutsideReport
from motcua.apps.dossiers.models.papers import Component, Supplement, SupplementItem
from motcua.apps.dossiers.models.process import Assignment, Condition, Note, Pause, Promise, Transition
from motcua.apps.dossiers.models.relief import Relief
from motcua.apps.dossiers.models.results import HandOver, Result, ResultDraft
from motcua.apps.dossiers.models.signing import Signatory

__all__ = [
    "Assignment",
    "Component",
    "Condition",
    "Dossier",
    "DossierQuerySet",
    "HandOver",
    "Note",
    "OutsideReport",
    "Pause",
    "Promise",
    "Relief",
    "Result",
    "ResultDraft",
    "Share",
    "Signatory",
    "Supplement",
    "SupplementItem",
    "Transition",
]
