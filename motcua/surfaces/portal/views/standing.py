"""How each fact of a procedure is known: stated by the source, set and signed by a person, or unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.apps.procedures.values import Fact, Known, VersionView
from motcua.surfaces.portal.views.answers import CHANNELS

_MARKS = {Known.STATED: "good", Known.SET: "done", Known.UNKNOWN: "new"}
_WORDS = {
    Known.STATED: gettext_noop("Nguồn ghi"),
    Known.SET: gettext_noop("Đã xác minh và ký"),
    Known.UNKNOWN: gettext_noop("Chưa xác định"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One fact and how it is known; `day` is ISO text, "" where nobody wrote one."""

    name: str
    mark: str
    word: str
    source: str
    day: str


def standings(version: VersionView) -> tuple[Standing, ...]:
    """Every fact that a promise or an amount rests on."""
    return tuple(_standing(name, fact) for name, fact in _facts(version))


def _facts(version: VersionView) -> Iterator[tuple[str, Fact[object]]]:
    for offer in version.channels:
        channel = _(CHANNELS[offer.channel])
        yield _("Thời hạn (%(channel)s)") % {"channel": channel}, offer.term
        yield _("Phí, lệ phí (%(channel)s)") % {"channel": channel}, offer.fee
    yield _("Miễn, giảm"), version.exemptions
    yield _("Cơ quan có thẩm quyền"), version.competent_agency
    yield _("Nơi nộp trực tuyến"), version.online_where
    yield _("Mức độ trực tuyến"), version.online_level


def _standing(name: str, fact: Fact[object]) -> Standing:
    source = fact.source if fact.is_known else _("Nguồn ghi “%(raw)s”.") % {"raw": fact.raw} if _plain(fact) else ""
    return Standing(name, _MARKS[fact.known], _(_WORDS[fact.known]), source, fact.at[:10])


def _plain(fact: Fact[object]) -> bool:
    """Whether the source had words a visitor can read; hearsay is kept for the keeper."""
    return bool(fact.raw) and not fact.raw.startswith("{")
