"""The tabs of the work list are counted in an index, without reading the dossiers' rows.

That holds only for rows the server knows to be visible to all, which a vacuum tells it. Open dossiers are those
written last, and by its own figures the server would vacuum after some ten thousand changes: here after 200.
"""

from django.db import migrations, models

OPEN = [
    "SUBMITTED", "AWAITING_INTAKE_SUPPLEMENT", "RECEIVED", "PROCESSING", "AWAITING_SUPPLEMENT", "AWAITING_DUTY",
    "WITHDRAWAL_REQUESTED", "DECIDED",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_rows_of_lower_apps_stay_with_their_centre")]

    operations = [
        migrations.RemoveIndex(model_name="dossier", name="dossier_open_by_due"),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["centre", "sort_due", "id"],
                include=[
                    "state", "authority", "holder_id", "approval_asked_at", "work_field", "filer_account_id",
                    "author_id",
                ],
                name="dossier_open_by_due",
                condition=models.Q(state__in=OPEN),
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE dossiers_dossier SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200,"
            " autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 200)",
            "ALTER TABLE dossiers_dossier RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold,"
            " autovacuum_vacuum_insert_scale_factor, autovacuum_vacuum_insert_threshold)",
        ),
    ]
