"""bin/motcua: finds the command that is meant, gives it the database it needs, and teaches the rest."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Callable
from functools import partial
from itertools import groupby
from typing import Any

import django
import psycopg
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connections

from motcua.base.cli.postgres import Server, ServerError
from motcua.base.cli.voice import say, warn
from motcua.base.cli.words import WRONG_WORDS, disk_trouble, wrong_words
from motcua.config import catalogue, env, safety, tables
from motcua.config.anew import NotDemonstrationError, begin_anew
from motcua.config.catalogue import COMMANDS, Command, Needs
from motcua.config.connections import open_database, refuse_none
from motcua.config.preparation import STEPS, PreparationFailedError, prepare
from motcua.config.tables import OtherTablesError
from motcua.config.trust import RefusedToServeError, check_keys, ensure_keys

UNKNOWN = WRONG_WORDS
#: Commands that are plain functions of ours: what reads the words after the name, and what does the work.
PLAIN: dict[str, tuple[argparse.ArgumentParser, Callable[[argparse.Namespace], int]]] = {
    "backup": (safety.backup_words(), safety.backup),
    "restore": (safety.restore_words(), safety.restore),
    "keys": (safety.keys_words(), safety.keys),
}
REFUSALS = (
    ServerError,
    PreparationFailedError,
    NotDemonstrationError,
    RefusedToServeError,
    OtherTablesError,
    env.SettingError,
)


class _Told(Exception):
    """The words were answered already, with help or a refusal; `status` is for the shell."""

    def __init__(self, status: int) -> None:
        self.status = status


def main(words: list[str]) -> int:
    """Run the command that `words` name; the exit status for the shell."""
    if not words or words[0] in {"-h", "--help", "help"}:
        say(teach())
        return 0
    command = _find(words)
    if command is None:
        warn(_suggest(words))
        return UNKNOWN
    try:
        return _with_database(command, words[len(command.name.split()) :])
    except _Told as answered:
        return answered.status
    except KeyboardInterrupt:
        warn("Đã dừng theo yêu cầu. (Stopped.)")
        return 130
    except REFUSALS as refusal:
        warn(str(refusal))
    except (psycopg.OperationalError, OperationalError) as refusal:
        warn(f"Cơ sở dữ liệu không trả lời (the database does not answer): {str(refusal).strip()}")
    except OSError as cause:
        warn(disk_trouble(cause))
    return 1


def teach() -> str:
    """The manual: every command that is here, by group, with one sentence and one example."""
    lines = ["Motcua: trung tâm một cửa trên một máy nhỏ (the one-door centre on one small computer)", ""]
    lines += [
        "  bin/start                   chạy Motcua, Ctrl-C để dừng (run it)",
        "  bin/test                    kiểm tra mọi thứ (check everything)",
    ]
    for group, commands in groupby([c for c in COMMANDS if _is_here(c)], key=lambda c: c.group):
        lines += ["", f"{group}:"]
        for command in commands:
            lines += [f"  {command.name:<16} {command.purpose}", f"  {'':<16} bin/motcua {command.example}"]
    return "\n".join([*lines, "", "bin/motcua LỆNH --help: chi tiết của một lệnh (the options of one command)"])


def _find(words: list[str]) -> Command | None:
    """The two-word command before the one-word one; then any command of ours or Django's by its own name."""
    known = {command.name: command for command in COMMANDS if _is_here(command)}
    for length in (2, 1):
        if command := known.get(" ".join(words[:length])):
            return command
    if words[0] in DJANGOS or catalogue.exists(words[0]):
        return Command(words[0], "", "", words[0], Needs.OWNER if words[0] in DJANGOS else Needs.APP)
    return None


_SUPPRESSED = {
    "--version", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color", "--skip-checks",
    "--verbosity",
}  # fmt: skip
DJANGOS = frozenset(
    {"check", "shell", "showmigrations", "sqlmigrate", "makemigrations", "makemessages", "diffsettings"}
)
#: Commands that do their work whatever tables are there: they make or show them, save them as they are, or use others.
ANY_TABLES = DJANGOS | {"migrate", "backup", "bench"}


