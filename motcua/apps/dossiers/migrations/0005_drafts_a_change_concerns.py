"""Who changes the catalogue learns how many drafts that concerns, and nothing else of them."""

from django.db import migrations

DRAFTS_OF = migrations.RunSQL(
    """
    CREATE FUNCTION dossiers_drafts_of(at_centre bigint, codes text[]) RETURNS bigint
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
      SELECT count(*) FROM dossiers_dossier d
        JOIN procedures_version v ON v.id = d.version_id JOIN procedures_procedure p ON p.id = v.procedure_id
       WHERE d.state = 'DRAFT' AND d.centre_id = at_centre AND p.code = ANY(codes)
    $$;
    REVOKE ALL ON FUNCTION dossiers_drafts_of(bigint, text[]) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION dossiers_drafts_of(bigint, text[]) TO motcua_app, motcua_system;
    """,
    "DROP FUNCTION dossiers_drafts_of(bigint, text[]);",
)


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0004_tabs_are_counted_in_an_index"),
        ("procedures", "0001_initial"),
    ]

    operations = [DRAFTS_OF]
