"""Our own PostgreSQL under bad luck: killed parents, stale traces, odd paths, two comers at once."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import psycopg
import pytest

from motcua.base.cli.postgres import AlreadyServed, Durability, Role, Server, Source, reach, serve

pytestmark = pytest.mark.faults

quick = partial(serve, durability=Durability.THROWAWAY, source=Source.WHEEL)
KEEPER = """
import sys, time
from pathlib import Path
from motcua.base.cli.postgres import serve, Source
with serve(data=Path(sys.argv[1]), source=Source.WHEEL) as server:
    print(server.pid, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def room() -> Iterator[Path]:
    """A directory the server's user can enter; pytest's own is closed to it."""
    path = Path(tempfile.mkdtemp(prefix="motcua-room-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def keeper(room: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Another process that serves `room`, and the number of its server."""
    words = [sys.executable, "-c", KEEPER, str(room / "pg")]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process, int(process.stdout.readline())
        process.kill()


def ask(server: Server, question: str, role: Role = Role.APP) -> tuple[object, ...] | None:
    with psycopg.connect(server.conninfo(role), autocommit=True) as link:
        return link.execute(question).fetchone()


def tell(server: Server, order: str) -> None:
    with psycopg.connect(server.conninfo(Role.OWNER), autocommit=True) as link:
        link.execute(order)


def until(condition: Callable[[], bool]) -> bool:
    give_up = time.monotonic() + 10
    while not condition() and time.monotonic() < give_up:
        time.sleep(0.02)
    return condition()


def alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1][:3]
    except FileNotFoundError:
        return False


def test_a_fresh_server_has_the_three_logins_and_none_may_pass_the_walls(room: Path) -> None:
    with quick(data=room / "pg") as server, psycopg.connect(server.conninfo(Role.OWNER)) as link:
        powers = (
            "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname ~ '^motcua' ORDER BY 1"
        )
        rows = link.execute(powers).fetchall()
    assert rows == [
        ("motcua_app", False, False, False),
        ("motcua_owner", False, False, True),
        ("motcua_system", False, False, False),
    ]


def test_vietnamese_letters_have_their_small_forms(room: Path) -> None:
    with quick(data=room / "pg") as server:
        assert ask(server, "SELECT lower('ĐẶNG Ý'), 'Ấp' ILIKE 'ấp'") == ("đặng ý", True)


def test_nobody_can_reach_it_from_the_net_or_from_another_account(room: Path) -> None:
    with quick(data=room / "pg") as server:
        assert ask(server, "SELECT current_setting('listen_addresses')") == ("",)
        assert server.socket.stat().st_mode & 0o077 == 0
        assert server.cluster.data.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["xã Suối Mẫu, một cửa", "x" * 120, "it's"])
def test_odd_paths_are_served(room: Path, name: str) -> None:
    (room / name).mkdir(mode=0o711)
    with quick(data=room / name / "pg") as server:
        assert ask(server, "SELECT 1") == (1,)


def test_the_second_comer_uses_the_first_ones_server_and_leaves_it_running(room: Path) -> None:
    with quick(data=room / "pg") as first:
        with reach(data=room / "pg") as second:
            assert not second.owned
            assert ask(second, "SELECT 1") == (1,)
        assert ask(first, "SELECT 1") == (1,)


def test_there_is_one_owner_at_a_time(room: Path) -> None:
    with quick(data=room / "pg"), pytest.raises(AlreadyServed), quick(data=room / "pg", patience=0):
        pass


def test_the_server_is_gone_after_the_block_and_its_data_are_not(room: Path) -> None:
    with quick(data=room / "pg") as server:
        tell(server, "CREATE TABLE kept AS SELECT 7 AS n")
    assert server.exit_status() is not None
    with quick(data=room / "pg") as again:
        assert ask(again, "SELECT n FROM kept", Role.OWNER) == (7,)


def test_the_server_dies_with_its_killed_parent(keeper: tuple[subprocess.Popen[str], int]) -> None:
    process, server = keeper
    process.kill()
    assert until(lambda: not alive(server))


def test_a_start_after_everything_was_killed_loses_nothing(
    room: Path, keeper: tuple[subprocess.Popen[str], int]
) -> None:
    process, server = keeper
    with reach(data=room / "pg") as attached:
        tell(attached, "CREATE TABLE kept AS SELECT 7 AS n")
    os.kill(server, signal.SIGKILL)
    process.kill()
    with quick(data=room / "pg") as again:
        assert ask(again, "SELECT n FROM kept", Role.OWNER) == (7,)


def test_a_pid_file_whose_number_went_to_another_process_blocks_nothing(room: Path) -> None:
    with quick(data=room / "pg") as server:
        pid_file = server.cluster.data / "postmaster.pid"
        lines = pid_file.read_text()
    pid_file.write_text(lines.replace(lines.splitlines()[0], str(os.getppid()), 1))
    with quick(data=room / "pg") as again:
        assert ask(again, "SELECT 1") == (1,)


def test_a_half_made_cluster_is_never_taken_for_a_whole_one(room: Path) -> None:
    (room / "pg.new").mkdir()
    (room / "pg.new" / "PG_VERSION").write_text("18\n")
    with quick(data=room / "pg") as server:
        assert ask(server, "SELECT 1") == (1,)
    assert not (room / "pg.new").exists()


def test_the_servers_log_holds_no_values(room: Path) -> None:
    with quick(data=room / "pg") as server:
        tell(server, "CREATE TABLE person (number text UNIQUE)")
        tell(server, "INSERT INTO person VALUES ('999000000001')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            tell(server, "INSERT INTO person VALUES ('999000000001')")
    assert "unique constraint" in server.cluster.log.read_text()
    assert "999000000001" not in server.cluster.log.read_text()
