"""What a database holds, told to whoever keeps it: which one it is, its centres and dossiers, made up or real."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg

from motcua.config.tables import OtherTablesError, Tables
from motcua.config.tables import look as look_at_tables

_COUNTS = (
    "SELECT count(*), count(*) FILTER (WHERE demo), (SELECT count(*) FROM dossiers_dossier) FROM organization_centre"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One database; `place` is its host and name, never a password, `current` whether its tables are this code's."""

    place: str
    centres: int = 0
    made_up: int = 0
    dossiers: int = 0
    current: bool = False

    @property
    def told(self) -> str:
        """The sentence's part that says what it is; a demonstration is named as one."""
        demo = " BẢN TRÌNH DIỄN, không phải trung tâm thật (a DEMONSTRATION):" if self.centres == self.made_up else ""
        return (
            f"cơ sở dữ liệu {self.place}:{demo} {self.centres} trung tâm, {self.dossiers} hồ sơ "
            f"({self.centres} centres, {self.dossiers} dossiers)"
        )


def known_blobs(link: psycopg.Connection) -> set[str]:
    """The hashes of the files this database names, as hexadecimal digits."""
    row = link.execute("SELECT to_regclass('files_blob') IS NOT NULL").fetchone()
    if not (row and row[0]):
        return set()
    return {str(name) for (name,) in link.execute("SELECT encode(sha256, 'hex') FROM files_blob")}


def look(conninfo: str) -> Holding:
    """What the owner's login sees there; a database without our tables holds nothing."""
    with psycopg.connect(conninfo) as link:
        place = f"{link.info.host or 'localhost'}/{link.info.dbname}"
        try:
            tables = look_at_tables(link)
        except OtherTablesError:  # a newer Motcua's: they can still be saved as they are
            tables = Tables.OLDER
        row = link.execute("SELECT to_regclass('organization_centre') IS NOT NULL").fetchone()
        if not (row and row[0]):
            return Holding(place=place)
        centres, made_up, dossiers = link.execute(_COUNTS).fetchone() or (0, 0, 0)
    return Holding(place=place, centres=centres, made_up=made_up, dossiers=dossiers, current=tables is Tables.CURRENT)
