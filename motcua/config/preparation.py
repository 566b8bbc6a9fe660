"""Brings a database up to date before serving: tables, units, catalogue, demonstration centre, English texts."""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass

import psycopg
from psycopg import sql

from motcua.base.cli.voice import say
from motcua.config import catalogue, env, tables


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the preparation, the login it gets, and what the waiting person reads meanwhile."""

    words: tuple[str, ...]
    role: str
    told: str


#: What is run once per database and version, in order. A command that no app has is passed over.
STEPS = (
    Step(("migrate", "--verbosity", "0"), "owner", "Cập nhật cơ sở dữ liệu (tables) ..."),
    Step(("units_import",), "app", "Nạp đơn vị hành chính (administrative units) ..."),
    Step(("catalogue_import", "--shipped"), "app", "Nạp danh mục thủ tục (catalogue) ..."),
)
DEMO = (Step(("demo", "--if-empty"), "app", "Nạp trung tâm mẫu (demonstration centre) ..."),)
DJANGOS_OWN = frozenset({"migrate"})
#: Held while a database is prepared; a number of its own, since the launcher stays small without Django.
LOCK = 7_104_221


class PreparationFailedError(Exception):
    """A step ended with an error; the text names it."""


def prepare(settings: dict[str, str], *, steps: tuple[Step, ...]) -> None:
    """Run `steps` unless this database has seen them in this very version; one at a time for one database.

    Raises PreparationFailedError, OtherTablesError.
    """
    version, wanted = _version(), {step.words[0] for step in steps}
    with psycopg.connect(settings["MOTCUA_DB_OWNER"], autocommit=True) as link:
        _take_turn(link)
        tables.look(link)
        tables.notice_restore(link)  # where a restore was cut off before it could
        stored, *seen = _stored(link).split()
        if stored == version and wanted <= set(seen):
            return
        for step in steps:
            if step.words[0] in DJANGOS_OWN or catalogue.exists(step.words[0]):
                say(step.told)
                _run(step.words, env.for_child(**settings, MOTCUA_DB_ROLE=step.role))
        _store(link, " ".join([version, *sorted(wanted)]))


def _take_turn(link: psycopg.Connection) -> None:
    """Wait until nobody else prepares this database; the turn ends with the connection."""
    row = link.execute("SELECT pg_try_advisory_lock(%s)", [LOCK]).fetchone()
    if not (row and row[0]):
        say("Đang chờ một tiến trình khác chuẩn bị xong cơ sở dữ liệu (waiting for another preparation) ...")
        link.execute("SELECT pg_advisory_lock(%s)", [LOCK])


def compile_texts() -> None:
    """Make the .mo files that are older than their .po."""
    for source in env.ROOT.glob("motcua/**/locale/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            import polib  # noqa: PLC0415 -- only when there is something to do

            whole = target.with_name(f"{target.name}.{os.getpid()}")  # another process may be reading or making it
            polib.pofile(str(source)).save_as_mofile(str(whole))
            whole.replace(target)


def _run(words: tuple[str, ...], settings: dict[str, str]) -> None:
    done = subprocess.run([sys.executable, "-P", "-m", "motcua.config.main", *words], env=settings, check=False)
    if done.returncode:
        raise PreparationFailedError(f"Bước «{' '.join(words)}» không thành công. (This step failed; see above.)")


def _version() -> str:
    """Changes with every library, migration and file of shipped data."""
    told = hashlib.sha256()
    shipped = [*env.ROOT.glob("motcua/**/migrations/*.py"), *env.ROOT.glob("motcua/apps/*/data/**/*")]
    for path in [env.ROOT / "requirements.txt", *sorted(path for path in shipped if path.is_file())]:
        told.update(path.name.encode() + path.read_bytes())
    return told.hexdigest()[:32]


def _stored(link: psycopg.Connection) -> str:
    """The version and the steps it has seen; it lies in the database itself, so a restored one is prepared again."""
    query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
    row = link.execute(query).fetchone()
    return str(row[0]) if row and row[0] else "new"


def _store(link: psycopg.Connection, text: str) -> None:
    name = link.execute("SELECT current_database()").fetchone()
    assert name is not None
    # the database may belong to an administrator who keeps it so; then every start looks at the migrations
    with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
        link.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name[0]), sql.Literal(text)))
