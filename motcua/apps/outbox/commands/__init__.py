"""Orders to the outbox: record a fact, take a message in once, dispatch what waits."""

from motcua.apps.outbox.commands.recording import record, take_in

__all__ = ["record", "take_in"]
