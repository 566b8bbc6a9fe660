"""An e-form put together: pages of sections of fields, with rules and sources; whatever does not fit is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from motcua.base.eforms import rules as ruling
from motcua.base.eforms.fields import Field, Kind, NotAForm, fields_of

WIDTHS = frozenset({"full", "half", "third"})
#: What a field may be filled from before anybody has typed: somebody told of already on the page of people.
PREFILLS = frozenset(
    {f"{who}.{what}" for who in ("filer", "subject") for what in ("name", "birth", "number", "sex", "address")}
    | {"relation"}
)
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_FILE = re.compile(r"[a-z0-9][a-z0-9/_.-]*\.(png|webp|jpg|svg|mp4|webm|mp3|ogg)")


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or a clip that helps with a field: a static file, and what it shows in words."""

    file: str
    text: str

    @property
    def is_sound(self) -> bool:
        """Whether there is only something to hear."""
        return self.file.endswith((".mp3", ".ogg"))


@dataclass(frozen=True, slots=True)
class Placed:
    """A field where it stands, with its help, its sources and what it may be filled from.

    `only_when`: the sentence that says when to fill it in, "" where it is always asked. `masked`: somebody's number,
    shown in part. `sources`: «key: where in it».
    """

    field: Field
    width: str
    sources: tuple[str, ...]
    only_when: str = ""
    may_need: bool = False
    help: str = ""
    picture: Media | None = None
    clip: Media | None = None
    prefill: str = ""
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a page."""

    title: str
    rows: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class FormPage:
    """One page of the form: one thing."""

    key: str
    title: str
    parts: tuple[Part, ...]

    @property
    def rows(self) -> tuple[Placed, ...]:
        """Its fields in their order."""
        return tuple(row for part in self.parts for row in part.rows)


@dataclass(frozen=True, slots=True)
class EForm:
    """A whole form. `sources`: key → what it is and when it was seen. `rules`: see `rules`.

    `stands_for`: keys of the papers that filling this form replaces.
    """

    pages: tuple[FormPage, ...]
    rules: tuple[Mapping[str, Any], ...]
    sources: Mapping[str, str]
    stands_for: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[Placed, ...]:
        """Every field in its order."""
        return tuple(row for page in self.pages for row in page.rows)

    @property
    def order(self) -> tuple[str, ...]:
        """The names of the fields in their order."""
        return tuple(row.field.name for row in self.rows)

    @property
    def required(self) -> tuple[str, ...]:
        """The names of what must always be answered where it is asked."""
        return tuple(row.field.name for row in self.rows if row.field.required)

    def page(self, key: str) -> FormPage | None:
        """One page by its key."""
        return next((page for page in self.pages if page.key == key), None)


@lru_cache(maxsize=200)
def form_of(written: str) -> EForm:
    """The form of a JSON document; the same text is read and proved once. Raises NotAForm with the first misfit."""
    said: Mapping[str, Any] = json.loads(written)
    for misfit in misfits(said):
        raise NotAForm(misfit)
    fields = {field.name: field for field in fields_of(said["schema"])}
    pages = tuple(
        FormPage(page["key"], page["title"], tuple(_part(part, fields, said) for part in page["sections"]))
        for page in said["layout"]["pages"]
    )
    return EForm(pages, tuple(said.get("rules", ())), said["sources"], tuple(said.get("stands_for", ())))


def misfits(said: Mapping[str, Any]) -> Iterator[str]:
    """Everything about a definition that does not fit, one English line each, for the one who writes it."""
    try:
        fields = {field.name: field for field in fields_of(said["schema"])}
        order = [_name_of(one) for _page, part in _parts(said) for one in part["fields"]]
        yield from _of_fields(said, fields, order)
        yield from _of_layout(said)
        for number, rule in enumerate(said.get("rules", ())):
            yield from (f"rules[{number}]: {text}" for text in _of_rule(rule, fields, order))
    except (KeyError, TypeError, AttributeError, NotAForm) as wrong:
        yield f"not the shape of a form: {wrong!r}"


def _of_fields(said: Mapping[str, Any], fields: Mapping[str, Field], order: Sequence[str]) -> Iterator[str]:
    yield from (f"{name}: stands in the layout, not in the schema" for name in order if name not in fields)
    yield from (f"{name}: stands in the schema, not in the layout" for name in fields if name not in order)
    yield from (f"{name}: stands twice in the layout" for name in set(order) if order.count(name) > 1)
    yield from (
        f"{name}: no such field"
        for name in (*said["fields"], *said["schema"].get("required", ()))
        if name not in fields
    )
    for name, field in fields.items():
        more: Mapping[str, Any] = said["fields"].get(name, {})
        known = [source for source in more.get("sources", ()) if source.partition(":")[0] in said["sources"]]
        if not known or len(known) != len(more["sources"]):
            yield f"{name}: no source, or one that is not listed"
        if not _NAME.fullmatch(name) or not field.hint or field.label == name:
            yield f"{name}: a field needs a plain name, a title and a description (its help)"
        if more.get("prefill", "relation") not in PREFILLS:
            yield f"{name}: cannot be filled from {more['prefill']}"
        for media in (more.get("picture"), more.get("clip")):
            if media and not (_FILE.fullmatch(media["file"]) and media["text"]):
                yield f"{name}: a picture or a clip needs a static file and its text"


def _of_layout(said: Mapping[str, Any]) -> Iterator[str]:
    keys = [page["key"] for page in said["layout"]["pages"]]
    if not keys or len(set(keys)) != len(keys) or not all(_KEY.fullmatch(key) for key in keys):
        yield "pages: each needs a key of its own"
    for page, part in _parts(said):
        if not page["title"] or not part["fields"]:
            yield f"{page['key']}: a page needs a title, a section needs fields"
        yield from (f"{page['key']}: no such width" for one in part["fields"] if _width_of(one) not in WIDTHS)


def _of_rule(rule: Mapping[str, Any], fields: Mapping[str, Field], order: Sequence[str]) -> Iterator[str]:
    kind = ruling.kind_of(rule)
    if not kind:
        yield "not one of the kinds of rules"
        return
    conditional, speaking = ruling.KINDS[kind]
    if kind == "show":
        yield from (
            f"{n} is required though not always asked" for n in rule[kind] if n in fields and fields[n].required
        )
    names = [name for name in rule[kind] if not (kind == "order" and name == ruling.TODAY)]
    if rule.keys() - {kind, "when", "say"} or conditional != ("when" in rule) or speaking != bool(rule.get("say")):
        yield "a word too many or too few"
    if not names or (kind in ruling.PAIRS and len(rule[kind]) != 2):
        yield "a pair is two fields, a list at least one"
    yield from (f"no field {name}" for name in names if name not in fields)
    if kind == "order" and any(fields[n].kind not in {Kind.DATE, Kind.PARTIAL_DATE} for n in names if n in fields):
        yield "only dates have an order"
    if conditional:
        yield from _of_condition(rule["when"], fields)
        first = min((order.index(name) for name in names if name in order), default=0)
        late = (name for name in ruling.fields_in(rule["when"]) if kind == "show" and name not in order[:first])
        yield from (f"{name} is asked only after what depends on it" for name in late)


def _of_condition(when: Mapping[str, Any], fields: Mapping[str, Field]) -> Iterator[str]:
    match dict(when):
        case {"all": [_, *_] as parts, **rest} | {"any": [_, *_] as parts, **rest} if not rest:
            for part in parts:
                yield from _of_condition(part, fields)
        case {"not": dict() as part, **rest} if not rest:
            yield from _of_condition(part, fields)
        case {"field": str() as name, "filled": bool(), **rest} if not rest and name in fields:
            return
        case {"field": str() as name, "is": [_, *_] as values, **rest} if not rest and name in fields:
            choices = fields[name].choices
            yield from (f"{name} is never {value!r}" for value in values if choices and value not in choices)
        case _:
            yield f"not a condition: {dict(when)}"


def _parts(said: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    return ((page, part) for page in said["layout"]["pages"] for part in page["sections"])


def _name_of(one: Any) -> str:
    return str(one if isinstance(one, str) else one["field"])


def _width_of(one: Any) -> str:
    return "full" if isinstance(one, str) else str(one.get("width", "full"))


def _part(part: Mapping[str, Any], fields: Mapping[str, Field], said: Mapping[str, Any]) -> Part:
    rows = tuple(_placed(one, fields[_name_of(one)], said) for one in part["fields"])
    return Part(part.get("title", ""), rows)


def _placed(one: Any, field: Field, said: Mapping[str, Any]) -> Placed:
    more: Mapping[str, Any] = said["fields"][field.name]
    rules: Sequence[Mapping[str, Any]] = said.get("rules", ())
    return Placed(
        field=field,
        width=_width_of(one),
        sources=tuple(more["sources"]),
        only_when=" ".join(rule["say"] for rule in rules if field.name in rule.get("show", ())),
        may_need=any(field.name in rule.get("require", ()) for rule in rules),
        help=more.get("help", ""),
        picture=Media(**more["picture"]) if "picture" in more else None,
        clip=Media(**more["clip"]) if "clip" in more else None,
        prefill=more.get("prefill", ""),
        masked=bool(more.get("masked")),
    )
