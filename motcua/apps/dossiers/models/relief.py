"""Fees that need not be paid, or not in full."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from motcua.apps.dossiers.models.process import OfDossier
from motcua.base.db.fields import EncryptedText


class Relief(OfDossier):
    """Who owes nothing or less of a fee: by which exemption, on which paper, seen by whom. Taken back, it stays.

    Name and percent are those the pinned version stated on that day; a class '' is another exemption with its ground.
    """

    condition = models.ForeignKey("dossiers.Condition", on_delete=models.PROTECT, related_name="+")
    applicant_class = models.TextField(blank=True)
    name = models.TextField(blank=True)
    percent_off = models.SmallIntegerField()
    ground = models.CharField(max_length=200, blank=True)
    paper = EncryptedText()
    component = models.ForeignKey("dossiers.Component", on_delete=models.PROTECT, related_name="+", null=True)
    account_id = models.BigIntegerField()
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.BigIntegerField(null=True)
    why = EncryptedText(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["condition"], condition=Q(taken_back_at__isnull=True), name="one_relief_per_fee"
            ),
            models.CheckConstraint(
                condition=Q(percent_off__gte=1) & Q(percent_off__lte=100), name="relief_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=~Q(applicant_class="") | (~Q(ground="") & Q(percent_off=100)), name="relief_has_its_ground"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | Q(taken_back_at__gte=F("at")), name="relief_ends_after"
            ),
        ]
        indexes = [models.Index(fields=["dossier", "at"], name="relief_of_dossier")]
