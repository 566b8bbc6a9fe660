"""bin/start: one Motcua on this machine, from the database to the pages, until Ctrl-C."""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from psycopg import OperationalError

from motcua.base.cli.lifeline import GRACE, HEALTHY_AFTER, StopAsked, listen_for_stop, pause_after, popen
from motcua.base.cli.postgres import Server, ServerError, serve
from motcua.base.cli.voice import say, warn
from motcua.base.cli.words import Parser, disk_trouble
from motcua.config import env
from motcua.config.address import is_everywhere, shown
from motcua.config.connections import open_database
from motcua.config.preparation import DEMO, STEPS, PreparationFailedError, compile_texts, prepare
from motcua.config.tables import OtherTablesError
from motcua.config.trust import RefusedToServeError, ensure_keys, refuse_strong_logins

LAST_PORT = 65535  # one beside it must be free for live pages
LOOK = 0.25  # seconds between two looks at the house and the database server


class RefusedToStartError(Exception):
    """Motcua cannot start now; the text says why and what to do."""


REFUSALS = (
    RefusedToStartError,
    RefusedToServeError,
    ServerError,
    PreparationFailedError,
    OtherTablesError,
    env.SettingError,
)


def main(words: list[str]) -> int:
    """Start, serve and stop; the exit status for the shell."""
    listen_for_stop()
    try:
        wishes = _wishes(words)
        with _only_one(wishes) as killed_before:
            _run(wishes, patience=GRACE if killed_before else 0.0)
    except StopAsked:
        say("Motcua đã dừng. (Stopped.)")
    except REFUSALS as refusal:
        warn(str(refusal))
        return 1
    except OSError as cause:
        warn(disk_trouble(cause))
        return 1
    except OperationalError as refusal:
        warn(f"Không kết nối được cơ sở dữ liệu (the database does not answer): {refusal}")
        return 1
    return 0


def _wishes(words: list[str]) -> argparse.Namespace:
    parser = Parser(
        prog="bin/start",
        description="Chạy Motcua cùng mọi thứ nó cần; Ctrl-C để dừng. (Runs Motcua and all it needs; Ctrl-C stops it.)",
    )
    parser.add_argument("--host", default=env.text("MOTCUA_HOST", "127.0.0.1"), help="địa chỉ lắng nghe (address)")
    parser.add_argument("--port", type=_port, default=_port_given(), help="cổng (port), 8000")
    parser.add_argument("--no-demo", action="store_true", help="không nạp trung tâm mẫu (no demonstration centre)")
    return parser.parse_args(words)


def _port_given() -> int:
    """The port of the settings; raises RefusedToStartError where it is none."""
    given = env.number("MOTCUA_PORT", 8000)
    if not 0 < given < LAST_PORT:
        raise RefusedToStartError(f"MOTCUA_PORT={given}: phải là số từ 1 đến 65534. (A number from 1 to 65534.)")
    return given


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < LAST_PORT:
        raise argparse.ArgumentTypeError("phải là số từ 1 đến 65534 (a number from 1 to 65534)")
    return int(text)


def _run(wishes: argparse.Namespace, *, patience: float) -> None:
    _refuse_taken_port(wishes.host, wishes.port, patience=patience)
    compile_texts()
    (env.var_dir() / "static").mkdir(exist_ok=True)  # whitenoise warns when it is missing
    with open_database(partial(serve, data=env.var_dir() / "pg")) as (logins, server):
        if server and server.cluster.data.parent != env.var_dir().absolute():  # a moved checkout would not find them
            say(f"Dữ liệu nằm ở {server.cluster.data}. (The data lie there, not in the checkout.)")
        settings = {"DJANGO_SETTINGS_MODULE": "motcua.config.settings.serve", **logins, **_addresses(wishes)}
        ensure_keys(logins["MOTCUA_DB_OWNER"])
        prepare(settings, steps=STEPS if wishes.no_demo else STEPS + DEMO)
        refuse_strong_logins(logins)
        _keep_the_house(wishes, settings, server)


