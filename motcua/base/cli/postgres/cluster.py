"""The data directory of a server: where it may stand, how it is made, its socket and its stale traces."""

import hashlib
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from motcua.base.cli.postgres.account import Account
from motcua.base.cli.postgres.binaries import SHARED_STATE, Binaries
from motcua.base.cli.postgres.errors import CannotStart

LONGEST_SOCKET_DIRECTORY = 84  # + "/.s.PGSQL.5432.lock" must stay within the 107 bytes of a socket's address
SAFE_PATH = re.compile(r"[A-Za-z0-9_./-]+")  # the setting is a comma list, and blanks break conninfo strings


@dataclass(frozen=True, slots=True)
class Cluster:
    """A data directory and the files beside it: the lock, the log, the socket's directory."""

    data: Path

    @property
    def lock(self) -> Path:
        """Held by the owner and by every process of the server, so a free lock means that none is left."""
        return self.data.with_name(self.data.name + ".lock")

    @property
    def log(self) -> Path:
        """What the server says; without statements or values, since those name people."""
        return self.data.with_name(self.data.name + ".log")

    @property
    def major(self) -> int | None:
        """PostgreSQL's version of the data, or None while there are none."""
        try:
            return int((self.data / "PG_VERSION").read_text().strip())
        except FileNotFoundError:
            return None

    def pid_file_lines(self) -> list[str]:
        """postmaster.pid: process, directory, start, port, socket directory, address, memory, status."""
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except (FileNotFoundError, NotADirectoryError):
            return []

    def ready_socket(self) -> Path | None:
        """Where the running server listens, or None while it does not accept connections."""
        lines = self.pid_file_lines()
        return Path(lines[4]) if len(lines) > 7 and lines[7].strip() == "ready" else None

    def socket_directory(self) -> Path:
        """Beside the data, or a short directory elsewhere when that path is too long or has other signs."""
        beside = self.data.with_name(self.data.name + ".socket")
        if len(os.fsencode(beside)) <= LONGEST_SOCKET_DIRECTORY and SAFE_PATH.fullmatch(str(beside)):
            return beside
        runtime = Path(f"/run/user/{os.geteuid()}")
        home = runtime if os.geteuid() and os.access(runtime, os.W_OK) else Path(tempfile.gettempdir())
        return home / f"motcua-{_mark(self.data)}"


def lies(wished: Path) -> bool:
    """Whether a cluster wished at this path was ever made; looks only, and makes no folder or user."""
    wished = Path(os.path.abspath(wished))  # noqa: PTH100 -- as place_cluster
    return any((data / "PG_VERSION").exists() for data in (wished, _elsewhere(wished)))


def place_cluster(wished: Path, account: Account) -> Cluster:
    """The cluster wished at a path; root's moves to /var/lib/motcua when the server's user cannot enter there.

    Data that already exist are never left behind: they decide, whatever the rights are now.
    """
    wished = Path(os.path.abspath(wished))  # noqa: PTH100 -- a link to another disk stays a link
    wished.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    elsewhere = _elsewhere(wished)
    if account.borrowed and not (wished / "PG_VERSION").exists():
        if (elsewhere / "PG_VERSION").exists() or not account.can("x", wished.parent):
            elsewhere.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
            return Cluster(elsewhere)
    elif (wished / "PG_VERSION").exists() and wished.stat().st_uid != account.uid:
        raise CannotStart(
            f"Dữ liệu ở {wished} thuộc người dùng khác. Hãy khởi động bằng chính người dùng đó. "
            "(These data belong to another user: start as that user.)"
        )
    return Cluster(wished)


def make_data(cluster: Cluster, binaries: Binaries, account: Account, *, extra: tuple[str, ...]) -> None:
    """Make the data beside the final name, then rename: a half-made cluster is never taken for a whole one."""
    fresh = cluster.data.with_name(cluster.data.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    account.own_directory(fresh)
    words = ["--encoding=UTF8", "--locale-provider=libc", "--locale=C.UTF-8", "--data-checksums", "--no-instructions"]
    access = ["--username=postgres", "--auth-local=trust", "--auth-host=reject"]
    made = account.run([binaries.program("initdb"), "--pgdata", fresh, *words, *access, *extra])
    if made.returncode:
        shutil.rmtree(fresh, ignore_errors=True)
        raise CannotStart(f"initdb không tạo được dữ liệu ở {cluster.data} (initdb failed):\n{made.stderr.strip()}")
    fresh.rename(cluster.data)


def forget_stale_pid(cluster: Cluster) -> None:
    """Delete the traces of a killed server whose number now belongs to somebody else, or to its own unburied body;
    PostgreSQL would refuse for ever.

    Only the holder of the lock may call this: the socket's directory serves these data alone.
    """
    if _serves(cluster):
        return
    (cluster.data / "postmaster.pid").unlink(missing_ok=True)
    for trace in cluster.socket_directory().glob(".s.PGSQL.*"):
        trace.unlink(missing_ok=True)


def _serves(cluster: Cluster) -> bool:
    """Whether the process of the pid file is a server of these data, which its working directory tells."""
    lines = cluster.pid_file_lines()
    if not lines or not lines[0].strip().isdigit():
        return False
    process = Path("/proc") / lines[0].strip()
    try:
        return (process / "exe").readlink().name == "postgres" and (process / "cwd").samefile(cluster.data)
    except OSError:
        return False


def _elsewhere(wished: Path) -> Path:
    return SHARED_STATE / f"{wished.parent.parent.name or 'var'}-{_mark(wished)}" / wished.name


def _mark(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]
