"""Jobs whose worker died: taken up again, or parked when they were tried often enough.

procrastinate only forgets the dead worker; its job would stay `doing` for ever.
"""

from __future__ import annotations

import structlog
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from motcua.base.jobs.tasks import MAX_ATTEMPTS

QUEUE = "rescue"
#: Four missed heartbeats.
SILENT_SECONDS = 12

log = structlog.get_logger("jobs")


@app.periodic(cron="*/10 * * * * *")
@app.task(name="jobs.rescue", queue=QUEUE, queueing_lock="rescue")
async def rescue(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate hands the planned moment to every periodic task
    """Give every job of a silent worker back to its queue; park it at its last attempt."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        if job.attempts + 1 >= MAX_ATTEMPTS:
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
            log.error("job.parked", job_id=job.id, task=job.task_name, attempts=job.attempts + 1)
        else:
            await app.job_manager.retry_job(job)
            log.warning("job.rescued", job_id=job.id, task=job.task_name, attempts=job.attempts + 1)
