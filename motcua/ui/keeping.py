"""Things drawn once and kept in the process under a key that says all they depend on."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import Final, Generic, TypeVar

from django.utils.safestring import SafeString, mark_safe

Thing = TypeVar("Thing")


_SECRET: Final = secrets.token_hex(8)


def mark(name: str) -> str:
    """Where something is put into kept HTML later: nobody can have typed it, since it differs in every process."""
    return f"@@{name}-{_SECRET}@@"


def stamped(drawn: str, late: Mapping[str, str]) -> SafeString:
    """Kept HTML with what belongs to its marks, which must be escaped already."""
    for place, html in late.items():
        drawn = drawn.replace(place, html)
    return mark_safe(drawn)  # noqa: S308 -- a drawn template; see above for the rest


class Itself:
    """A part of a key that is equal only to itself: for large values another cache hands out again and again."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Itself) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)


class Kept(Generic[Thing]):
    """At most so many things; the one longest unused goes first."""

    def __init__(self, *, at_most: int) -> None:
        self._most, self._things, self._lock = at_most, OrderedDict[Hashable, Thing](), Lock()

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """The thing of this key, made now if it is not kept yet."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                return self._things[key]
        made = make()
        with self._lock:
            self._things[key] = made
            while len(self._things) > self._most:
                self._things.popitem(last=False)
        return made
