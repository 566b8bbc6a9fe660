"""Every route of the house, with a harmless address for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

#: What stands in an address whose object does not exist.
NOBODY = {
    "UUIDConverter": "01890000-0000-7000-8000-000000000000",
    "IntConverter": 0,
    "SlugConverter": "khong-co",
    "StringConverter": "khong-co",
    "PathConverter": "khong-co",
}


@dataclass(frozen=True, slots=True)
class Route:
    """One address pattern, its name with namespace, and the view behind it."""

    name: str
    view: Callable[..., Any]
    converters: Mapping[str, str]

    @property
    def guard(self) -> object:
        """Who may enter, or None where nobody has said so."""
        return getattr(self.view, "guard", None)

    def address(self, subjects: Mapping[str, object]) -> str:
        """An address of this route: of the subjects it names, or of nothing that exists."""
        nobody = {key: NOBODY.get(kind, "khong-co") for key, kind in self.converters.items()}
        return reverse(self.name, kwargs={key: subjects.get(key, value) for key, value in nobody.items()})

    def __str__(self) -> str:
        return self.name


def all_routes() -> list[Route]:
    """Every route, in the order Django tries them."""
    return list(_walk(get_resolver(), "", {}))


def _walk(resolver: URLResolver, space: str, above: Mapping[str, str]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        found = {key: type(c).__name__ for key, c in getattr(entry.pattern, "converters", {}).items()}
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry, inner, {**above, **found})
        elif isinstance(entry, URLPattern):
            yield Route(name=f"{space}{entry.name}", view=entry.callback, converters={**above, **found})
