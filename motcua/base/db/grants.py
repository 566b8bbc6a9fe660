"""Who may touch tables: the owner makes them, `motcua_app` and `motcua_system` only use them."""

from __future__ import annotations

from django.db import connections

#: The roles that serve pages and jobs, and the one that dispatches facts and seals the log.
APP_ROLE = "motcua_app"
SYSTEM_ROLE = "motcua_system"
OWNER_ROLE = "motcua_owner"

_DEFAULTS = """
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO motcua_app, motcua_system;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO motcua_app, motcua_system;
GRANT USAGE ON SCHEMA public TO motcua_app, motcua_system;
"""


def give_defaults(*, using: str = "default", **_: object) -> None:
    """Let every table made from now on be used by the application's roles; repeated without harm."""
    with connections[using].cursor() as cursor:
        cursor.execute(_DEFAULTS)


class ServedByTheWrongRole(RuntimeError):
    """The process would serve with a role that sees through the walls."""


def refuse_strong_role(*, using: str = "default") -> None:
    """Raise ServedByTheWrongRole when connected as the owner, a superuser or a role that bypasses row security."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        name, sees_all = cursor.fetchone()
    if sees_all or name == OWNER_ROLE:
        raise ServedByTheWrongRole(
            f"Motcua must not serve as «{name}»: give DATABASE_URL the login {APP_ROLE}, which owns nothing."
        )
