"""Which duties an account holds, as a function of the database.

Every signed-in page asks this. As text in the page's own statement it was planned anew each time (most of 1.1 ms);
a PL/pgSQL function keeps its plan for as long as the connection lives.
"""

from django.db import migrations

# This is the one place that says when a holding or a substitution counts; an inspector's `until` is kept here.
# A PROVINCE position reaches every centre of the province of its own.
HELD = """
CREATE FUNCTION organization_held(who bigint, moment timestamptz) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT coalesce(json_agg(d)::text, '[]') FROM (
    SELECT p.role, c.id AS centre_id, p.fields, p.title, c.name, w.for_account
      FROM (SELECT h.position_id, NULL::bigint AS for_account
              FROM organization_holding h
             WHERE h.account_id = who AND h.since <= moment AND (h.until IS NULL OR h.until > moment)
            UNION ALL
            SELECT h.position_id, h.account_id
              FROM organization_substitution s JOIN organization_holding h ON h.id = s.holding_id
             WHERE s.account_id = who AND s.since <= moment AND s.until > moment
               AND h.since <= moment AND (h.until IS NULL OR h.until > moment)) w
      JOIN organization_position p ON p.id = w.position_id
      JOIN organization_centre home ON home.id = p.centre_id
      JOIN organization_centre c
        ON c.id = home.id OR (p.role = 'province' AND c.province_code = home.province_code)
     ORDER BY c.name, p.id) d);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("organization", "0001_initial")]
    operations = [migrations.RunSQL(HELD, "DROP FUNCTION organization_held(bigint, timestamptz);")]
