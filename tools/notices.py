"""Writes NOTICE: the libraries of requirements.txt with their versions and licences, from what is installed.

python tools/notices.py
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import cast

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "NOTICE"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
HEAD = """Motcua
Licensed under the EUPL-1.2; see LICENSE.

Motcua is installed together with the libraries below, each under its own licence. Their licence texts lie in their
packages. None of their code is part of this repository. This page is made by tools/notices.py.
"""


def page() -> str:
    """The whole notice."""
    pinned = PINNED.findall((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    return "\n".join([HEAD, *_lines(pinned), ""])


def _lines(pinned: list[tuple[str, str]]) -> Iterator[str]:
    for name, version in sorted(pinned, key=lambda pair: pair[0].lower()):
        try:
            licence = _licence(cast("Message", metadata(name)))
        except PackageNotFoundError:
            licence = "not installed on the machine that made this page"
        yield f"{name} {version}: {licence}"


def _licence(about: Message) -> str:
    """The licence a package states: an expression, else its classifiers, else a short text."""
    if expression := about.get("License-Expression"):
        return str(expression)
    classified = [
        c for c in about.get_all("Classifier") or () if c.startswith("License ::") and c != "License :: OSI Approved"
    ]
    if classified:
        return "; ".join(dict.fromkeys(c.rpartition(" :: ")[2] for c in classified))
    stated = str(about.get("License") or "").strip()
    return stated.splitlines()[0][:80] if stated else "see its package"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
