"""Jobs that failed at every try: counted by kind, tried again when a person says so, and told to who waits for them.

A job belongs to the centre it was asked for; one without a centre is everybody's.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from procrastinate.contrib.django import app

#: How many jobs one press tries again.
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Parked:
    """The failed jobs of one kind: how many, and when the first and the last of them gave up."""

    task: str
    count: int
    since: datetime | None
    until: datetime | None


def parked(*, centre_id: int) -> tuple[Parked, ...]:
    """What failed and waits for a person, by kind; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_PARKED, [centre_id])
        return tuple(Parked(*row) for row in cursor.fetchall())


def try_again(*, task: str, centre_id: int, at: datetime) -> int:
    """Put the failed jobs of one kind back into their queue; how many. They get one more try, then are parked again.

    What runs by the clock is not made up for one by one: the last of them stands for all.
    """
    by_clock = any(one.task.name == task for one in app.periodic_registry.periodic_tasks.values())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_OF_KIND, [task, centre_id, AT_ONCE])
        ids = [row[0] for row in cursor.fetchall()]
        if by_clock:
            cursor.execute("DELETE FROM procrastinate_jobs WHERE id = ANY(%s) AND status = 'failed'", [ids[1:]])
            ids = ids[:1]
        for job_id in ids:
            cursor.execute("SELECT procrastinate_retry_job_v2(%s, %s, NULL, NULL, NULL)", [job_id, at])
    return len(ids)


def has_failed(task: str, **arguments: str | int) -> bool:
    """Whether the job asked for with these arguments gave up, and none like it is still to come."""
    with connection.cursor() as cursor:
        cursor.execute(_ENDED, [task, json.dumps(arguments)])
        (failed,) = cursor.fetchone()
    return bool(failed)


_OURS = "status = 'failed' AND queueing_lock IS NULL AND coalesce((args->>'centre_id')::bigint, {centre}) = {centre}"
_PARKED = f"""
SELECT task_name, count(*), min(gave_up), max(gave_up)
  FROM (SELECT task_name, (SELECT max(at) FROM procrastinate_events e WHERE e.job_id = j.id) AS gave_up
          FROM procrastinate_jobs j, (SELECT %s::bigint AS id) centre WHERE {_OURS.format(centre="centre.id")}) failed
 GROUP BY task_name ORDER BY min(gave_up), task_name
"""  # noqa: S608 -- fixed words
_OF_KIND = f"""
SELECT j.id FROM procrastinate_jobs j, (SELECT %s::text AS task, %s::bigint AS id) asked
 WHERE task_name = asked.task AND {_OURS.format(centre="asked.id")} ORDER BY j.id DESC LIMIT %s FOR UPDATE OF j
"""  # noqa: S608 -- fixed words
_ENDED = "SELECT bool_and(status = 'failed') FROM procrastinate_jobs WHERE task_name = %s AND args @> %s::jsonb"
