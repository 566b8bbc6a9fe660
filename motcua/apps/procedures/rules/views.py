"""From a stored version to the frozen view others see: source facts, with what was settled over them.

`settled` maps a path to {"value", "known", "source", "by", "at"}. A row that nobody verified is "unknown" there:
it never hides a stated fact, and only tells the keeper what was heard.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeVar, cast

from motcua.apps.procedures.rules import facts
from motcua.apps.procedures.rules.document import Document, canonical, listed, text_of, under, words_of
from motcua.apps.procedures.rules.guide_reading import misfits
from motcua.apps.procedures.values import (
    Case,
    Channel,
    ChannelOffer,
    Exemption,
    Fact,
    Fee,
    FeeMoment,
    Known,
    LegalBasis,
    OnlineLevel,
    OnlineWhere,
    Paper,
    ProcessStep,
    Representation,
    ResultName,
    Signatories,
    Texts,
    VersionView,
)
from motcua.apps.procedures.values.guide import Guide
from motcua.apps.workcalendar.values import Term
from motcua.kernel.actor import Role
from motcua.kernel.text import fold

Value = TypeVar("Value")
Settled = Mapping[str, Mapping[str, object]]

#: The steps every dossier passes where no process of its own was set; budgets are the office's to set.
PROCESS = (
    ProcessStep("receive", "Tiếp nhận", Role.CLERK),
    ProcessStep("appraise", "Thẩm định hồ sơ", Role.SPECIALIST),
    ProcessStep("sign", "Duyệt và ký", Role.LEADER),
    ProcessStep("issue", "Vào sổ, đóng dấu", Role.RECORDS),
    ProcessStep("return", "Trả kết quả", Role.CLERK),
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the row of a version holds beside its documents."""

    id: int
    number: int
    effective_from: date
    effective_to: date | None


def slug(field_name: str) -> str:
    """The short unaccented name of a field of work, for addresses and rights."""
    return re.sub(r"[^a-z0-9]+", "-", fold(field_name)).strip("-")[:60].rstrip("-")


def overlay_of(rows: Iterable[Mapping[str, object]]) -> dict[str, dict[str, Document]]:
    """The reviewed overlay as settled facts by procedure code. Raises BadRow where a row does not fit."""
    settled: dict[str, dict[str, Document]] = {}
    for row in rows:
        path, value = text_of(row, "path"), row.get("value")
        facts.check(path, value)
        known = Known.STATED if row.get("verified") else Known.UNKNOWN
        entry: Document = {"value": value, "known": str(known), "source": text_of(row, "source"), "by": "overlay"}
        settled.setdefault(text_of(row, "code"), {})[path] = {**entry, "at": text_of(row, "reviewed")}
    return settled


def version_view(document: Document, settled: Settled, texts: Document, head: Head) -> VersionView:
    """The view of one stored version; pure, so the calculators use it without a database."""
    look, title, field = _Settled(settled), text_of(document, "title"), text_of(document, "field")
    return VersionView(
        **asdict(head),
        **_provenance(document),
        procedure_code=text_of(document, "code"),
        title=title,
        short_title=str(look.fact("short_title").value or title),
        summary=str(look.fact("summary").value or ""),
        field=slug(field),
        field_name=field,
        ministry=text_of(document, "ministry"),
        decision=text_of(document, "decision"),
        cases=tuple(_case(case) for case in listed(document, "cases")),
        channels=_offers(document, look),
        competent_agency=_agency(document, look),
        online_where=cast("Fact[OnlineWhere]", look.fact("online_where")),
        online_level=cast("Fact[OnlineLevel]", look.fact("online_level")),
        exemptions=cast("Fact[tuple[Exemption, ...]]", look.fact("exemptions")),
        fee_at=cast("Fact[FeeMoment]", look.fact("fee_at")).value,
        duty_pauses=bool(look.fact("duty_pauses").value),
        supplement_days=cast("Fact[int]", look.fact("supplement_days")).value,
        replaced_by=cast("Fact[tuple[str, ...]]", look.fact("replaced_by")),
        result_names=tuple(ResultName(text_of(r, "name"), text_of(r, "code")) for r in listed(document, "results")),
        legal_basis=tuple(LegalBasis(number) for number in words_of(document, "legal")),
        applicants=words_of(document, "subjects"),
        levels=words_of(document, "levels"),
        process=cast("Fact[tuple[ProcessStep, ...]]", look.fact("process")).value or PROCESS,
        keywords=cast("Fact[tuple[str, ...]]", look.fact("keywords")).value or (),
        full=bool(document.get("full")),
        online=cast("bool | None", document.get("online")),
        guide=_guide(document, look),
        eform=cast("Fact[str]", look.fact("eform")),
        signatories=cast("Fact[Signatories]", look.fact("signatories")).value,
        representation=cast("Fact[Representation]", look.fact("representation")).value,
        own_process=look.fact("process").is_known,
        texts=_texts(texts),
    )


