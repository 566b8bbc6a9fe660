"""What was printed, by whom and how often; which paper sizes a centre has chosen; and long prints on their way."""

from __future__ import annotations

from django.db import models

from motcua.base.db.fields import EncryptedText
from motcua.kernel.ids import uuid7


class TemplateSet(models.Model):
    """A centre's choice of sizes, and a remark for its printers; the newest row is in force, older ones stay."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    centre_id = models.BigIntegerField()
    version = models.IntegerField()
    #: Form → "a4" or "a5"; a form not named is printed on A4.
    sizes = models.JSONField(default=dict)
    note = models.CharField(max_length=200, default="")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre_id", "version"], name="printing_one_set_per_version"),
        ]


class Printout(models.Model):
    """One print of one content: the how-manieth copy, by whom and why; only grows."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    dossier_id = models.UUIDField(null=True)
    centre_id = models.BigIntegerField()
    template = models.CharField(max_length=20)
    #: Template print, size and the centre's set: what the paper looked like.
    version = models.CharField(max_length=40)
    payload_hash = models.BinaryField()
    copy_number = models.IntegerField()
    printed_at = models.DateTimeField()
    by = models.CharField(max_length=60)
    reason = EncryptedText()

    class Meta:
        indexes = [models.Index(fields=["dossier_id", "printed_at"], name="printing_of_dossier")]
        constraints = [
            models.UniqueConstraint(
                fields=["centre_id", "template", "payload_hash", "copy_number"], name="printing_one_row_per_copy"
            ),
            models.CheckConstraint(condition=models.Q(copy_number__gte=1), name="printing_copies_from_one"),
        ]


class Run(models.Model):
    """A print too long to wait for: asked for with its frozen payload, set by a worker, forgotten in a week."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    centre_id = models.BigIntegerField()
    template = models.CharField(max_length=20)
    size = models.CharField(max_length=4)
    title = models.CharField(max_length=200)
    #: How many sheets are in it, as the asker counted them.
    sheets = models.PositiveIntegerField()
    #: Holds nothing of a person: only what hangs on walls is printed so. None once forgotten.
    payload = models.JSONField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    finished_at = models.DateTimeField(null=True)
    failed = models.BooleanField(default=False)
    pages = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
    pdf = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["centre_id", "asked_at"], name="printing_runs_of_centre")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(failed=False) | models.Q(finished_at__isnull=False),
                name="printing_run_failed_at_last",
            ),
        ]
