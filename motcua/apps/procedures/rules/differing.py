"""What differs between two versions of a procedure, fact by fact and paper by paper; pure."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.apps.procedures.values import Case, Change, Channel, Fact, Mark, Paper, VersionView

#: Facts that are compared as they stand, in the order a page tells them.
PLAIN = ("title", "field_name", "competent_agency", "online_where", "online_level", "exemptions", "fee_at",
         "supplement_days", "replaced_by", "legal_basis", "applicants", "process")  # fmt: skip


def between(old: VersionView | None, new: VersionView | None) -> tuple[Change, ...]:
    """Every difference; what is alike is left out. A missing side has nothing, so all of the other is new or gone."""
    return (*_plain(old, new), *_offers(old, new), *_papers(old, new))


def _plain(old: VersionView | None, new: VersionView | None) -> Iterator[Change]:
    for name in PLAIN:
        yield from _change(name, _value(old, name), _value(new, name))


def _offers(old: VersionView | None, new: VersionView | None) -> Iterator[Change]:
    for kind in ("term", "fee"):
        for channel in Channel:
            yield from _change(
                f"{kind}:{channel.value}", _of_channel(old, kind, channel), _of_channel(new, kind, channel)
            )


def _papers(old: VersionView | None, new: VersionView | None) -> Iterator[Change]:
    before = {case.id: case for case in old.cases} if old else {}
    after = {case.id: case for case in new.cases} if new else {}
    for key in dict.fromkeys([*before, *after]):
        yield from _papers_of(before.get(key), after.get(key))


def _papers_of(old: Case | None, new: Case | None) -> Iterator[Change]:
    name = (new or old or Case("", "", ())).name
    if name and (old is None or new is None):
        yield from _change("case", name if old else None, name if new else None)
    before = {paper.id: paper for paper in old.papers} if old else {}
    after = {paper.id: paper for paper in new.papers} if new else {}
    for key in dict.fromkeys([*before, *after]):
        yield from _change("paper", before.get(key), after.get(key), case=name)


def _change(path: str, old: object, new: object, *, case: str = "") -> Iterator[Change]:
    if _compared(old) != _compared(new):
        mark = Mark.ADDED if old is None else Mark.REMOVED if new is None else Mark.CHANGED
        yield Change(path=path, mark=mark, old=old, new=new, case=case)


def _compared(value: object) -> object:
    """A paper's marks of shortening are no difference."""
    if isinstance(value, Paper):
        return value.title, value.originals, value.copies, value.form_name, value.required
    return value


def _value(view: VersionView | None, name: str) -> object:
    found = getattr(view, name) if view else None
    value = found.value if isinstance(found, Fact) else found
    if name == "legal_basis" and view:
        value = tuple(basis.number for basis in view.legal_basis)
    return value if value not in ("", ()) or name == "exemptions" else None


def _of_channel(view: VersionView | None, kind: str, channel: Channel) -> object:
    offer = view.offer(channel) if view else None
    return getattr(offer, kind).value if offer else None
