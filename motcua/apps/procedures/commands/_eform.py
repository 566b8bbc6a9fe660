"""Proving an e-form where it comes in: rules are pure and know only its shape."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.apps.procedures.rules import facts
from motcua.apps.procedures.rules.document import BadRow
from motcua.base.eforms import NotAForm, form_of


def prove(settled: Mapping[str, object]) -> None:
    """Raises BadRow where the e-form among settled facts does not hold together."""
    if "eform" not in settled:
        return
    try:
        form_of(facts.read_eform(settled["eform"]))
    except NotAForm as misfit:
        raise BadRow("eform", str(misfit)) from misfit