def _provenance(document: Document) -> dict[str, Any]:
    """Where the version was read, and as of when."""
    return {name: text_of(document, name) for name in ("as_of", "url", "source")}


class _Settled:
    """Looks facts up among the settled ones, a channel's own before the one for every channel."""

    def __init__(self, settled: Settled) -> None:
        self._settled = settled

    def fact(self, path: str, stated: Fact[object] | None = None) -> Fact[object]:
        kind = path.partition(":")[0]
        entry = self._settled.get(path) or self._settled.get(f"{kind}:*")
        base: Fact[object] = stated or Fact[object].unknown()
        if entry is None:
            return base
        source, by, at = text_of(entry, "source"), text_of(entry, "by"), text_of(entry, "at")
        if entry.get("known") == Known.UNKNOWN:
            heard = canonical({"value": entry.get("value")})
            return base if base.is_known else Fact[object].unknown(raw=base.raw or heard, source=source)
        value = facts.READERS[kind](entry.get("value"))
        return Fact(value=value, known=Known(str(entry["known"])), source=source, by=by, at=at, raw=base.raw)

    def channels(self) -> set[int]:
        """Channels somebody settled a term or a fee for, though the source names none."""
        found = (path.partition(":") for path in self._settled)
        return {int(channel) for kind, _, channel in found if kind in facts.PER_CHANNEL and channel.isdigit()}


def _offers(document: Document, look: _Settled) -> tuple[ChannelOffer, ...]:
    stated = {int(str(offer.get("channel"))): offer for offer in listed(document, "offers")}
    source = text_of(document, "decision") or text_of(document, "source")
    offers = []
    for channel in sorted({*stated, *look.channels()}):
        offer = stated.get(channel, {})
        term = _stated(under(offer, "term"), "unit", facts.read_term, source)
        fee = _stated(under(offer, "fee"), "lines", facts.read_fee, source)
        offers.append(
            ChannelOffer(
                channel=Channel(channel),
                term=cast("Fact[Term]", look.fact(f"term:{channel}", term)),
                fee=cast("Fact[Fee]", look.fact(f"fee:{channel}", fee)),
                exemption_noted=bool(offer.get("noted")),
            )
        )
    return tuple(offers)


def _stated(given: Mapping[str, object], mark: str, read: Callable[[object], object], source: str) -> Fact[object]:
    if mark in given:
        return Fact(value=read(dict(given)), known=Known.STATED, source=source, by="source")
    return Fact[object].unknown(raw=text_of(given, "raw"), source=source)


def _guide(document: Document, look: _Settled) -> Fact[Guide]:
    """The guide, where each of its rows still names what this version holds; a torn one guides nobody."""
    fact = cast("Fact[Guide]", look.fact("guide"))
    if fact.value is None:
        return Fact[Guide].unknown()
    exempt = cast("Fact[tuple[Exemption, ...]]", look.fact("exemptions")).value or ()
    torn = misfits(
        fact.value,
        cases={text_of(c, "id"): {text_of(p, "id") for p in listed(c, "papers")} for c in listed(document, "cases")},
        channels={int(str(offer.get("channel"))) for offer in listed(document, "offers")} | look.channels(),
        classes={exemption.applicant_class for exemption in exempt},
        code=text_of(document, "code"),
    )
    return Fact[Guide].unknown(raw=f"{torn[0].where}: {torn[0].text}", source=fact.source) if torn else fact


def _agency(document: Document, look: _Settled) -> Fact[str]:
    agency = text_of(document, "agency")
    stated: Fact[object] | None = None
    if agency:
        stated = Fact(value=agency, known=Known.STATED, source=text_of(document, "source"), by="source")
    return cast("Fact[str]", look.fact("competent_agency", stated))


def _case(case: Mapping[str, object]) -> Case:
    papers = tuple(_paper(paper) for paper in listed(case, "papers"))
    return Case(id=text_of(case, "id"), name=text_of(case, "name"), papers=papers, cut=bool(case.get("cut")))


def _paper(paper: Mapping[str, object]) -> Paper:
    return Paper(
        id=text_of(paper, "id"),
        title=text_of(paper, "title"),
        originals=cast("int | None", paper.get("originals")),
        copies=cast("int | None", paper.get("copies")),
        form_name=text_of(paper, "form"),
        group=text_of(paper, "group"),
        required=not paper.get("optional"),
        cut=bool(paper.get("cut")),
    )


def _texts(texts: Document) -> Texts:
    return Texts(
        steps=words_of(texts, "steps"),
        conditions=str(texts.get("conditions") or ""),
        description=str(texts.get("description") or ""),
        notes=words_of(texts, "notes"),
    )
