"""Papers of a dossier and the requests to complete them."""

from __future__ import annotations

from django.db import models

from motcua.apps.dossiers.models.process import OfDossier
from motcua.apps.dossiers.states import ComponentState
from motcua.base.db.fields import EncryptedJson, EncryptedText


class Component(OfDossier):
    """One paper asked for or given: its state, why, by whom and when."""

    paper_key = models.CharField(max_length=80, blank=True)
    title = models.TextField()
    position = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=12, choices=ComponentState.choices)
    required = models.BooleanField(default=True)
    originals = models.SmallIntegerField(default=0)
    copies = models.SmallIntegerField(default=0)
    reason = EncryptedText(null=True)
    #: Why the filer's case needs no such paper, in the filer's words: an officer's mark leaves them standing.
    claim = EncryptedText(null=True)
    officer_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["dossier", "position"], name="component_of_dossier")]


class Supplement(OfDossier):
    """One request to complete a dossier (form 02): every fault named at once."""

    number = models.SmallIntegerField()
    stage = models.CharField(max_length=12, choices=[("intake", "intake"), ("processing", "processing")])
    reason = EncryptedText()
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField()
    reply_by = models.DateTimeField(null=True)
    approved_by = models.BigIntegerField(null=True)
    replied_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    #: The reply while its person writes it (`values.answering`); None before and after.
    kept = EncryptedJson(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="supplements_counted")]


class SupplementItem(OfDossier):
    """One thing asked for; it points at the paper it concerns where there is one."""

    supplement = models.ForeignKey(Supplement, on_delete=models.PROTECT, related_name="items")
    component = models.ForeignKey(Component, on_delete=models.PROTECT, related_name="+", null=True)
    position = models.SmallIntegerField(default=0)
    text = EncryptedText()
    answer = EncryptedText(null=True)
    #: The person will bring it: answered, and still missing.
    bring = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)
