"""Contents by their hash, and the references that carry name, holder and rights."""

from __future__ import annotations

from django.db import models

from motcua.base.db.fields import EncryptedText
from motcua.kernel.ids import uuid7


class Blob(models.Model):
    """One content on the disk; the same bytes are kept once, whoever brought them."""

    sha256 = models.BinaryField(primary_key=True, max_length=32)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    #: None where paper is not the measure (Word, Excel).
    pages = models.IntegerField(null=True)
    #: When it was last brought; the sweep leaves what is younger than two days alone.
    stored_at = models.DateTimeField(db_index=True)
    #: What a virus scanner said: unscanned until a centre connects one.
    scanned = models.CharField(max_length=12, default="unscanned")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(size__gt=0), name="files_blob_holds_something")]


class FileRef(models.Model):
    """Somebody's use of a blob; whoever may see the holder may open it, and nobody else."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+", db_column="sha256")
    name = EncryptedText()
    #: The table word of what holds the file ("component", "result", "draft", …) and the holder's key.
    holder = models.CharField(max_length=30)
    holder_id = models.UUIDField()
    dossier_id = models.UUIDField(null=True)
    centre_id = models.BigIntegerField()
    #: The citizen's account whose own file it is; None for what officers bring.
    account_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["holder_id", "holder"], name="files_ref_holder"),
            models.Index(
                fields=["dossier_id", "created_at"],
                condition=models.Q(dossier_id__isnull=False),
                name="files_ref_dossier",
            ),
            models.Index(
                fields=["account_id", "created_at"],
                condition=models.Q(account_id__isnull=False),
                name="files_ref_account",
            ),
        ]


class Coming(models.Model):
    """A file that comes in pieces; its bytes so far lie beside the blobs, its row says how many of them count."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    name = EncryptedText()
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    #: The browser's sign of the file, by which it is known again when chosen once more; it proves nothing.
    mark = models.CharField(max_length=64)
    holder = models.CharField(max_length=30)
    holder_id = models.UUIDField()
    dossier_id = models.UUIDField()
    centre_id = models.BigIntegerField()
    account_id = models.BigIntegerField(null=True)
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField(db_index=True)
    #: When it came in whole, and the reference made of it then.
    done_at = models.DateTimeField(null=True)
    ref_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(received__gte=0, received__lte=models.F("size")), name="files_coming_within_size"
            ),
            models.UniqueConstraint(
                fields=["holder_id", "mark", "size"], condition=models.Q(done_at=None), name="files_coming_once"
            ),
        ]
        indexes = [models.Index(fields=["dossier_id", "begun_at"], name="files_coming_dossier")]
