"""Orders to the log: record a command, record a look, seal what was committed."""

from motcua.apps.audit.commands.recording import look, record

__all__ = ["look", "record"]
