"""Walls, composite keys, and what can never change: kept by the database, explained by Python."""

from django.db import migrations

from motcua.base.db import rls

CHILDREN = (
    "transition", "pause", "promise", "assignment", "condition", "note", "component", "supplement",
    "supplementitem", "resultdraft", "result", "handover", "outsidereport",
)

#: The centre's staff see what is filed; a draft is its author's alone. Shares let helping centres look.
SEES = f"""
(state <> 'DRAFT' AND centre_id = ANY({rls.CENTRES}))
OR filer_account_id = {rls.ACCOUNT} OR author_id = {rls.ACCOUNT} OR id = {rls.DOSSIER}
OR (state <> 'DRAFT' AND EXISTS (
    SELECT 1 FROM dossiers_share s WHERE s.dossier_id = dossiers_dossier.id AND s.centre_id = ANY({rls.CENTRES})))
"""


def with_its_centre(child):
    """A child names its parent and the parent's centre: a plain key across centres would be accepted."""
    table = f"dossiers_{child}"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_of_its_centre FOREIGN KEY (dossier_id, centre_id)"
        f" REFERENCES dossiers_dossier (id, centre_id)",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_of_its_centre",
    )


NEVER_DELETED = migrations.RunSQL(
    """
    CREATE FUNCTION dossiers_only_drafts_go() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF OLD.state <> 'DRAFT' OR OLD.code IS NOT NULL THEN RAISE EXCEPTION 'a filed dossier is never deleted'; END IF;
      RETURN OLD;
    END $$;
    CREATE TRIGGER only_drafts_go BEFORE DELETE ON dossiers_dossier
      FOR EACH ROW EXECUTE FUNCTION dossiers_only_drafts_go();
    """,
    "DROP TRIGGER only_drafts_go ON dossiers_dossier; DROP FUNCTION dossiers_only_drafts_go();",
)

#: What filing fixed stays: the version pinned, and never back to a draft.
PINNED = migrations.RunSQL(
    """
    CREATE FUNCTION dossiers_pinned() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF OLD.state <> 'DRAFT' AND (NEW.version_id <> OLD.version_id OR NEW.state = 'DRAFT'
         OR NEW.authority <> OLD.authority OR NEW.external_code <> OLD.external_code)
      THEN RAISE EXCEPTION 'what filing fixed cannot change'; END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER pinned BEFORE UPDATE ON dossiers_dossier FOR EACH ROW EXECUTE FUNCTION dossiers_pinned();
    """,
    "DROP TRIGGER pinned ON dossiers_dossier; DROP FUNCTION dossiers_pinned();",
)

#: One code answers with one id: nobody may list codes across the wall, so the owner's function looks.
BY_CODE = migrations.RunSQL(
    """
    CREATE FUNCTION dossiers_by_code(wanted text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
      SET search_path = public AS $$
      SELECT id FROM dossiers_dossier WHERE state <> 'DRAFT' AND (code = wanted OR (code IS NULL AND external_code = wanted))
      LIMIT 1
    $$;
    REVOKE ALL ON FUNCTION dossiers_by_code(text) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION dossiers_by_code(text) TO motcua_app, motcua_system;
    CREATE INDEX dossiers_by_external_code ON dossiers_dossier (external_code) WHERE code IS NULL AND external_code <> '';
    """,
    "DROP INDEX dossiers_by_external_code; DROP FUNCTION dossiers_by_code(text);",
)

#: The deadline clock learns which drafts have lain too long: ids only, each is then opened by itself.
STALE_DRAFTS = migrations.RunSQL(
    """
    CREATE FUNCTION dossiers_stale_drafts(at_centre bigint, untouched_since timestamptz) RETURNS SETOF uuid
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
      SELECT id FROM dossiers_dossier
      WHERE state = 'DRAFT' AND centre_id = at_centre AND touched_at < untouched_since LIMIT 500
    $$;
    REVOKE ALL ON FUNCTION dossiers_stale_drafts(bigint, timestamptz) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION dossiers_stale_drafts(bigint, timestamptz) TO motcua_app, motcua_system;
    """,
    "DROP FUNCTION dossiers_stale_drafts(bigint, timestamptz);",
)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]

    operations = [
        rls.wall("dossiers_dossier", sees=SEES),
        rls.centre_wall("dossiers_share"),
        *(rls.centre_wall(f"dossiers_{child}") for child in CHILDREN),
        *(with_its_centre(child) for child in CHILDREN),
        NEVER_DELETED,
        PINNED,
        BY_CODE,
        STALE_DRAFTS,
        rls.immutable_columns("dossiers_dossier", "channel", "code", "centre_id", "first_due"),
        rls.append_only("dossiers_transition"),
        rls.append_only("dossiers_promise"),
        rls.append_only("dossiers_result"),
        rls.never_deleted("dossiers_pause"),
        rls.never_deleted("dossiers_assignment"),
        rls.never_deleted("dossiers_supplement"),
        rls.never_deleted("dossiers_supplementitem"),
        rls.never_deleted("dossiers_handover"),
        rls.never_deleted("dossiers_outsidereport"),
    ]
