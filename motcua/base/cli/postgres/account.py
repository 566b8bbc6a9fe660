"""Whose shoes the server walks in: PostgreSQL refuses to run as root, so root drops to a system user."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from motcua.base.cli.postgres.errors import CannotStart

SYSTEM_USER = "motcua"  # not `postgres`: that is the user of the machine's own cluster
FALLBACK_USER = "nobody"
# The server speaks one locale wherever it runs, so that lower('Đ') is 'đ' on every machine (--locale=C breaks it).
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"}


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the operating system, and whether we must change into it (only root can)."""

    name: str
    uid: int
    gid: int
    borrowed: bool

    def run(self, words: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
        """Run a program as this user to its end; nothing of our environment leaks in."""
        return subprocess.run(  # noqa: PLW1510 -- callers read the return code
            [str(word) for word in words],
            user=self.uid if self.borrowed else None,
            group=self.gid if self.borrowed else None,
            extra_groups=[] if self.borrowed else None,
            env=ENVIRONMENT,
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

    def can(self, right: str, path: Path) -> bool:
        """Ask in this user's shoes (`right` is a flag of test(1): x, r, w), since only that tells of every parent."""
        return self.run(["test", f"-{right}", path]).returncode == 0

    def own_directory(self, path: Path) -> None:
        """Make `path` a directory of this user alone. Raises CannotStart when somebody else already holds it."""
        try:
            path.mkdir(mode=0o700)
        except FileExistsError:
            pass
        else:
            if self.borrowed:
                os.chown(path, self.uid, self.gid)
        found = path.lstat()
        if not path.is_dir() or path.is_symlink() or found.st_uid != self.uid:
            raise CannotStart(f"Thư mục {path} thuộc người dùng khác. (Not ours: move it away and start again.)")
        path.chmod(0o700)


def server_account() -> Account:
    """The user the server runs as: ourselves, or for root `motcua` (made when missing), else `nobody`."""
    uid = os.geteuid()
    if uid != 0:
        try:
            own = pwd.getpwuid(uid)
        except KeyError:
            raise CannotStart(
                f"Người dùng số {uid} không có tên trong /etc/passwd nên PostgreSQL không chạy. Hãy đặt DATABASE_URL. "
                "(PostgreSQL needs a passwd entry for this user; or set DATABASE_URL.)"
            ) from None
        return Account(own.pw_name, uid, own.pw_gid, borrowed=False)
    entry = _entry(SYSTEM_USER) or _new_entry() or _entry(FALLBACK_USER)
    if entry is None:
        raise CannotStart("Không có người dùng hệ thống nào để chạy PostgreSQL. (Add a system user `motcua`.)")
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, borrowed=True)


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _new_entry() -> pwd.struct_passwd | None:
    words = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    try:
        subprocess.run(words, check=False, capture_output=True)
    except OSError:  # no useradd on very small images; the caller takes `nobody`
        return None
    return _entry(SYSTEM_USER)
