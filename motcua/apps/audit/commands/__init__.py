"""Orders to the log: record a command, record a look, seal what was committed."""

from motcua.apps.audit.commands.recording import look, record
from motcua.apps.audit.commands.sealing import export_head, heads_folder, keep_sealed, notice_restore, seal_pending

__all__ = ["export_head", "heads_folder", "keep_sealed", "look", "notice_restore", "record", "seal_pending"]
