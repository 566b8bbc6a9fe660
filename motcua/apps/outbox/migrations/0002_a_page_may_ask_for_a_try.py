"""An administrator's page may have held facts tried now: it moves the moment of the next try and nothing else."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("outbox", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "GRANT UPDATE (next_at) ON outbox_held TO motcua_app;",
            "REVOKE UPDATE (next_at) ON outbox_held FROM motcua_app;",
        ),
    ]
