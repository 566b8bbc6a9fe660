"""A refusal shown in the form it concerns, beside what was typed."""

from __future__ import annotations

from django.forms import Form
from django.http import QueryDict
from django.utils.translation import gettext

from motcua.kernel.errors import Invalid, Refusal


def words_of(refusal: Refusal) -> str:
    """The refusal in the reader's language."""
    text = gettext(refusal.message)
    return text % refusal.params if refusal.params else text


def show_refusal(form: Form, refusal: Refusal, *, forget: tuple[str, ...] = ()) -> None:
    """Put a refusal into the form: each problem at its field, the rest on top.

    Fields named in `forget` (passwords, codes) are emptied; all else that was typed stays.
    """
    problems = refusal.problems if isinstance(refusal, Invalid) else {"": words_of(refusal)}
    for field, text in problems.items():
        form.add_error(field if field in form.fields else None, gettext(text))
    forget_fields(form, *forget)


def forget_fields(form: Form, *names: str) -> None:
    """Empty the named fields of a bound form before it is shown again."""
    kept = form.data.copy() if isinstance(form.data, QueryDict) else QueryDict(mutable=True)
    for name in names:
        kept.pop(form.add_prefix(name), None)
    form.data = kept
