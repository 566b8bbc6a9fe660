"""Reads of dossiers: lists, one dossier, a draft, what the public may see."""

from motcua.apps.dossiers.queries.alike import alike, own_alike
from motcua.apps.dossiers.queries.answering import kept_reply
from motcua.apps.dossiers.queries.believed import is_clock_believed
from motcua.apps.dossiers.queries.changes import REHEARSED, concerned, drafts_concerned, rehearsed
from motcua.apps.dossiers.queries.detail import draft, find, head_of, kept_pages, own, way_given
from motcua.apps.dossiers.queries.figures import figure_list, id_of_code, overview
from motcua.apps.dossiers.queries.helping import helped_drafts, is_witness, may_help, was_helped
from motcua.apps.dossiers.queries.lists import (
    Listing,
    RawRow,
    Wish,
    listed,
    parked_reports,
    read,
    search,
    tab_counts,
    work_list,
)
from motcua.apps.dossiers.queries.moving import WouldMove, would_move
from motcua.apps.dossiers.queries.promises import PutOff, put_off
from motcua.apps.dossiers.queries.register import MOST_ROWS, Register, RegisterRow, register
from motcua.apps.dossiers.queries.signing import (
    LINK_DAYS,
    invited,
    is_of_who_files,
    is_the_invited,
    link_of,
    phone_to_ask,
    signatories_of,
    why_over,
)
from motcua.apps.dossiers.queries.tracking import PAPERS, open_by_code, tracking

__all__ = [
    "LINK_DAYS",
    "MOST_ROWS",
    "PAPERS",
    "REHEARSED",
    "Listing",
    "PutOff",
    "RawRow",
    "Register",
    "RegisterRow",
    "Wish",
    "WouldMove",
    "alike",
    "concerned",
    "draft",
    "drafts_concerned",
    "figure_list",
    "find",
    "head_of",
    "helped_drafts",
    "id_of_code",
    "invited",
    "is_clock_believed",
    "is_of_who_files",
    "is_the_invited",
    "is_witness",
    "kept_pages",
    "kept_reply",
    "link_of",
    "listed",
    "may_help",
    "open_by_code",
    "overview",
    "own",
    "own_alike",
    "parked_reports",
    "phone_to_ask",
    "put_off",
    "read",
    "register",
    "rehearsed",
    "search",
    "signatories_of",
    "tab_counts",
    "tracking",
    "was_helped",
    "way_given",
    "why_over",
    "work_list",
    "would_move",
]
