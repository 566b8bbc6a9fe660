"""What happens in the demonstration: one row per kind of dossier, told as steps of `play.STEPS`.

`ago` is the range of working days between the first step and today; `pace` the most working minutes from one step
to the next, so that a story is over before now and inside its term unless it is meant to be late.
"""

from __future__ import annotations

from dataclasses import dataclass

from motcua.surfaces.console.episodes.demo import facts as f

DONE = "assign draft present decide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One kind of dossier, and how many of it."""

    n: int
    code: str
    begin: str = "counter"
    steps: str = ""
    ago: tuple[int, int] = (1, 1)
    pace: int = 30
    case: int = 0
    #: The filer: a word of `people.KNOWN`, or "" for the next of the forty.
    who: str = ""
    #: Where another clerk than Minh receives.
    away: bool = False


RETURNED = (
    Story(n=14, code=f.COPY, steps=f"{DONE} collect", ago=(2, 30), pace=12),
    Story(n=8, code=f.SIGNATURE, steps=f"{DONE} collect", ago=(2, 30), pace=12),
    Story(n=6, code=f.BIRTH, begin="online", steps=f"accept {DONE} collect", ago=(2, 28), pace=14),
    Story(n=1, code=f.BIRTH, begin="online", steps=f"accept {DONE} collect", ago=(21, 21), pace=14, who="lan"),
    Story(n=4, code=f.BIRTH, steps=f"{DONE} collect", ago=(3, 30), pace=20),
    Story(n=6, code=f.SINGLE, begin="online", steps=f"accept assign note {DONE[7:]} collect", ago=(6, 29), pace=110),
    Story(n=4, code=f.SINGLE, steps=f"{DONE} collect", ago=(5, 28), pace=120),
    Story(n=5, code=f.EXTRACT, begin="helped", steps=f"accept {DONE} collect", ago=(2, 26), pace=14),
    Story(n=2, code=f.DEATH, begin="home", steps=f"accept {DONE} collect", ago=(8, 25), pace=14),
    Story(n=2, code=f.BIRTH_AGAIN, begin="post", steps=f"{DONE} mail", ago=(12, 24), pace=200),
    Story(n=3, code=f.BUSINESS, steps=f"{DONE} collect", ago=(6, 27), pace=150, case=1),
    Story(
        n=2, code=f.SINGLE, begin="online", steps=f"accept assign ask reply {DONE[7:]} collect", ago=(9, 20), pace=90
    ),
    Story(
        n=1,
        code=f.BIRTH_AGAIN,
        begin="online",
        steps="accept assign ask reply withdraw deny hand_over draft present give_back draft present decide collect"
        " recall collect reopen draft present decide collect",
        ago=(26, 26),
        pace=60,
    ),
)
DECIDED = (
    Story(n=1, code=f.BIRTH_AGAIN, steps=DONE, ago=(28, 28), pace=60),  # nobody has come for it
    Story(n=1, code=f.SINGLE, steps="assign rest rest rest rest draft present decide", ago=(16, 16)),  # decided late
    Story(n=3, code=f.COPY, steps=DONE, ago=(1, 1), pace=12),
    Story(n=3, code=f.SINGLE, begin="online", steps=f"accept {DONE}", ago=(2, 3), pace=60),
    Story(n=1, code=f.BIRTH_AGAIN, steps="assign decline present decide", ago=(5, 5), pace=90),
)
AT_WORK = (
    Story(n=1, code=f.SINGLE, steps="assign note", ago=(9, 9)),  # the late one
    Story(n=3, code=f.LAND_FIRST, steps="assign note", ago=(3, 12), case=2),
    Story(n=3, code=f.LAND, begin="online", steps="accept assign", ago=(2, 9)),
    Story(n=2, code=f.BIRTH_AGAIN, steps="assign", ago=(1, 2)),
    Story(n=1, code=f.SINGLE, begin="online", steps="accept assign"),
    Story(n=1, code=f.SINGLE, begin="online", steps="accept assign", who="lan"),
    Story(n=3, code=f.BIRTH_AGAIN, steps="assign draft present", ago=(1, 3), pace=60),
    Story(n=1, code=f.SINGLE, steps="assign ask reply", ago=(2, 2), pace=60),
    Story(n=1, code=f.LAND, steps="assign duty settle", ago=(10, 10), pace=400),
    Story(n=2, code=f.BIRTH_AGAIN),
    Story(n=1, code=f.SINGLE, begin="post"),
    Story(n=1, code=f.SINGLE, begin="online", steps="accept"),
    Story(n=2, code=f.PENSION, ago=(1, 4)),  # nobody knows its term: nothing is promised
    Story(n=2, code=f.BIRTH_AGAIN, away=True),
)
WAITING = (
    Story(n=3, code=f.SINGLE, begin="fresh"),
    Story(n=2, code=f.BIRTH, begin="fresh"),
    Story(n=1, code=f.EXTRACT, begin="fresh"),
    Story(n=1, code=f.BIRTH_AGAIN, begin="fresh", who="lan"),
    Story(n=2, code=f.BIRTH, begin="online", steps="ask_early", ago=(2, 4)),
    Story(n=1, code=f.BIRTH_AGAIN, begin="turned_away", ago=(3, 3)),
    Story(n=1, code=f.SINGLE, steps="assign ask", ago=(4, 4)),  # the paused one
    Story(n=1, code=f.BIRTH_AGAIN, begin="online", steps="accept assign ask", ago=(3, 3), who="lan"),
    Story(n=1, code=f.LAND, steps="assign ask", ago=(4, 4)),
    Story(n=1, code=f.LAND, steps="assign duty", ago=(4, 4)),
    Story(n=1, code=f.LAND_FIRST, steps="assign duty", ago=(3, 3), case=2),
    Story(n=1, code=f.BIRTH_AGAIN, begin="online", steps="accept assign withdraw", ago=(2, 2)),
    Story(n=1, code=f.LAND, steps="assign withdraw", ago=(3, 3)),
)
ENDED = (
    Story(n=1, code=f.SINGLE, begin="online", steps="accept assign withdraw grant", ago=(14, 14), pace=90),
    Story(n=1, code=f.BIRTH, begin="online", steps="withdraw", ago=(11, 11)),
    Story(n=1, code=f.LAND_FIRST, steps="assign stop", ago=(18, 18), case=1),
    Story(n=1, code=f.BIRTH_AGAIN, steps="assign stop", ago=(13, 13)),
    Story(n=1, code=f.BIRTH_AGAIN, begin="online", steps="refuse", ago=(17, 17)),
    Story(n=1, code=f.BIRTH, begin="online", steps="refuse", ago=(9, 9)),
    Story(n=1, code=f.EXTRACT, begin="online", steps="refuse", ago=(6, 6)),
)
DRAFTS = (
    Story(n=1, code=f.BIRTH, begin="draft", who="lan"),
    Story(n=1, code=f.BUSINESS, begin="draft", who="lan", case=1),
    Story(n=1, code=f.SINGLE, begin="draft"),
    Story(n=1, code=f.EXTRACT, begin="helped_draft"),
)
#: Lan's husband has not confirmed yet: it is worked on, and cannot be decided.
TWO_SIGN = (Story(n=1, code=f.MARRIAGE_AGAIN, begin="two_sign", steps="accept assign", ago=(2, 2), who="lan"),)
#: Thu and Tí share a telephone; each has one of their own.
ONE_PHONE = (
    Story(n=1, code=f.SINGLE, begin="online", steps="accept assign", who="thu"),
    Story(n=1, code=f.EXTRACT, begin="fresh", who="ti"),
    Story(n=1, code=f.BIRTH_AGAIN, begin="draft", who="thu"),
)
STORIES = (*RETURNED, *DECIDED, *AT_WORK, *WAITING, *ENDED, *DRAFTS, *TWO_SIGN, *ONE_PHONE)
