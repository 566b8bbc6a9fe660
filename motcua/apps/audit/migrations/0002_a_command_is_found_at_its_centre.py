"""The log of a centre narrowed to a command reads what it shows, not every entry of two years.

Equal keys share their place in a B-tree, so two million entries take some 14 MB of it.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["centre_id", "command"],
                name="entries_of_a_command",
                opclasses=["int8_ops", "text_pattern_ops"],
            ),
        ),
    ]
