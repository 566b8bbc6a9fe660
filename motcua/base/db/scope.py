"""What the present piece of work may see: told to the database, which keeps the wall.

An empty scope sees nothing behind the wall. Set by the middleware, by the job wrapper and by the dispatcher.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from motcua.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Scope:
    """Centres whose rows are visible, the citizen's own account, and one dossier opened by its code."""

    centres: tuple[int, ...] = ()
    account_id: int | None = None
    dossier_id: UUID | None = None

    def settings(self) -> tuple[str, str, str]:
        """The three values the policies read: centres as an array, account, dossier; '' means none."""
        centres = "{" + ",".join(map(str, self.centres)) + "}" if self.centres else ""
        return centres, str(self.account_id or ""), str(self.dossier_id or "")


NOTHING = Scope()
#: For a statement that reads nothing behind a wall: whatever the session was told last may stay.
BESIDE = Scope(centres=(-1,))

_scope: ContextVar[Scope] = ContextVar("scope", default=NOTHING)


def current() -> Scope:
    """The scope in force."""
    return _scope.get()


@contextmanager
def use(scope: Scope) -> Iterator[Scope]:
    """Work within `scope`, then return to the one before."""
    token = _scope.set(scope)
    try:
        yield scope
    finally:
        _scope.reset(token)


def for_actor(actor: Actor, *, dossier_id: UUID | None = None) -> Scope:
    """The scope an actor's duties give, and one dossier besides."""
    return Scope(centres=tuple(sorted(actor.centres())), account_id=actor.account_id, dossier_id=dossier_id)


@contextmanager
def opened(dossier_id: UUID) -> Iterator[Scope]:
    """Add one dossier, to which the right was proven otherwise, to the present scope."""
    present = current()
    with use(Scope(centres=present.centres, account_id=present.account_id, dossier_id=dossier_id)) as scope:
        yield scope
