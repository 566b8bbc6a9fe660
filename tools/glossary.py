"""Writes docs/glossary.md: the terms of tools/glossary.csv, then states, actions, channels and roles from the code.

python tools/glossary.py
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TERMS = Path(__file__).with_suffix(".csv")
PAGE = ROOT / "docs" / "glossary.md"
HEAD = """# Glossary

English in the code, Vietnamese on the pages; this is the only bridge.
Made by `tools/glossary.py`; terms are edited in `tools/glossary.csv`.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_terms(), *_enumerations(), *_roles()])


def _terms() -> Iterator[str]:
    yield "## Terms\n\n| code | Vietnamese |\n|---|---|"
    with TERMS.open(encoding="utf-8", newline="") as file:
        for code, vietnamese in csv.reader(file):
            yield f"| {code} | {vietnamese} |"


def _enumerations() -> Iterator[str]:
    from motcua.apps.dossiers import states  # noqa: PLC0415 -- after Django is set up

    kinds = (
        ("States of a dossier", states.DossierState),
        ("Actions", states.Action),
        ("Channels", states.Channel),
        ("Outcomes", states.Outcome),
        ("Early, on time, late", states.ClockClass),
    )
    for heading, kind in kinds:
        yield f"\n## {heading}\n\n| code | Vietnamese |\n|---|---|"
        for member in kind:
            yield f"| {member.name} | {member.label} |"


def _roles() -> Iterator[str]:
    from motcua.kernel.actor import Role  # noqa: PLC0415 -- the house is found only now
    from motcua.surfaces.console.forms.fact_words import ROLES  # noqa: PLC0415 -- after Django is set up

    yield "\n## Roles\n\n| code | Vietnamese |\n|---|---|"
    others = {Role.CITIZEN: "Công dân, tổ chức", Role.DEVICE: "Thiết bị"}
    for role in Role:
        yield f"| {role.value} | {ROLES.get(role) or others[role]} |"
    yield ""


def main() -> None:
    """Write the page."""
    sys.path.insert(0, str(ROOT))
    import django  # noqa: PLC0415 -- the house is found only now
    from django.conf import settings  # noqa: PLC0415 -- as above

    settings.configure(LANGUAGE_CODE="vi", USE_I18N=False)
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
