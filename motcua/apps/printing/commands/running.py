"""Long prints: asked for in a moment, set by a worker, kept for a week."""

from __future__ import annotations

import io
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pikepdf
import structlog
from django.db import transaction
from django.db.models import Q

from motcua.apps.audit import commands as audit
from motcua.apps.printing import gateways
from motcua.apps.printing.models import Run
from motcua.apps.printing.values import Form, Size
from motcua.base import jobs
from motcua.base.db import rows
from motcua.kernel.actor import Actor
from motcua.kernel.ids import uuid7

log = structlog.get_logger("printing")

#: A board of last week says what was true last week.
KEPT = timedelta(days=7)


def ask(
    *,
    template: Form,
    payload: Mapping[str, Any],
    size: Size,
    title: str,
    sheets: int,
    centre_id: int,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Have a payload without personal data set by a worker; the key under which it can be fetched."""
    made = Run(
        id=uuid7(), centre_id=centre_id, template=template, size=size, title=title[:200], sheets=sheets,
        payload=dict(payload), asked_at=at, asked_by=actor.label,
    )  # fmt: skip
    with transaction.atomic(), rows.together():
        rows.add(made)
        outcome = f"{template} {size}, {sheets} sheets"
        audit.record(command="printing.ask", actor=actor, at=at, ids=(made.id,), outcome=outcome, centre_id=centre_id)
        jobs.later("printing.run", run_id=str(made.id), centre_id=centre_id)
    return made.id


def work(*, run_id: UUID, at: datetime) -> None:
    """Set one run outside any transaction; one that is done already, or forgotten, is left alone.

    A payload that cannot be set is told as failed: trying again would change nothing.
    """
    run = Run.objects.filter(pk=run_id, finished_at=None).first()
    if run is None or run.payload is None:
        return
    begun = time.monotonic()
    found: dict[str, Any] = {}
    try:
        pdf = gateways.typeset(
            template=Form(run.template), payload=run.payload, size=Size(run.size), copy_number=1, reason="",
            at=run.asked_at,
        )  # fmt: skip
    except RuntimeError as problem:  # what the typesetter says may quote the payload, which holds nothing of a person
        log.exception("run.failed", run_id=str(run_id), reason=str(problem)[:300])
        found = {"failed": True}
    else:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            found = {"pdf": pdf, "pages": len(opened.pages)}
    found["seconds"] = round(time.monotonic() - begun, 2)
    Run.objects.filter(pk=run_id, finished_at=None).update(finished_at=at, **found)
    log.info("run.finished", run_id=str(run_id), seconds=found["seconds"], pages=found.get("pages", 0))


def forget_runs(*, at: datetime) -> int:
    """Drop payload and PDF of runs older than a week, in the present scope; the rows stay."""
    old = Run.objects.filter(asked_at__lt=at - KEPT)
    return old.filter(Q(pdf__isnull=False) | Q(payload__isnull=False)).update(pdf=None, payload=None)
