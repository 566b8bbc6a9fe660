"""A person's own files are found by their account, to be given once more."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("files", "0002_files_that_come_in_pieces")]

    operations: ClassVar = [
        migrations.AddIndex(
            "fileref",
            models.Index(
                fields=["account_id", "created_at"],
                condition=models.Q(account_id__isnull=False),
                name="files_ref_account",
            ),
        ),
    ]
