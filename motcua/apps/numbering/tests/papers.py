"""A paper that bears a number: what `issue` is tried on, outside the house's own tables."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.apps.registry import Apps
from django.db import models

from motcua.kernel.ids import uuid7

TABLE = "numbering_test_paper"


class Paper(models.Model):
    """Known to no registry, so the house's structural tests do not take it for a table of ours."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    number = models.BigIntegerField()
    title = models.TextField()
    at = models.DateTimeField(null=True)
    facts = models.JSONField(null=True)
    objects: ClassVar[models.Manager[Paper]] = models.Manager()

    class Meta:  # noqa: D106 -- Django's
        apps = Apps()
        app_label = "numbering"
        db_table = TABLE
        managed = False

    def __str__(self) -> str:
        return self.title


def paper(title: str, at: datetime | None = None) -> Paper:
    """A paper not saved yet."""
    return Paper(title=title, at=at, facts={"title": title})


def numbers() -> list[int]:
    """Every number given, in order."""
    return sorted(Paper.objects.values_list("number", flat=True))