def _is_here(command: Command) -> bool:
    return command.name in PLAIN or command.name == "migrate" or catalogue.exists(command.module)


def _suggest(words: list[str]) -> str:
    names = [command.name for command in COMMANDS if _is_here(command)]
    wanted = [" ".join(words[:2]), words[0]]
    near = dict.fromkeys(name for want in wanted for name in difflib.get_close_matches(want, names, n=3, cutoff=0.5))
    near |= dict.fromkeys(name for name in names if name.startswith(words[0] + " "))
    maybe = "".join(f"\n    bin/motcua {name}" for name in near)
    meant = f" Có phải ông/bà muốn (did you mean):{maybe}" if near else " Xem (see): bin/motcua --help"
    return f"Không có lệnh «{words[0]}» (no such command).{meant}"


def _with_database(command: Command, rest: list[str]) -> int:
    env.settle(DJANGO_SETTINGS_MODULE="motcua.config.settings.serve", MOTCUA_DB_ROLE=command.role)
    work = _understood(command, rest)  # wrong words make no database and change none
    if command.needs is Needs.NOTHING:
        return work()
    if command.keeps:
        refuse_none()
    with open_database() as (logins, server):
        _make_ready(command, logins, server)
        _take_up(logins)
        if command.name == "demo" and "--reset" in rest:
            begin_anew(logins)
        return work()


def _make_ready(command: Command, logins: dict[str, str], server: Server | None) -> None:
    """Prepare a database that nobody serves; under whoever serves it, and for what only keeps, change nothing."""
    owner = logins["MOTCUA_DB_OWNER"]
    if command.name == "restore":  # brings its own tables, and the keys kept beside it
        return
    if not command.keeps and server is not None and server.owned:
        ensure_keys(owner)
        prepare({"DJANGO_SETTINGS_MODULE": "motcua.config.settings.serve", **logins}, steps=STEPS)
    elif command.name not in ANY_TABLES:
        with psycopg.connect(owner) as link:
            tables.refuse_other_tables(link)
            if not command.keeps:
                tables.notice_restore(link)
        check_keys(owner, only_look=command.keeps, may_lack=command.needs is Needs.SYSTEM and command.keeps)
    elif command.name == "backup":
        check_keys(owner, only_look=True)


def _take_up(logins: dict[str, str]) -> None:
    """Let Django, which had to read the words first, connect with these logins and sign with the key there is now."""
    env.settle(**logins)
    if settings.configured:
        from motcua.config.settings import base  # noqa: PLC0415 -- reads the environment when it is imported

        connections.settings["default"].update(base.database_settings(env.database()))
        settings.SECRET_KEY = base.signing_secret()


def _understood(command: Command, rest: list[str]) -> Callable[[], int]:
    """What is to be done once there is a database; raises _Told where the words asked for help or are wrong."""
    if command.name in PLAIN:
        parser, work = PLAIN[command.name]
        return partial(work, parser.parse_args(rest))
    django.setup()
    program = _program(command)
    # Django's own runner speaks English only, and puts the name of the exception before the sentence
    parser = program.create_parser("bin/motcua", command.name)
    try:
        given = vars(parser.parse_args(rest))
    except CommandError as refusal:
        warn(wrong_words(f"bin/motcua {command.name}", str(refusal).removeprefix("Error: ")))
        raise _Told(WRONG_WORDS) from None
    except SystemExit:  # --help was told
        raise _Told(0) from None
    return partial(_execute, program, given)


def _execute(program: BaseCommand, given: dict[str, Any]) -> int:
    try:
        program.execute(*given.pop("args", ()), **given)
    except CommandError as refusal:
        warn(str(refusal))
        return refusal.returncode
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    finally:
        connections.close_all()
    return 0


def _program(command: Command) -> BaseCommand:
    """The management command, without the options that every command of Django has and nobody of ours needs."""
    app = get_commands()[command.module]
    program = app if isinstance(app, BaseCommand) else load_command_class(app, command.module)
    if command.module not in DJANGOS | {"migrate"}:
        program.suppressed_base_arguments = _SUPPRESSED
    return program


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
