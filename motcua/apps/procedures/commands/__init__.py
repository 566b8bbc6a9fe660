"""What may be done to the catalogue: import it, change it by decisions, set facts, check and post."""

from motcua.apps.procedures.commands.importing import import_catalogue
from motcua.apps.procedures.commands.posting import post_procedure
from motcua.apps.procedures.commands.settling import set_fact, sign_fact, withdraw_fact

__all__ = ["import_catalogue", "post_procedure", "set_fact", "sign_fact", "withdraw_fact"]
