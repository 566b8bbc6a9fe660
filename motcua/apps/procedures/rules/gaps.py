"""What nobody knows: the gaps of each version, and the catalogue in figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from motcua.apps.procedures.values import Counts, Fact, UnknownFact, VersionView


def of(view: VersionView) -> Iterator[UnknownFact]:
    """Each fact of a version that a person may set because the source does not state it."""
    for offer in view.channels:
        yield from _gap(view, f"term:{offer.channel.value}", offer.term)
        yield from _gap(view, f"fee:{offer.channel.value}", offer.fee)
    if not view.channels:
        yield UnknownFact(code=view.procedure_code, title=view.title, path="term:1", raw="")
        yield UnknownFact(code=view.procedure_code, title=view.title, path="fee:1", raw="")
    if any(offer.fee.value and offer.fee.value.tariffs for offer in view.channels):
        yield from _gap(view, "exemptions", view.exemptions)
    yield from _gap(view, "competent_agency", view.competent_agency)
    yield from _gap(view, "online_where", view.online_where)
    yield from _gap(view, "online_level", view.online_level)


def counted(views: Iterable[VersionView]) -> Counts:
    """The figures of some versions; a term counts per channel, a procedure once."""
    kept = tuple(views)
    offers = [offer for view in kept for offer in view.channels]
    return Counts(
        procedures=len(kept),
        full=sum(view.full for view in kept),
        header_only=sum(not view.full for view in kept),
        terms_unknown=sum(not offer.term.is_known for offer in offers),
        terms_without_unit=sum(_bare_number(offer.term) for offer in offers),
        fees_unknown=sum(not offer.fee.is_known for offer in offers),
        online_levels_stated=sum(view.online_level.is_known for view in kept),
        revision=0,
    )


def _gap(view: VersionView, path: str, fact: Fact[object]) -> Iterator[UnknownFact]:
    if not fact.is_known:
        yield UnknownFact(code=view.procedure_code, title=view.title, path=path, raw=fact.raw)


def _bare_number(term: Fact[object]) -> bool:
    """A number whose unit the source lost."""
    return not term.is_known and term.raw.replace(".", "").isdigit()
