"""What a board says, in words, from a version and the centre's own statement; prints of it, and what has changed.

Papers are Vietnamese whoever prints them, so the words stand here and in no book of translations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from motcua.apps.procedures.rules.document import digest as print_of
from motcua.apps.procedures.values import Case, Channel, Fact, Fee, OnlineLevel, PostingView, Tariff, VersionView
from motcua.apps.procedures.values.boards import UNKNOWN, BoardLine, LevelCount, Sheet, SheetChange, SheetKind
from motcua.apps.workcalendar.values import Term, Unit
from motcua.kernel.money import Dong

UNITS = {
    Unit.WORKING_HOUR: "giờ làm việc",
    Unit.WORKING_DAY: "ngày làm việc",
    Unit.DAY: "ngày",
    Unit.MONTH: "tháng",
}
CHANNELS = {Channel.COUNTER: "trực tiếp", Channel.ONLINE: "trực tuyến", Channel.POST: "bưu chính"}
NO_EXEMPTIONS_KNOWN = "Miễn, giảm: chưa xác định, nên chưa thu"
#: Letters of one paper's title on a sheet; past it the sheet says that it was cut.
TITLE_LETTERS = 150
PRINT_LETTERS = 16


def line_of(view: VersionView, said: PostingView) -> BoardLine:
    """One procedure on the board of a centre that says `said` of it; its own level comes before the catalogue's."""
    level = said.online_level or view.online_level.value
    return BoardLine(
        code=view.procedure_code,
        title=view.title,
        short_title=view.short_title,
        field=view.field,
        field_name=view.field_name,
        term=_each({offer.channel: term_words(offer.term) for offer in view.channels}),
        fee=_each({offer.channel: fee_words(offer.fee, view) for offer in view.channels}),
        level=level,
        own_level=said.online_level is not None,
        counter=said.counter_text or UNKNOWN,
        phone=said.phone,
        decision=view.decision or UNKNOWN,
        bring=_bring(view),
        agency=view.competent_agency.value or UNKNOWN,
    )


def term_words(fact: Fact[Term]) -> str:
    """«3 ngày làm việc»."""
    if fact.value is None:
        return UNKNOWN
    if fact.value.unit is Unit.SAME_DAY:
        return "trong ngày"
    return f"{fact.value.quantity.normalize():f}".replace(".", ",") + f" {UNITS[fact.value.unit]}"


def fee_words(fact: Fact[Fee], view: VersionView) -> str:
    """«8.000 đ. Miễn, giảm: Hộ nghèo»; an amount without known exemptions says that nothing is charged yet."""
    if fact.value is None:
        return UNKNOWN
    if not fact.value.tariffs:
        return "không thu"
    told = [_tariff(tariff) for tariff in fact.value.tariffs]
    if fact.value.cap is not None:
        told.append(f"không quá {Dong(fact.value.cap)}" + (f"/{fact.value.cap_per}" if fact.value.cap_per else ""))
    return ", ".join(dict.fromkeys(told)) + ". " + _exempt(view)


def level_counts(lines: Iterable[BoardLine]) -> tuple[LevelCount, ...]:
    """How many lines are at each level, the not stated ones last; they add up to all lines."""
    kept = tuple(lines)
    order: tuple[OnlineLevel | None, ...] = (*OnlineLevel, None)
    found = [(level, [line for line in kept if line.level is level]) for level in order]
    return tuple(LevelCount(level, len(at), sum(line.own_level for line in at)) for level, at in found)


def sheet_of(kind: SheetKind, key: str, name: str, lines: Sequence[BoardLine], head: Sequence[str]) -> Sheet:
    """The sheet that shows these lines under this head; `lines` are already those of the sheet."""
    shown = {"": _print(head), **{line.code: _print(_SHOWN[kind](line)) for line in lines}}
    whole = print_of({"kind": str(kind), "key": key, "name": name, "shown": shown})
    return Sheet(kind=kind, key=key, name=name, shown=shown, digest=whole)


def change(before: Mapping[str, str], now: Mapping[str, str]) -> SheetChange:
    """What a sheet that showed `before` says wrongly, if `now` is what it would show."""
    both = (before.keys() & now.keys()) - {""}
    return SheetChange(
        altered=tuple(sorted(code for code in both if before[code] != now[code])),
        come=tuple(sorted(now.keys() - before.keys() - {""})),
        left=tuple(sorted(before.keys() - now.keys() - {""})),
        head=before.get("") != now.get(""),
    )


_SHOWN: Mapping[SheetKind, Callable[[BoardLine], Sequence[object]]] = {
    SheetKind.COVER: lambda line: (line.field_name, line.level_name),
    SheetKind.FIELD: lambda line: (
        line.title, line.term, line.fee, line.level_name, line.counter, line.phone, line.decision,
    ),
    SheetKind.PROCEDURE: lambda line: (
        line.title, line.bring, line.term, line.fee, line.level_name, line.counter, line.phone, line.agency,
    ),
    SheetKind.LABELS: lambda line: (line.short_title,),
}  # fmt: skip


def _print(said: Sequence[object]) -> str:
    return print_of({"said": list(said)})[:PRINT_LETTERS]


def _each(told: Mapping[Channel, str]) -> str:
    """One sentence where every channel says the same, else channel by channel."""
    if not told:
        return UNKNOWN
    if len(set(told.values())) == 1:
        return next(iter(told.values()))
    said: dict[str, list[str]] = {}
    for channel, words in told.items():
        said.setdefault(words, []).append(CHANNELS[channel])
    return "; ".join(f"{', '.join(channels)}: {words}" for words, channels in said.items())


def _tariff(tariff: Tariff) -> str:
    told = f"{tariff.amount}" + (f"/{tariff.per}" if tariff.per else "")
    if tariff.last is not None:
        return f"{told} ({tariff.first}–{tariff.last})"
    return told + (f" (từ {tariff.first})" if tariff.first > 1 else "")


def _exempt(view: VersionView) -> str:
    if view.exemptions.value is None:
        return NO_EXEMPTIONS_KNOWN
    told = [e.name + ("" if e.percent_off == 100 else f" (giảm {e.percent_off} %)") for e in view.exemptions.value]
    return "Miễn, giảm: " + ("; ".join(told) or "không có")


def _bring(view: VersionView) -> tuple[str, ...]:
    """Papers asked for, case by case where there are several; () where the source has none."""
    if len(view.cases) == 1:
        return _papers(view.cases[0])
    return tuple(
        f"{case.name or f'Trường hợp {place}'}: {'; '.join(_papers(case)) or UNKNOWN}"
        for place, case in enumerate(view.cases, start=1)
    )


def _papers(case: Case) -> tuple[str, ...]:
    return tuple(_cut(paper.title) for paper in case.papers if paper.originals or paper.copies)


def _cut(title: str) -> str:
    if len(title) <= TITLE_LETTERS:
        return title.rstrip(" .;:")
    return title[:TITLE_LETTERS].rsplit(" ", maxsplit=1)[0].rstrip(" ,;:") + "…"
