"""People who sign one filing together, each of whom confirms for themselves."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.apps.dossiers.models.process import OfDossier
from motcua.apps.dossiers.states import Confirmed


class Signatory(OfDossier):
    """One of several people who sign together: their part in it, and whether they have confirmed.

    `party` is who the filer named; None where nobody was named, so only the counter can take the confirmation.
    A link sent carries `serial`: a newer link makes every older one worthless.
    """

    position = models.SmallIntegerField()
    role = models.CharField(max_length=60)
    party = models.UUIDField(null=True)
    #: When a link was last asked for; None for somebody who signs at the counter.
    asked_at = models.DateTimeField(null=True)
    serial = models.SmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=12, choices=Confirmed.choices, blank=True)
    officer_id = models.BigIntegerField(null=True)
    declined_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "role"], name="one_signatory_per_role"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(declined_at__isnull=True), name="confirmed_or_declined"
            ),
        ]