def _addresses(wishes: argparse.Namespace) -> dict[str, str]:
    hosts = {"localhost", "127.0.0.1", "[::1]", socket.gethostname()}
    if not is_everywhere(wishes.host):
        hosts.add(wishes.host)
    return {
        "MOTCUA_URL": env.text("MOTCUA_URL") or f"http://{shown(wishes.host, wishes.port)}",
        "MOTCUA_HOSTS": env.text("MOTCUA_HOSTS") or ",".join(sorted(hosts)),
    }


def _keep_the_house(wishes: argparse.Namespace, settings: dict[str, str], server: Server | None) -> None:
    """Run the house and look after it and the database server; raises RefusedToStartError when it cannot serve."""
    deaths = 0
    while True:
        begun, house = time.monotonic(), _open_house(wishes, settings)
        try:
            while (status := house.poll()) is None:
                time.sleep(LOOK)
                _look_after(server)
        finally:
            _close_house(house)
        if status >= 0:
            raise RefusedToStartError(f"Motcua không chạy được (it cannot serve; mã {status}).")
        deaths = 1 if time.monotonic() - begun > HEALTHY_AFTER else deaths + 1
        wait = pause_after(deaths)
        warn(f"Motcua đã bị dừng ngang (mã {status}), chạy lại sau {wait:.0f} giây. (It is started again.)")
        time.sleep(wait)


def _open_house(wishes: argparse.Namespace, settings: dict[str, str]) -> subprocess.Popen[bytes]:
    return popen(
        [sys.executable, "-P", "-m", "motcua.config.house", "--host", wishes.host, "--port", str(wishes.port)],
        env=env.for_child(**settings, MOTCUA_DB_ROLE="app"),
        process_group=0,  # the terminal's Ctrl-C is for the launcher, which ends the others in order
        stdin=subprocess.DEVNULL,
    )


def _close_house(house: subprocess.Popen[bytes]) -> None:
    """End it; it ends its own processes in their order, each with its own time."""
    house.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        house.wait(timeout=GRACE * 5)
    house.kill()
    house.wait()


def _look_after(server: Server | None) -> None:
    if server and server.exit_status() is not None:
        warn(f"PostgreSQL đã dừng, chạy lại. (The database server ended and is started again.) {server.cluster.log}")
        server.start()


def _refuse_taken_port(host: str, port: int, *, patience: float) -> None:
    """Raise RefusedToStartError; the pages of a Motcua that was killed get `patience` seconds to end."""
    give_up = time.monotonic() + patience
    while True:
        try:
            _try_port(host, port)
        except PermissionError:
            raise RefusedToStartError(
                f"Không được phép mở cổng {port}. Hãy dùng: bin/start --port 8080. (Ports below 1024 need root.)"
            ) from None
        except OSError as cause:
            if time.monotonic() < give_up:
                time.sleep(LOOK)
                continue
            raise RefusedToStartError(
                f"Cổng {port} ở {host} không dùng được ({cause.strerror}); thường là chương trình khác đang dùng. "
                f"Hãy chọn cổng khác: bin/start --port {port + 80}. (Port taken: choose another with --port.)"
            ) from None
        return


def _try_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the web server does: closing ones do not count
        trial.bind((host, port))


@contextlib.contextmanager
def _only_one(wishes: argparse.Namespace) -> Iterator[bool]:
    """One Motcua per var directory; the second start is told where the first one is. Yields whether the last one
    was killed: it had no time to empty the file.
    """
    path = env.var_dir() / "start.lock"
    path.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "r+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RefusedToStartError(_already_running(path)) from None
        killed_before = bool(lock.read())
        lock.seek(0)
        lock.truncate()
        json.dump({"pid": os.getpid(), "address": f"http://{shown(wishes.host, wishes.port)}/"}, lock)
        lock.flush()
        try:
            yield killed_before
        finally:
            lock.truncate(0)


def _already_running(path: Path) -> str:
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
        where = f"{known['address']} (pid {known['pid']})"
    except (ValueError, KeyError):  # the other one is just writing it
        where = ""
    return f"Motcua đang chạy rồi: {where}. Không cần chạy lần nữa. (Already running; nothing was started.)"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
