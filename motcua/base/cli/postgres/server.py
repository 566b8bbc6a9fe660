"""One server over one data directory: the first comer owns it, later ones attach to it."""

import fcntl
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import psycopg

from motcua.base.cli.postgres import process
from motcua.base.cli.postgres.account import Account, server_account
from motcua.base.cli.postgres.binaries import Binaries, Source, find_binaries, readable_by
from motcua.base.cli.postgres.cluster import Cluster, forget_stale_pid, make_data, place_cluster
from motcua.base.cli.postgres.errors import AlreadyServed, CannotStart
from motcua.base.cli.postgres.roles import DATABASE, Role, ensure_roles, make_conninfo

PATIENCE = 30.0  # seconds for a start, and for an orphan of a killed server to leave
ONLY_HERE = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "jit": "off",
    # a statement or the detail of an error would bring names and numbers into the log
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Durability(StrEnum):
    """What a commit is worth."""

    DURABLE = "durable"
    THROWAWAY = "throwaway"  # for tests: fast, and lost with the machine


@dataclass(slots=True)
class Server:
    """A running server. `owned`: it is our child; else we are attached to that of another process."""

    socket: Path
    binaries: Binaries
    cluster: Cluster
    owned: bool
    _child: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _words: tuple[str | Path, ...] = field(default=(), repr=False)
    _account: Account | None = field(default=None, repr=False)
    _lock: int = field(default=-1, repr=False)

    def conninfo(self, role: Role, *, database: str = DATABASE) -> str:
        """How `role` connects to `database`."""
        return make_conninfo(socket=self.socket, role=role, database=database)

    @property
    def pid(self) -> int | None:
        """The server's process, when it is ours."""
        return self._child.pid if self._child else None

    def exit_status(self) -> int | None:
        """None while it runs; always None for a server of another process."""
        return self._child.poll() if self._child else None

    def start(self) -> None:
        """Start (or start again) the owned server and wait until it answers. Raises CannotStart."""
        assert self._account is not None
        give_up = time.monotonic() + PATIENCE
        while True:
            forget_stale_pid(self.cluster)
            told = self.cluster.log.stat().st_size if self.cluster.log.exists() else 0
            self._child = process.spawn(self._words, account=self._account, log=self.cluster.log, lock=self._lock)
            if self._answers(give_up):
                return
            said = self.cluster.log.read_bytes()[told:].decode(errors="replace").strip()
            if "still in use" not in said or time.monotonic() > give_up:
                process.stop(self._child)
                raise CannotStart(f"PostgreSQL không khởi động được (it did not start); {self.cluster.log}:\n{said}")
            process.pause(0.5)  # a backend of a killed server still has the memory

    def stop(self) -> None:
        """Stop the owned server; nothing for an attached one."""
        if self._child:
            process.stop(self._child)

    def _answers(self, give_up: float) -> bool:
        while self.exit_status() is None and time.monotonic() < give_up:
            if self.cluster.ready_socket() and _answers(self.socket):
                return True
            process.pause()
        return False


@contextmanager
def serve(
    *, data: Path, durability: Durability = Durability.DURABLE, source: Source = Source.ANY, patience: float = PATIENCE
) -> Iterator[Server]:
    """Own the server of `data` for the length of the block. Raises AlreadyServed when another owner stays longer
    than `patience` seconds, NoBinaries, CannotStart.
    """
    account = server_account()
    cluster = place_cluster(data, account)
    with _lock_file(cluster) as lock:
        if not _locked_within(lock, patience):
            raise AlreadyServed(f"Cơ sở dữ liệu ở {cluster.data} đang chạy. (Another Motcua process owns this server.)")
        with _owned(cluster, account, lock, durability=durability, source=source) as server:
            yield server


@contextmanager
def reach(*, data: Path, source: Source = Source.ANY) -> Iterator[Server]:
    """Attach to the running server of `data`, or own one for the length of the block. Raises as `serve`."""
    account = server_account()
    cluster = place_cluster(data, account)
    give_up = time.monotonic() + PATIENCE
    with _lock_file(cluster) as lock:
        while not _locked_within(lock, 0):
            socket = cluster.ready_socket()
            if socket and _answers(socket):
                yield Server(socket, find_binaries(source=source, major=cluster.major), cluster, owned=False)
                return
            if time.monotonic() > give_up:
                raise CannotStart(f"PostgreSQL ở {cluster.data} không trả lời. (Locked, but it does not answer.)")
            process.pause(0.1)
        with _owned(cluster, account, lock, durability=Durability.DURABLE, source=source) as server:
            yield server


@contextmanager
def _owned(
    cluster: Cluster, account: Account, lock: int, *, durability: Durability, source: Source
) -> Iterator[Server]:
    binaries = readable_by(find_binaries(source=source, major=cluster.major), account)
    if cluster.major is None:
        make_data(cluster, binaries, account, extra=("--no-sync",) if durability is Durability.THROWAWAY else ())
    socket = cluster.socket_directory()
    account.own_directory(socket)
    settings = ONLY_HERE | {"unix_socket_directories": str(socket)}
    if durability is Durability.THROWAWAY:
        settings |= CARELESS
    words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    server = Server(socket, binaries, cluster, owned=True, _account=account, _lock=lock)
    server._words = (binaries.program("postgres"), "-D", cluster.data, *words)
    try:
        server.start()
        ensure_roles(socket=socket)
        yield server
    finally:
        server.stop()


@contextmanager
def _lock_file(cluster: Cluster) -> Iterator[int]:
    lock = os.open(cluster.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield lock
    finally:
        os.close(lock)


def _locked_within(lock: int, patience: float) -> bool:
    give_up = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= give_up:
                return False
            process.pause(0.05)
        else:
            return True


def _answers(socket: Path) -> bool:
    try:
        psycopg.connect(
            make_conninfo(socket=socket, role=Role.SUPERUSER, database="postgres"), connect_timeout=2
        ).close()
    except psycopg.OperationalError:
        return False
    return True
