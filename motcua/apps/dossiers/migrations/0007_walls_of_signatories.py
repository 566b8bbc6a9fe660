"""Signatories stay behind their centre's wall, with their dossier, and are never deleted."""

from django.db import migrations

from motcua.base.db import rls

TABLE = "dossiers_signatory"


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0006_people_who_sign_together")]

    operations = [
        rls.centre_wall(TABLE),
        migrations.RunSQL(
            f"ALTER TABLE {TABLE} ADD CONSTRAINT {TABLE}_of_its_centre FOREIGN KEY (dossier_id, centre_id)"
            f" REFERENCES dossiers_dossier (id, centre_id)",
            f"ALTER TABLE {TABLE} DROP CONSTRAINT {TABLE}_of_its_centre",
        ),
        rls.never_deleted(TABLE),
    ]
