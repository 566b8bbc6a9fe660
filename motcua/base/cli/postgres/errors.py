"""Why there is no server: ServerError > NoBinaries, CannotStart, AlreadyServed. Each message is for a person."""


class ServerError(Exception):
    """The database server is not to be had; the text says what to do."""


class NoBinaries(ServerError):
    """No usable PostgreSQL programs on this machine."""


class CannotStart(ServerError):
    """The programs are here, but the server did not come up."""


class AlreadyServed(ServerError):
    """Another process owns the server of this data directory."""
