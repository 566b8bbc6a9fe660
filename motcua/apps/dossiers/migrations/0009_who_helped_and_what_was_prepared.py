"""Who helped to file stays as it was filed; a filing prepared here and made elsewhere keeps that system's code."""

from django.db import migrations, models

import motcua.base.db.fields

#: One trigger of a name per table exists already for the other fixed columns.
HELPED_IS_FIXED = migrations.RunSQL(
    """
    CREATE FUNCTION dossiers_helper_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF OLD.state <> 'DRAFT' AND (NEW.helper_id IS DISTINCT FROM OLD.helper_id OR NEW.helped IS DISTINCT FROM OLD.helped)
      THEN RAISE EXCEPTION '%: a fixed column cannot change', TG_TABLE_NAME; END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER helper_fixed BEFORE UPDATE ON dossiers_dossier FOR EACH ROW EXECUTE FUNCTION dossiers_helper_fixed();
    """,
    "DROP TRIGGER helper_fixed ON dossiers_dossier; DROP FUNCTION dossiers_helper_fixed();",
)

#: Whoever takes in a code may learn which drafts name it, by id alone; each is then opened and compared by itself.
PREPARED = migrations.RunSQL(
    """
    CREATE FUNCTION dossiers_prepared(at_centre bigint, wanted text) RETURNS SETOF uuid
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
      SELECT id FROM dossiers_dossier
       WHERE state = 'DRAFT' AND centre_id = at_centre AND portal_code = wanted AND portal_code <> ''
       ORDER BY begun_at LIMIT 20
    $$;
    REVOKE ALL ON FUNCTION dossiers_prepared(bigint, text) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION dossiers_prepared(bigint, text) TO motcua_app, motcua_system;
    """,
    "DROP FUNCTION dossiers_prepared(bigint, text);",
)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0008_how_somebody_confirmed")]

    operations = [
        migrations.AddField(
            model_name="dossier", name="helped", field=motcua.base.db.fields.EncryptedJson(null=True)
        ),
        migrations.AddField(
            model_name="dossier", name="portal_code", field=models.CharField(blank=True, default="", max_length=60)
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["centre", "portal_code"],
                name="dossier_prepared",
                condition=models.Q(("state", "DRAFT"), models.Q(("portal_code", ""), _negated=True)),
            ),
        ),
        HELPED_IS_FIXED,
        PREPARED,
    ]
