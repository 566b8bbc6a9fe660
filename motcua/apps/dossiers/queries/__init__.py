"""Reads of dossiers: lists, one dossier, a draft, what the public may see."""

from motcua.apps.dossiers.queries.changes import REHEARSED, concerned, drafts_concerned, rehearsed
from motcua.apps.dossiers.queries.detail import draft, find, head_of, kept_pages, own
from motcua.apps.dossiers.queries.figures import figure_list, id_of_code, overview
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
from motcua.apps.dossiers.queries.tracking import open_by_code, tracking

__all__ = [
    "REHEARSED",
    "Listing",
    "RawRow",
    "Wish",
    "concerned",
    "draft",
    "drafts_concerned",
    "figure_list",
    "find",
    "head_of",
    "id_of_code",
    "kept_pages",
    "listed",
    "open_by_code",
    "overview",
    "own",
    "parked_reports",
    "read",
    "rehearsed",
    "search",
    "tab_counts",
    "tracking",
    "work_list",
]
