"""Draws docs/moves.md from the table of moves: `python tools/draw_moves.py` after MOVES has changed.

The page is never edited by hand; a test compares it with what this makes.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "moves.md"
HEAD = """# The moves of a dossier

Made by `tools/draw_moves.py` from `MOVES` in `motcua/apps/dossiers/states.py`; do not edit.
«back» is the state held before. A basis names an instrument and the printed form;
"unverified" says that nobody has read the article yet.
"""


def page() -> str:
    """The whole page: states, diagram, and every move with its basis."""
    return "\n".join([HEAD, *_states(), "", *_diagram(), "", *_table(), ""])


def _states() -> Iterator[str]:
    from motcua.apps.dossiers.states import DossierState  # noqa: PLC0415 -- after Django is set up

    yield "## States\n"
    yield "| state | Vietnamese | national code | clock |"
    yield "|---|---|---|---|"
    for state in DossierState:
        clock = "runs" if state.clock_runs else "paused" if state.pauses else "–"
        yield f"| {state.value} | {state.label} | {state.code or '–'} | {clock} |"


def _diagram() -> Iterator[str]:
    from motcua.apps.dossiers.states import MOVES, DossierState  # noqa: PLC0415 -- after Django is set up

    edges: dict[tuple[str, str], list[str]] = defaultdict(list)
    back: list[str] = []
    for (state, action), move in MOVES.items():
        if move.to is None:
            back.append(action.value)
        else:
            edges[state.value, move.to.value].append(action.value)
    yield "## Diagram\n"
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {DossierState.DRAFT.value}"
    for (start, end), actions in edges.items():
        yield f"    {start} --> {end}: {', '.join(actions)}"
    yield f"    note right of {DossierState.WITHDRAWAL_REQUESTED.value}: {', '.join(back)} lead back"
    for state in DossierState:
        if not state.is_open and state is not DossierState.DRAFT:
            yield f"    {state.value} --> [*]"
    yield "```"


def _table() -> Iterator[str]:
    from motcua.apps.dossiers.states import MOVES  # noqa: PLC0415 -- after Django is set up

    yield "## Table\n"
    yield "| from | action | button | to | basis | form | article |"
    yield "|---|---|---|---|---|---|---|"
    for (state, action), move in MOVES.items():
        to = move.to.value if move.to else "back"
        basis = move.basis
        yield (
            f"| {state.value} | {action.value} | {action.label} | {to} | {basis.instrument} "
            f"| {basis.form or '–'} | {basis.article} |"
        )


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
