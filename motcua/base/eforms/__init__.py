"""Citizens' e-forms: a JSON Schema with a layout and a small closed language of rules, proved when it is read.

`fields` reads the schema, `rules` decides what is shown, asked for and contradictory (the browser does the same by
portal/eform.js, held to the same vectors), `forms` puts a definition together, `prefill` says what is known before,
`answers` reads what was typed.
"""

from motcua.base.eforms.answers import (
    Said,
    SaidPart,
    check,
    given_before,
    kept_name,
    masked,
    names_in,
    problems,
    said,
    values_of,
)
from motcua.base.eforms.fields import DIGITS, Field, Kind, NotAForm, fields_of, read, spoken
from motcua.base.eforms.forms import EForm, FormPage, Media, Part, Placed, form_of, misfits
from motcua.base.eforms.prefill import PEOPLE_PAGE, inputs_of, prefilled
from motcua.base.eforms.wording import words_of

__all__ = [
    "DIGITS",
    "PEOPLE_PAGE",
    "EForm",
    "Field",
    "FormPage",
    "Kind",
    "Media",
    "NotAForm",
    "Part",
    "Placed",
    "Said",
    "SaidPart",
    "check",
    "fields_of",
    "form_of",
    "given_before",
    "inputs_of",
    "kept_name",
    "masked",
    "misfits",
    "names_in",
    "prefilled",
    "problems",
    "read",
    "said",
    "spoken",
    "values_of",
    "words_of",
]
