"""The lexicon: what people say and what it means, read from the keeper's file `data/lexicon.txt`.

Sections of lines `left = right; right; ...`; a line that begins with a blank continues the one before; `#` is a remark.
A wording may hold `<class>` for any word of a class and `..` for a few words in between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from motcua.kernel.text import nfc

SECTIONS = (
    "classes",
    "short",
    "regional",
    "fillers",
    "asking",
    "aside",
    "focus",
    "need",
    "qualifiers",
    "often",
    "meanings",
)
_CODE = re.compile(r"\d\.\d{6}")


class BadLexicon(ValueError):
    """A line of the lexicon that cannot be used; the message names it."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing people want: the words they say for it, the official words, and the procedures it usually is."""

    codes: tuple[str, ...]
    terms: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Words in a procedure's name that set a case apart, and how a person says that this is the case."""

    name: str
    in_titles: tuple[str, ...]
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the search knows of language; an empty one knows nothing."""

    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    short: Mapping[str, str] = field(default_factory=dict)
    regional: Mapping[str, str] = field(default_factory=dict)
    fillers: frozenset[str] = frozenset()
    asking: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    need: tuple[str, ...] = ()
    qualifiers: tuple[Qualifier, ...] = ()
    often: Mapping[str, int] = field(default_factory=dict)
    meanings: tuple[Meaning, ...] = ()


def read_lexicon(lines: Iterable[str]) -> Lexicon:
    """The lexicon of a file's lines. Raises BadLexicon."""
    parts = read_sections(lines)
    if unknown := parts.keys() - set(SECTIONS):
        raise BadLexicon(f"unknown section: {', '.join(sorted(unknown))}")
    pairs = {name: [_pair(line) for line in parts.get(name, ())] for name in SECTIONS[:3]}
    classes = {left: tuple(each.strip() for each in right.split(",")) for left, right in pairs["classes"]}
    found = Lexicon(
        classes=classes,
        short={each: right for left, right in pairs["short"] for each in _listed(left)},
        regional={each: right for left, right in pairs["regional"] for each in _listed(left)},
        fillers=frozenset(word for line in parts.get("fillers", ()) for word in line.split()),
        asking=_wordings(parts, "asking"),
        aside=_wordings(parts, "aside"),
        focus=_wordings(parts, "focus"),
        need=_wordings(parts, "need"),
        qualifiers=tuple(_qualifier(line) for line in parts.get("qualifiers", ())),
        often={code: int(left) for left, right in map(_pair, parts.get("often", ())) for code in right.split()},
        meanings=tuple(_meaning(line) for line in parts.get("meanings", ())),
    )
    _refuse_unknown_classes(found)
    return found


def read_sections(lines: Iterable[str]) -> dict[str, list[str]]:
    """Lines by section, continued ones joined, remarks left out. Raises BadLexicon."""
    parts: dict[str, list[str]] = {}
    section: list[str] | None = None
    for number, raw in enumerate(lines, 1):
        line = nfc(raw.partition("#")[0]).lower()
        if not line:
            continue
        if line.startswith("["):
            section = parts.setdefault(line.strip("[]"), [])
        elif section is None or (raw[0].isspace() and not section):
            raise BadLexicon(f"line {number} stands in no section")
        elif raw[0].isspace():
            section[-1] += f" {line}"
        else:
            section.append(line)
    return parts


def words_of(wording: str) -> Iterator[str]:
    """The plain words of a wording, without its classes and gaps."""
    yield from re.sub(r"<[^>]*>|\.\.", " ", wording).split()


def _pair(line: str) -> tuple[str, str]:
    left, equals, right = (part.strip() for part in line.partition("="))
    if not (left and equals and right):
        raise BadLexicon(f"not «left = right»: {line[:60]}")
    return left, right


def _listed(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(";") if each.strip())


def _wordings(parts: Mapping[str, list[str]], section: str) -> tuple[str, ...]:
    return tuple(each for line in parts.get(section, ()) for each in _listed(line))


def _qualifier(line: str) -> Qualifier:
    left, cues = _pair(line)
    name, _, titles = left.partition(":")
    return Qualifier(name=name.strip(), in_titles=_listed(titles) or (name.strip(),), cues=_listed(cues))


def _meaning(line: str) -> Meaning:
    left, says = _pair(line)
    codes, _, terms = left.partition("|")
    if not _listed(says) or not all(_CODE.fullmatch(code) for code in codes.split()):
        raise BadLexicon(f"not «codes | terms = wordings»: {line[:60]}")
    return Meaning(codes=tuple(codes.split()), terms=terms.strip(), says=_listed(says))


def _refuse_unknown_classes(found: Lexicon) -> None:
    named = {name for m in found.meanings for said in m.says for name in re.findall(r"<([^>]*)>", said)}
    if unknown := named - found.classes.keys():
        raise BadLexicon(f"unknown class: {', '.join(sorted(unknown))}")
