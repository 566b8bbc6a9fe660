"""What a message about a dossier is filled with, and what of it the dossier bears out later."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext, override

from motcua.apps.dossiers.values import DossierHead
from motcua.apps.notifications.values import told
from motcua.apps.organization import queries as organization
from motcua.apps.procedures import queries as procedures


def words_about(head: DossierHead, language: str) -> dict[str, str]:
    """The words of every kind of message about this dossier as it stands."""
    centre = organization.centre(head.centre_id)
    procedure = procedures.version(head.version_id)
    moments = moments_of(head, language)
    due = moments["due"]
    if head.provisional and head.due != head.told_due:
        with override(language):  # who causes a message is not who reads it
            due = gettext("%(due)s (tạm tính)") % {"due": due}
    return {
        "code": head.code,
        "procedure": procedure.short_title or procedure.title,
        "centre": centre.name,
        "phone": centre.phone,
        "hours": centre.hours,
        **moments,
        "due": due,
        "address": f"{settings.PUBLIC_URL}/{'ho-so' if head.has_account else 'tra-cuu'}",
    }


def moments_of(head: DossierHead, language: str) -> dict[str, str]:
    """The moments a message may name: the answer, the result, the last day for a reply; a provisional one unmarked."""
    moments = {"answer_by": head.acceptance_due, "due": head.due or head.first_due, "until": head.reply_by}
    return {word: told(moment, language=language) for word, moment in moments.items()}
