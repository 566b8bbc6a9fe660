"""What the scripts must know of the scratch database: cookies, codes."""

from __future__ import annotations

from dataclasses import dataclass

#: Both the cookie and the form's field; Django takes the secret itself for a token.
CSRF = "benchbenchbenchbenchbenchbench12"


@dataclass(frozen=True, slots=True)
class Known:
    """What the scripts need: cookies of a clerk and of citizens, and codes with their second fact."""

    clerk: str
    citizens: tuple[str, ...]
    #: Codes with the citizen number that opens them.
    codes: tuple[tuple[str, str], ...]
    yardstick: tuple[str, ...]
