"""A mandate says why one acts for the other, and what they are to each other."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

from motcua.base.db.fields import EncryptedText


class Migration(migrations.Migration):
    dependencies: ClassVar = [("parties", "0001_initial")]

    operations: ClassVar = [
        migrations.AddField("mandate", "basis", models.CharField(max_length=12, default="proxy")),
        migrations.AddField("mandate", "relation", EncryptedText(null=True)),
    ]
