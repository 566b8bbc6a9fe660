"""The forms of Thông tư 03/2025/TT-VPCP that a dossier gives rise to, as documents ready to be set.

Whoever prints one (the desk, or the filer from their own page) says the same words.
"""

from motcua.apps.dossiers.queries.forms.book import register_book
from motcua.apps.dossiers.queries.forms.composers import TITLES, compose, forms_of, office_forms_of, place_of_return
from motcua.apps.dossiers.queries.forms.handed_in import papers_of
from motcua.apps.dossiers.queries.forms.heads import plain_head
from motcua.apps.dossiers.queries.forms.source import HeldPaper, Source, source_of
from motcua.apps.dossiers.queries.forms.stopping import papers_back
from motcua.apps.dossiers.queries.forms.words import attested_in_words, fee_in_words, relief_in_words, term_in_words

__all__ = [
    "TITLES",
    "HeldPaper",
    "Source",
    "attested_in_words",
    "compose",
    "fee_in_words",
    "forms_of",
    "office_forms_of",
    "papers_back",
    "papers_of",
    "place_of_return",
    "plain_head",
    "register_book",
    "relief_in_words",
    "source_of",
    "term_in_words",
]
