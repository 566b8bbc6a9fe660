"""The files of one dossier are found by it: to count its day, and to let go of a draft's. Nobody asks by centre."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("files", "0003_a_persons_own_files_are_found")]

    operations: ClassVar = [
        migrations.RemoveIndex("fileref", "files_ref_centre"),
        migrations.AddIndex(
            "fileref",
            models.Index(
                fields=["dossier_id", "created_at"],
                condition=models.Q(dossier_id__isnull=False),
                name="files_ref_dossier",
            ),
        ),
    ]
