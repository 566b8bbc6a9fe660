"""The worker's entry: the stock command cannot set heartbeats, and would let long jobs starve the rescue."""

from __future__ import annotations

import asyncio
import signal

from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

from motcua.base.jobs import rescue

CONCURRENCY = 2
HEARTBEAT_SECONDS = 3
STALLED_SECONDS = 10
POLL_SECONDS = 2
#: How long jobs may still run after the worker was asked to stop.
GRACE_SECONDS = 15
#: Connections of the worker itself; each thread that runs a job has one more.
POOL = 4
#: A nightly task that a sleeping machine missed runs at its next start, so late at most; only the last one.
MADE_UP_SECONDS = 86_400


def run() -> None:
    """Work until SIGINT or SIGTERM; raises procrastinate's ConnectorException when the database is lost."""
    asyncio.run(_serve())


def own_app() -> App:
    """The tasks over the worker's own connections.

    They stay bound to Django's connection, so a job that asks for a job does so in its own transaction.
    """
    own = app.with_connector(PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=POOL))
    own.periodic_defaults = {"max_delay": MADE_UP_SECONDS}
    return own


async def _serve() -> None:
    worker_app = own_app()
    queues = {task.queue for task in worker_app.tasks.values()} - {rescue.QUEUE}
    async with worker_app.open_async():
        workers = [
            asyncio.create_task(_work(worker_app, sorted(queues), concurrency=CONCURRENCY)),
            asyncio.create_task(_work(worker_app, [rescue.QUEUE], concurrency=1)),
        ]
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, _stop, workers)
        done, _going_on = await asyncio.wait(workers, return_when=asyncio.FIRST_COMPLETED)
        _stop(workers)
        await asyncio.gather(*workers, return_exceptions=True)
        for task in done:
            if not task.cancelled():
                task.result()


async def _work(worker_app: App, queues: list[str], *, concurrency: int) -> None:
    await worker_app.run_worker_async(
        queues=queues,
        concurrency=concurrency,
        update_heartbeat_interval=HEARTBEAT_SECONDS,
        stalled_worker_timeout=STALLED_SECONDS,
        fetch_job_polling_interval=POLL_SECONDS,
        shutdown_graceful_timeout=GRACE_SECONDS,
        delete_jobs="successful",
        install_signal_handlers=False,
        listen_notify=queues != [rescue.QUEUE],
    )


def _stop(workers: list[asyncio.Task[None]]) -> None:
    """Cancelling asks a worker to finish what it does and take nothing new."""
    for worker in workers:
        worker.cancel()
