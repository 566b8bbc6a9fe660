"""Orders to the catalogue: import it, change it by decisions, set facts, check, post; keep its posting book."""

from motcua.apps.procedures.commands.boards import add_photo, hang, note_prints, take_down
from motcua.apps.procedures.commands.importing import import_catalogue
from motcua.apps.procedures.commands.posting import post_procedure, take_list
from motcua.apps.procedures.commands.settling import set_fact, sign_fact, withdraw_fact

__all__ = [
    "add_photo",
    "hang",
    "import_catalogue",
    "note_prints",
    "post_procedure",
    "set_fact",
    "sign_fact",
    "take_down",
    "take_list",
    "withdraw_fact",
]
