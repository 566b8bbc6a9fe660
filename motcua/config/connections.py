"""Which database: that of DATABASE_URL, else our own server; handed to processes as three logins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from motcua.base.cli.postgres import Role, Server, ServerError
from motcua.config import env

#: The variable of each login, the installer's setting behind it, and the role on our own server.
LOGINS = (
    ("MOTCUA_DB_APP", "DATABASE_URL", Role.APP),
    ("MOTCUA_DB_OWNER", "DATABASE_OWNER_URL", Role.OWNER),
    ("MOTCUA_DB_SYSTEM", "DATABASE_SYSTEM_URL", Role.SYSTEM),
)


def given() -> dict[str, str]:
    """The three logins an installer has set, or nothing; raises ServerError when some are missing."""
    found = {variable: env.text(variable) or env.text(setting) for variable, setting, _role in LOGINS}
    if not any(found.values()):
        return {}
    missing = [setting for variable, setting, _role in LOGINS if not found[variable]]
    if missing:
        raise ServerError(
            f"Còn thiếu {', '.join(missing)}: Motcua dùng ba tài khoản cơ sở dữ liệu (xem docs/operations.md). "
            "(Motcua uses three logins: owner, application, system.)"
        )
    return found


@contextmanager
def open_database(
    own_server: Callable[[], AbstractContextManager[Server]],
) -> Iterator[tuple[dict[str, str], Server | None]]:
    """The logins to use for the length of the block, and our own server where there is one. Raises ServerError."""
    logins = given()
    if logins:
        yield logins, None
        return
    with own_server() as server:
        yield {variable: server.conninfo(role) for variable, _setting, role in LOGINS}, server
