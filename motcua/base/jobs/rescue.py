"""Jobs whose worker died: taken up again, or parked when they were tried often enough.

procrastinate only forgets the dead worker; its job would stay `doing` for ever.
"""

from __future__ import annotations

import structlog
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from motcua.base.jobs.tasks import MAX_ATTEMPTS

#: A queue of its own, so that long jobs cannot starve it.
QUEUE = "rescue"
#: Four missed heartbeats.
SILENT_SECONDS = 12

log = structlog.get_logger("jobs")


@app.periodic(cron="* * * * * */10")  # the sixth field counts seconds
@app.task(name="jobs.rescue", queue=QUEUE, queueing_lock="rescue", pass_context=True)
async def rescue(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 -- every periodic task is told its planned moment
    """Give every job of a silent worker back to its queue; park it after its last attempt."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        runs = job.attempts + 1
        if runs >= MAX_ATTEMPTS:
            await jobs.finish_job(job, status=Status.FAILED, delete_job=False)
            log.error("job.parked", job_id=job.id, task=job.task_name, runs=runs)
        else:
            await jobs.retry_job(job)
            log.warning("job.rescued", job_id=job.id, task=job.task_name, runs=runs)
