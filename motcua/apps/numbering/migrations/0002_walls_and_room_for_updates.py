"""Put counters of a centre behind its wall, and leave room on their pages: a counter is only ever updated."""

from django.db import migrations

from motcua.base.db.rls import centre_wall, never_deleted


class Migration(migrations.Migration):
    dependencies = [("numbering", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE numbering_counter SET (fillfactor = 50)",
            "ALTER TABLE numbering_counter RESET (fillfactor)",
        ),
        # A counter of the whole house (codes by agency and day) belongs to no centre and holds no personal data.
        centre_wall("numbering_counter", dossier="", also="centre_id IS NULL"),
        never_deleted("numbering_counter"),
    ]
