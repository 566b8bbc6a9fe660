"""Fees opened earlier hold up what comes after them too, where the price and its exemptions are known.

A condition opened before the office waited for more than the next move blocks that one alone: what was received at the
counter could be decided with its fee owed. By which moment it is due follows from what it blocks. Where no price is
known, or not who is exempt, it is left as it is: nothing more is demanded on what nobody knows.
"""

import json

from django.db import migrations

#: Blocked then, blocked now.
WIDER = {("ACCEPT",): ["ACCEPT", "DECIDE", "START"], ("START",): ["DECIDE", "START"]}

OPEN = """
SELECT c.id, c.blocks, d.channel, v.document, v.settled
  FROM dossiers_condition c JOIN dossiers_dossier d ON d.id = c.dossier_id
  JOIN procedures_version v ON v.id = d.version_id
 WHERE c.kind = 'fee' AND c.met_at IS NULL AND cardinality(c.blocks) = 1 ORDER BY c.id
"""


def _is_known(fact):
    return fact is not None and fact.get("known") != "unknown"


def is_owed(document, settled, channel):
    """Whether something is surely owed by this channel: a settled fee before a stated one, a channel's own before all."""
    fact = settled.get(f"fee:{channel}") or settled.get("fee:*")
    stated = next((o.get("fee") for o in document.get("offers", []) if str(o.get("channel")) == str(channel)), None)
    fee = fact.get("value") if _is_known(fact) else stated
    lines = (fee or {}).get("lines") or []
    priced = any(line.get("amount") and line.get("first", 1) == 1 for line in lines)
    return priced and _is_known(settled.get("exemptions"))


def widen(_apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(OPEN)
        for key, blocks, channel, *told in cursor.fetchall():
            document, settled = (json.loads(part) if isinstance(part, str) else part for part in told)
            wider = WIDER.get(tuple(blocks))
            if wider and is_owed(document, settled, (channel or 10) // 10):
                cursor.execute("UPDATE dossiers_condition SET blocks = %s WHERE id = %s", [wider, key])


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0017_files_of_what_was_filed_stay"),
        ("procedures", "0003_change_sets_and_checks"),
    ]

    operations = [migrations.RunPython(widen, migrations.RunPython.noop)]
