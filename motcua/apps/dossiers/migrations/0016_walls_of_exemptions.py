"""Exemptions of fees stay behind their centre's wall, with their dossier, and as they were recorded."""

from django.db import migrations

from motcua.base.db import rls

TABLE = "dossiers_relief"


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0015_who_need_not_pay_a_fee")]

    operations = [
        rls.centre_wall(TABLE),
        migrations.RunSQL(
            f"ALTER TABLE {TABLE} ADD CONSTRAINT {TABLE}_of_its_centre FOREIGN KEY (dossier_id, centre_id)"
            f" REFERENCES dossiers_dossier (id, centre_id)",
            f"ALTER TABLE {TABLE} DROP CONSTRAINT {TABLE}_of_its_centre",
        ),
        rls.never_deleted(TABLE),
        rls.immutable_columns(
            TABLE,
            *("dossier_id", "condition_id", "applicant_class", "name", "percent_off", "ground", "paper"),
            *("account_id", "at", "taken_back_at", "taken_back_by", "why"),
        ),
    ]
