"""The languages of this installation, held against our texts."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext, override

from motcua.apps.procedures import queries as procedures
from motcua.base import packs
from motcua.base.packs import Report, UnusablePack

_VIETNAMESE = re.compile("[À-ỹ]")


def _source() -> Path:
    """Our own list of texts: the English one has them all."""
    return Path(settings.BASE_DIR) / "motcua" / "locale" / "en" / "LC_MESSAGES" / "django.po"


def check(folder: Path) -> Report:
    """A pack anywhere, held against our texts; raises UnusablePack."""
    return packs.check(packs.manifest_of(folder), source=_source())


def report(code: str) -> Report | None:
    """One language of this installation, or None; raises UnusablePack where its pack cannot be used."""
    if code == "en":
        return packs.own_report("en", "English", source=_source())
    folder = Path(settings.PACKS_DIR) / code
    return check(folder) if code and code.isalpha() and folder.is_dir() else None


def unspoken(code: str, *, on: date, centre_id: int) -> tuple[str, ...]:
    """Words of guided questions and electronic forms that readers of a language meet in Vietnamese."""
    words = procedures.own_words(on=on, centre_id=centre_id)
    with override(code):
        return tuple(sorted(word for word in words if _VIETNAMESE.search(word) and gettext(word) == word))


def all_reports() -> tuple[tuple[Report, ...], tuple[tuple[str, str], ...]]:
    """Every language beside Vietnamese, and the packs that cannot be used with the reason."""
    found, refused = packs.packs_in(Path(settings.PACKS_DIR))
    reports, unusable = [packs.own_report("en", "English", source=_source())], list(refused)
    for pack in found:
        try:
            reports.append(packs.check(pack, source=_source()))
        except UnusablePack as why:
            unusable.append((pack.code, str(why)))
    return tuple(reports), tuple(unusable)
