"""bin/test: every check of the house in stages, cheapest to fail first, each told with its seconds."""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from motcua.base.cli.postgres import Durability, Role, ServerError, Source, find_binaries, serve
from motcua.base.cli.voice import say, warn
from motcua.base.cli.words import Parser
from motcua.config import env

#: Debian packages and the programs that tell whether they are there.
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_PACKAGES = ("chromium", "fonts-noto-core")
READERS, READER_PACKAGES = ("pdftotext",), ("poppler-utils",)
IMPORT_LINTER = "from importlinter.cli import lint_imports_command as lint; lint()"  # it has no -m
SIMPLE = "not journey and not faults"
# pytest ends with 5 when nothing was selected: a stage whose tests are yet to be written has not failed
NOTHING_SELECTED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A named step: words for Python, each line of which must end well; `server` is what it is run against."""

    name: str
    runs: tuple[tuple[str, ...], ...]
    server: Source | None = None
    ready: Callable[[], str] = lambda: ""
    fast: bool = True


def reader_missing() -> str:
    """Nothing: without a reader of PDF some tests are left out and say so; root installs it."""
    if not _has(READERS, READER_PACKAGES):
        warn(
            f"!!! Không đọc lại được bản in; chạy: sudo apt-get install -y {' '.join(READER_PACKAGES)} (no PDF reader)"
        )
    return ""


def browser_missing() -> str:
    """Why the journeys cannot run, or nothing; root installs what is missing."""
    if _has(BROWSERS, BROWSER_PACKAGES):
        return reader_missing()
    return f"không có trình duyệt; chạy: sudo apt-get install -y {' '.join(BROWSER_PACKAGES)} (no browser)"


def system_server_missing() -> str:
    """Why the second round cannot run, or nothing."""
    try:
        find_binaries(source=Source.SYSTEM)
    except ServerError:
        return "máy này không có PostgreSQL riêng (no PostgreSQL of the machine's own)"
    return ""


#: In this order; the first failure ends the run.
STAGES = (
    Stage(name="format", runs=(("-m", "ruff", "format", "--check", "-q", "."),)),
    Stage(name="lint", runs=(("-m", "ruff", "check", "-q", "."),)),
    Stage(name="imports", runs=(("-c", IMPORT_LINTER, "--no-logo"),)),
    Stage(name="types", runs=(("-m", "mypy", "motcua", "--no-error-summary"),)),
    Stage(
        name="migrations",
        server=Source.WHEEL,
        runs=(
            ("-m", "django", "makemigrations", "--check", "--dry-run", "--verbosity", "1"),
            ("-m", "django", "check", "--fail-level", "WARNING"),
        ),
    ),
    Stage(
        name="tests",
        server=Source.WHEEL,
        runs=(("-m", "pytest", "-n", "2", "-m", SIMPLE),),
        ready=reader_missing,
    ),
    Stage(
        name="system-database",
        server=Source.SYSTEM,
        runs=(("-m", "pytest", "-n", "2", "-m", SIMPLE),),
        ready=system_server_missing,
        fast=False,
    ),
    Stage(name="faults", server=Source.WHEEL, runs=(("-m", "pytest", "-m", "faults and not journey"),), fast=False),
    Stage(
        name="journeys",
        server=Source.WHEEL,
        runs=(("-m", "pytest", "-m", "journey"),),
        ready=browser_missing,
        fast=False,
    ),
)


def main(words: list[str]) -> int:
    """Run the wished stages; 0 when all went well."""
    wishes = _wishes(words)
    if wishes.list:
        say("\n".join(stage.name for stage in STAGES))
        return 0
    for word in (signal.SIGTERM, signal.SIGHUP):  # as Ctrl-C does: servers stop and scratch rooms are emptied
        signal.signal(word, lambda number, _frame: sys.exit(128 + number))
    begun, skipped = time.monotonic(), []
    for stage in _wished(wishes):
        if reason := stage.ready():
            skipped.append(f"{stage.name}: {reason}")
            continue
        status = _pass(stage)
        if status:
            warn(f"bin/test dừng ở bước «{stage.name}». (Stopped at this stage.) Lặp lại: bin/test --only {stage.name}")
            return status
    for line in skipped:
        warn(f"!!! BỎ QUA (SKIPPED) {line}")
    say(f"Tất cả các bước đã qua sau {time.monotonic() - begun:.0f} giây. (All stages passed.)")
    return 0


def _wishes(words: list[str]) -> argparse.Namespace:
    parser = Parser(prog="bin/test", description="Kiểm tra mọi thứ (all that CI asks).")
    parser.add_argument("--only", default="", metavar="STAGE,…", help="chỉ các bước này (these stages)")
    parser.add_argument("--fast", action="store_true", help="bỏ các bước chậm (without the slow stages)")
    parser.add_argument("--list", action="store_true", help="tên các bước (names of the stages)")
    wishes = parser.parse_args(words)
    unknown = set(filter(None, wishes.only.split(","))) - {stage.name for stage in STAGES}
    if unknown:
        parser.error(f"không có bước (no such stage): {', '.join(sorted(unknown))}; --list")
    return wishes


def _wished(wishes: argparse.Namespace) -> list[Stage]:
    only = set(filter(None, wishes.only.split(",")))
    return [stage for stage in STAGES if (stage.name in only if only else stage.fast or not wishes.fast)]


def _pass(stage: Stage) -> int:
    """Run one stage and tell how long it took; the first bad exit status, or 0."""
    say(f"--- {stage.name}")
    begun = time.monotonic()
    with _settings(stage) as settings:
        for words in stage.runs:
            status = _run(words, settings)
            if status:
                return status
    say(f"    {stage.name}: {time.monotonic() - begun:.1f} s")
    return 0


@contextlib.contextmanager
def _settings(stage: Stage) -> Iterator[dict[str, str]]:
    """The environment of a stage, with a throw-away server of its own where it needs one."""
    settings = env.for_child(DJANGO_SETTINGS_MODULE="motcua.config.settings.test")
    if stage.server is None:
        yield settings
        return
    with (
        tempfile.TemporaryDirectory(prefix="motcua-test-") as scratch,
        serve(data=_open(Path(scratch)) / "pg", durability=Durability.THROWAWAY, source=stage.server) as server,
    ):
        owner = server.conninfo(Role.OWNER)
        yield {**settings, "MOTCUA_DB_OWNER": owner, "MOTCUA_TEST_SERVER": stage.server.value}


def _open(scratch: Path) -> Path:
    """Let the server's user enter; the data in it stay closed."""
    scratch.chmod(0o711)
    return scratch


def _run(words: tuple[str, ...], settings: dict[str, str]) -> int:
    status = subprocess.run([sys.executable, *words], env=settings, cwd=env.ROOT, check=False).returncode
    return 0 if status == NOTHING_SELECTED and words[1] == "pytest" else status


def _has(programs: tuple[str, ...], packages: tuple[str, ...]) -> bool:
    """Whether one of the programs is here; root installs the packages first where none is."""
    if not any(map(shutil.which, programs)) and os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"Cài {' '.join(packages)} để kiểm thử (installing for the checks) ...")
        for words in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *packages]):
            quiet = env.for_child(DEBIAN_FRONTEND="noninteractive")
            subprocess.run(["apt-get", *words], env=quiet, check=False, capture_output=True)
    return any(map(shutil.which, programs))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
