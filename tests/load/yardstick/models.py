"""The yardstick's one table."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Row(models.Model):
    """One row, as plain as a dossier could be."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=32)
    due_at = models.DateTimeField()
    one = models.TextField()
    two = models.TextField()
    three = models.TextField()

    objects: ClassVar[models.Manager[Row]] = models.Manager()

    class Meta:
        app_label = "yardstick"
        db_table = "yardstick_row"
        indexes = [models.Index(fields=["state", "due_at"], name="yardstick_by_due")]
