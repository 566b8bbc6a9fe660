"""bin/motcua demo --reset: empties a database in which every centre is a made-up one, so that it can be made anew."""

from __future__ import annotations

import subprocess
import sys

import psycopg
from psycopg import sql

from motcua.config import env

#: What outlives a reset: tables filled by migrations, the counters (running processes still hold leased codes, and
#: none is given twice), the administrative units, which are nobody's making, and the log, which nobody may empty.
KEPT = frozenset({"django_migrations", "numbering_counter"})
KEPT_APPS = ("audit_", "workcalendar_", "organization_unit")
_CENTRES = "SELECT count(*), count(*) FILTER (WHERE NOT demo) FROM organization_centre"
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


class NotDemonstrationError(Exception):
    """A real centre is served here; the text says so."""


def wipe(owner: str) -> bool:
    """Empty every table that a demonstration fills, as the owner; False where there was nothing.

    Raises NotDemonstrationError wherever one centre is real.
    """
    with psycopg.connect(owner) as link:
        link.execute("SET lock_timeout = '15s'")
        centres, real = link.execute(_CENTRES).fetchone() or (0, 0)
        if real:
            raise NotDemonstrationError(
                "Ở đây có trung tâm thật, nên không xóa và không nạp trung tâm mẫu. (A real centre: refused.)"
            )
        if not centres:
            return False
        tables = [name for (name,) in link.execute(_TABLES) if name not in KEPT and not name.startswith(KEPT_APPS)]
        link.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(map(sql.Identifier, sorted(tables)))))
    return True


def begin_anew(logins: dict[str, str]) -> None:
    """Wipe the demonstration and load the shipped catalogue again. Raises NotDemonstrationError, CalledProcessError."""
    if not wipe(logins["MOTCUA_DB_OWNER"]):
        return
    words = [sys.executable, "-P", "-m", "motcua.config.main", "catalogue", "import", "--shipped"]
    subprocess.run(words, env=env.for_child(**logins, MOTCUA_DB_ROLE="app"), check=True, stdout=subprocess.DEVNULL)
