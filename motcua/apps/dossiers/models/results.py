"""What comes of a dossier: drafts, signed results with their numbers, and the hand-over."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.apps.dossiers.models.process import OfDossier
from motcua.apps.dossiers.states import Outcome
from motcua.base.db.fields import EncryptedJson, EncryptedText


class ResultDraft(OfDossier):
    """What the specialist proposes; a leader approves it or gives it back."""

    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    title = models.TextField()
    text = EncryptedText()
    drafted_by = models.BigIntegerField()
    drafted_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    given_back_at = models.DateTimeField(null=True)
    given_back_why = EncryptedText(null=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(given_back_at__isnull=True, approved_at__isnull=True),
                name="one_living_draft",
            )
        ]

    @property
    def is_living(self) -> bool:
        """Whether it waits to be signed: neither given back nor signed yet."""
        return self.given_back_at is None and self.approved_at is None


class Result(OfDossier):
    """A signed result under its number in the year's book; a correction is a new version."""

    year = models.SmallIntegerField()
    number = models.IntegerField()
    version = models.SmallIntegerField()
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    title = models.TextField()
    text = EncryptedText()
    draft = models.ForeignKey(ResultDraft, on_delete=models.PROTECT, related_name="+", null=True)
    signed_by = models.BigIntegerField()
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre_id", "year", "number"], name="result_numbers_gapless"),
            models.UniqueConstraint(fields=["dossier", "version"], name="result_versions"),
        ]


class HandOver(OfDossier):
    """The proof that the result reached somebody entitled to it."""

    way = models.CharField(max_length=16)
    receiver_name = EncryptedText()
    receiver_number = EncryptedText(null=True)
    relation = models.CharField(max_length=40)
    proof = models.CharField(max_length=40)
    #: As `Dossier.attested`, at the hand-over.
    attested = EncryptedJson(null=True)
    at = models.DateTimeField()
    officer_id = models.BigIntegerField()
    recalled_at = models.DateTimeField(null=True)
