"""Printed forms of a dossier, composed from its frozen rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.values import DossierView


def forms_of(view: DossierView) -> tuple[str, ...]:
    """The forms there is something to print on."""
    made = {move.form for move in view.transitions}
    there = {"01": view.head.received_at is not None and not view.head.external_code}
    there |= {"02": bool(view.supplements), "03": "03" in made, "05": view.head.state == DossierState.STOPPED and "05" in made}
    return tuple(form for form, prints in there.items() if prints)


#: The forms and their titles.
TITLES: Final[Mapping[str, str]] = {}
