"""`bin/motcua` beside a database server somebody else runs: it prepares nothing under a serving product."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from motcua.base.cli.postgres import Durability, Role, Server, Source, serve
from motcua.config import env

pytestmark = pytest.mark.faults


def ask(room: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command with the settings of the installation in `room`."""
    inherited = {name: value for name, value in env.for_child().items() if not name.startswith(("MOTCUA_", "DJANGO_"))}
    settings = {**inherited, "MOTCUA_VAR": str(room / "var")}
    line = [sys.executable, "-P", "-m", "motcua.config.main", *words]
    return subprocess.run(line, env=settings, capture_output=True, text=True, check=False)


def tables_of(server: Server) -> int:
    with psycopg.connect(server.conninfo(Role.OWNER)) as link:
        row = link.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("words", [("units", "import"), ("audit", "verify"), ("catalogue", "import", "--shipped")])
def test_a_command_upgrades_nothing_under_whoever_serves(room: Path, words: tuple[str, ...]) -> None:
    (room / "var").mkdir(mode=0o711)
    with serve(data=room / "var" / "pg", durability=Durability.THROWAWAY, source=Source.WHEEL) as server:
        told = ask(room, *words)
        assert (told.returncode, tables_of(server)) == (1, 0)
    assert "khởi động lại để nâng cấp" in told.stderr
    assert not (room / "var" / "keys.json").exists()
