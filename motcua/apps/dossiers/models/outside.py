"""What another system reported about a dossier it holds the authority over."""

from __future__ import annotations

from django.db import models

from motcua.apps.dossiers.models.process import OfDossier


class OutsideReport(OfDossier):
    """One reported status: followed, or parked for a person because our table knows no way there."""

    reported_code = models.CharField(max_length=20)
    reported_at = models.DateTimeField()
    source = models.CharField(max_length=120)
    followed = models.BooleanField()
    why_parked = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.BigIntegerField(null=True)
