"""Which database: that of DATABASE_URL, else our own server; handed to processes as three logins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial

from motcua.base.cli.postgres import Role, Server, ServerError, lies, reach
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


def there_is_one() -> bool:
    """Whether the settings in force name a database: an installer's, or a server of our own that was made before."""
    return bool(given()) or lies(env.var_dir() / "pg")


def refuse_none() -> None:
    """Raise ServerError, with what to set, where the settings in force name no database."""
    if not there_is_one():
        raise ServerError(
            f"Không có cơ sở dữ liệu nào ở {env.var_dir() / 'pg'}, và DATABASE_URL chưa được đặt; không tạo gì cả. Hãy "
            "đặt cho lệnh này đúng các biến của dịch vụ: MOTCUA_VAR, và nếu có thì DATABASE_URL, DATABASE_OWNER_URL, "
            "DATABASE_SYSTEM_URL (xem docs/operations.md, «Settings»). (No database there, and nothing was made: "
            "give this command the settings of the service.)"
        )


@contextmanager
def open_database(
    own_server: Callable[[], AbstractContextManager[Server]] | None = None,
) -> Iterator[tuple[dict[str, str], Server | None]]:
    """The logins to use for the length of the block, and our own server where there is one. Raises ServerError.

    `own_server` opens ours; left out, the running one is used, else one for the length of the block.
    """
    logins = given()
    if logins:
        yield logins, None
        return
    with (own_server or partial(reach, data=env.var_dir() / "pg"))() as server:
        yield {variable: server.conninfo(role) for variable, _setting, role in LOGINS}, server
