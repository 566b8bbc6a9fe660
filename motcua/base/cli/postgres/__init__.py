"""PostgreSQL of our own: one private server on a socket, without a port, gone when its parent goes.

    with serve(data=var / "pg") as server:   # be its owner: start it, stop it at the end
    with reach(data=var / "pg") as server:   # use the one that runs, else start one for as long as this block
        psycopg.connect(server.conninfo(Role.APP))

Tests: `serve(data=tmp_path / "pg", durability=Durability.THROWAWAY, source=Source.WHEEL)`. `data` is the wished
place of the cluster; as root it moves to /var/lib/motcua when the system user we drop to cannot enter it.
Every server has the roles of `Role`, and the database `motcua` owned by `Role.OWNER`.

Raises `ServerError` with a sentence for a person: NoBinaries, CannotStart, AlreadyServed.
"""

from motcua.base.cli.postgres.binaries import Binaries, Source, find_binaries
from motcua.base.cli.postgres.cluster import lies
from motcua.base.cli.postgres.errors import AlreadyServed, CannotStart, NoBinaries, ServerError
from motcua.base.cli.postgres.roles import DATABASE, Role, make_conninfo
from motcua.base.cli.postgres.server import Durability, Server, reach, serve

__all__ = [
    "DATABASE",
    "AlreadyServed",
    "Binaries",
    "CannotStart",
    "Durability",
    "NoBinaries",
    "Role",
    "Server",
    "ServerError",
    "Source",
    "find_binaries",
    "lies",
    "make_conninfo",
    "reach",
    "serve",
]
