"""bin/start: one Motcua on this machine, from the database to the pages, until Ctrl-C."""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import http.client
import importlib.util
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import FrameType

from psycopg import OperationalError

from motcua.base.cli.postgres import Server, ServerError, serve
from motcua.base.cli.voice import say, warn
from motcua.base.cli.words import Parser, disk_trouble
from motcua.config import catalogue, env
from motcua.config.connections import open_database
from motcua.config.preparation import DEMO, STEPS, PreparationFailedError, compile_texts, prepare
from motcua.config.processes import GRACE, Crew, Plan, module
from motcua.config.trust import RefusedToServeError, ensure_keys, refuse_strong_logins

PATIENCE = 60.0  # seconds until the first page must have come
LOOK = 0.25  # seconds between two looks at the processes


class RefusedToStartError(Exception):
    """Motcua cannot start now; the text says why and what to do."""


class StopAsked(BaseException):
    """Ctrl-C, or the terminal or the system asks us to end."""


def main(words: list[str]) -> int:
    """Start, serve and stop; the exit status for the shell."""
    wishes = _wishes(words)
    for word in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # a script's background job has INT ignored
        signal.signal(word, _stop_asked)
    try:
        with _only_one(wishes) as killed_before:
            _run(wishes, patience=GRACE if killed_before else 0.0)
    except StopAsked:
        say("Motcua đã dừng. (Stopped.)")
    except (RefusedToStartError, RefusedToServeError, ServerError, PreparationFailedError) as refusal:
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
    parser.add_argument("--port", type=_port, default=env.number("MOTCUA_PORT", 8000), help="cổng (port), 8000")
    parser.add_argument("--no-demo", action="store_true", help="không nạp trung tâm mẫu (no demonstration centre)")
    return parser.parse_args(words)


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65535:
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
        crew = Crew(settings=settings, logs=env.var_dir() / "log")
        try:
            crew.start(_plans(wishes))
            _await_first_page(crew, wishes)
            _tell_addresses(wishes)
            _watch(crew, server)
        finally:
            crew.stop()


def _addresses(wishes: argparse.Namespace) -> dict[str, str]:
    hosts = {"localhost", "127.0.0.1", "[::1]", socket.gethostname()}
    if wishes.host not in {"0.0.0.0", "::"}:  # noqa: S104 -- compared, not bound
        hosts.add(wishes.host)
    return {
        "MOTCUA_URL": env.text("MOTCUA_URL") or f"http://{_shown(wishes)}",
        "MOTCUA_HOSTS": env.text("MOTCUA_HOSTS") or ",".join(sorted(hosts)),
    }


def _plans(wishes: argparse.Namespace) -> list[Plan]:
    """Every process of a running Motcua; those whose program is not there yet are left out."""
    bound = ("--host", wishes.host)
    listening = (*bound, "--port", str(wishes.port))
    threads = ("--workers", "2", "--blocking-threads", "2", "--blocking-threads-idle-timeout", "600")
    quiet = ("--no-ws", "--backpressure", "64", "--log-level", "warning", "--respawn-failed-workers")
    web = module(
        "motcua.config.server", "--interface", "wsgi", *listening, *threads, *quiet, "motcua.config.web:application"
    )
    plans = [Plan(name="web", words=web)]
    if importlib.util.find_spec("motcua.config.live"):
        live = module("uvicorn", *bound, "--port", str(wishes.port + 1), "--log-level", "warning")
        plans.append(Plan(name="live", words=(*live, "motcua.config.live:application")))
    for name, role in (("worker", "app"), ("dispatcher", "system")):
        if catalogue.exists(name):
            plans.append(Plan(name=name, words=module("motcua.config.main", name), role=role))
    return plans


def _watch(crew: Crew, server: Server | None) -> None:
    while True:
        time.sleep(LOOK)
        if server and server.exit_status() is not None:
            warn(
                f"PostgreSQL đã dừng, chạy lại. (The database server ended and is started again.) {server.cluster.log}"
            )
            server.start()
        crew.look(time.monotonic())


def _await_first_page(crew: Crew, wishes: argparse.Namespace) -> None:
    give_up = time.monotonic() + PATIENCE
    while not _page_comes(wishes):
        web = crew.members[0]
        if time.monotonic() > give_up or (web.process and web.process.poll() is not None):
            raise RefusedToStartError(f"Trang không lên được (the pages did not come up):\n{crew.last_words('web')}")
        time.sleep(0.05)


def _page_comes(wishes: argparse.Namespace) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(wishes.host, wishes.host)  # noqa: S104 -- compared, not bound
    asked = http.client.HTTPConnection(host, wishes.port, timeout=30)
    try:
        asked.request("HEAD", "/", headers={"Host": "localhost"})
        asked.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()
    return True


def _shown(wishes: argparse.Namespace) -> str:
    host = {"0.0.0.0": socket.gethostname(), "::": socket.gethostname()}.get(wishes.host, wishes.host)  # noqa: S104
    return f"[{host}]:{wishes.port}" if ":" in host else f"{host}:{wishes.port}"


def _tell_addresses(wishes: argparse.Namespace) -> None:
    base = f"http://{_shown(wishes)}"
    say(
        f"\nMotcua đang chạy. (Running.)\n  Cổng công dân (portal):   {base}/\n  Bàn cán bộ (desk):        {base}/desk/"
    )
    sign_ins = env.var_dir() / "sign-ins.txt"
    if sign_ins.exists():
        say(f"\n{sign_ins.read_text(encoding='utf-8').rstrip()}")
    say("\nCtrl-C để dừng. (Ctrl-C stops it.)")


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
        json.dump({"pid": os.getpid(), "address": f"http://{_shown(wishes)}/"}, lock)
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


def _stop_asked(_word: int, _frame: FrameType | None) -> None:
    for word in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(word, signal.SIG_IGN)  # once is enough: the stopping itself is not to be interrupted
    raise StopAsked


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
