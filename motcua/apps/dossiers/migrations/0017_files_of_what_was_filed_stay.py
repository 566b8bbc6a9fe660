"""A file of a filed dossier stays as it was: no statement of the application marks it gone, moves or renames it.

Files lie below dossiers and know no state of theirs, so the guard is set from here and reads by the owner's eyes. One
thing goes on: while somebody answers a request for papers, a file of an item may be taken away until it is sent.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION dossiers_filed_files_stay() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
AS $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM dossiers_dossier WHERE id = OLD.dossier_id AND state <> 'DRAFT') THEN RETURN NEW; END IF;
  IF OLD.holder = 'dossiers.item' AND OLD.removed_at IS NULL
     AND to_jsonb(NEW) - 'removed_at' = to_jsonb(OLD) - 'removed_at'
     AND EXISTS (SELECT 1 FROM dossiers_supplementitem i WHERE i.id = OLD.holder_id AND i.dossier_id = OLD.dossier_id
                 AND (i.answered_at IS NULL OR OLD.created_at > i.answered_at))
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a file of a filed dossier stays as it was';
END $$;
CREATE TRIGGER filed_files_stay BEFORE UPDATE ON files_fileref FOR EACH ROW
  WHEN (OLD.dossier_id IS NOT NULL) EXECUTE FUNCTION dossiers_filed_files_stay();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0016_walls_of_exemptions"),
        ("files", "0004_a_dossiers_files_are_found"),
    ]

    operations = [
        migrations.RunSQL(
            FUNCTION, "DROP TRIGGER filed_files_stay ON files_fileref; DROP FUNCTION dossiers_filed_files_stay();"
        )
    ]
