"""Parties, file references and printouts name a dossier and its centre: the database holds the pair together.

They lie below dossiers and have no key that points up; the check reads by the owner's eyes, since the wall
would hide another centre's dossier from it.
"""

from django.db import migrations

TABLES = ("parties_party", "files_fileref", "printing_printout")

FUNCTION = """
CREATE FUNCTION dossiers_same_centre() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM dossiers_dossier WHERE id = NEW.dossier_id AND centre_id <> NEW.centre_id)
  THEN RAISE EXCEPTION '% names a dossier of another centre', TG_TABLE_NAME USING ERRCODE = 'foreign_key_violation'; END IF;
  RETURN NULL;
END $$;
"""


def held(table):
    return migrations.RunSQL(
        f"CREATE TRIGGER same_centre AFTER INSERT OR UPDATE OF dossier_id, centre_id ON {table}"
        " FOR EACH ROW WHEN (NEW.dossier_id IS NOT NULL) EXECUTE FUNCTION dossiers_same_centre();",
        f"DROP TRIGGER same_centre ON {table};",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0002_walls_and_promises_of_the_database"),
        ("parties", "0001_initial"),
        ("files", "0001_initial"),
        ("printing", "0001_initial"),
    ]

    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION dossiers_same_centre();"), *(held(t) for t in TABLES)]
