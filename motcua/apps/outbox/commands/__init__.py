"""Orders to the outbox: record a fact, take a message in once, dispatch what waits, ask again for what is held."""

from motcua.apps.outbox.commands.asking import ask_again
from motcua.apps.outbox.commands.dispatching import dispatch_batch, prune, retry_held, subscriptions
from motcua.apps.outbox.commands.recording import record, take_in

__all__ = ["ask_again", "dispatch_batch", "prune", "record", "retry_held", "subscriptions", "take_in"]
