"""Render a frozen payload and keep who printed which copy and why; choose a centre's paper sizes.

Refusals: Invalid > ReasonAsked (a second copy without a reason), Invalid (an unknown form or size).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django.db import IntegrityError, transaction

from motcua.apps.audit import commands as audit
from motcua.apps.printing import gateways, queries
from motcua.apps.printing.models import Printout, TemplateSet
from motcua.apps.printing.values import Form, Rendered, Size, fits
from motcua.base.db import rows
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, SomeoneWasFaster
from motcua.kernel.ids import uuid7

log = structlog.get_logger("printing")

_LONGEST_REASON = 120
#: Two clerks may print the same slip in the same moment; more than this many is no accident.
_MOST_RACES = 5


class ReasonAsked(Invalid):
    """The same paper was printed before: a copy says which it is and why."""

    code = "reprint-reason-asked"

    def __init__(self) -> None:
        super().__init__({"reason": "Giấy này đã in rồi. Xin ghi lý do in lại, ví dụ: người dân làm mất."})


def render(
    *,
    template: Form,
    payload: Mapping[str, Any],
    centre_id: int,
    at: datetime,
    actor: Actor,
    reason: str = "",
    dossier_id: UUID | None = None,
    size: Size | None = None,
) -> Rendered:
    """Print a payload (`values.payload_of`): the PDF, and its number as a copy of the same content.

    The paper is set before the row is written, and no lock is held meanwhile; a number taken by somebody faster
    is set again with the next. Raises ReasonAsked for a second copy without a reason.
    """
    reason = " ".join(reason.split())[:_LONGEST_REASON]
    sizes = queries.sizes_of(centre_id=centre_id)
    chosen = size or sizes.of(template)
    wanted = Printout(
        dossier_id=dossier_id,
        centre_id=centre_id,
        template=template,
        version=f"{gateways.version_of(template)}/{chosen}/{sizes.version}",
        payload_hash=_digest(payload),
        printed_at=at,
        by=actor.label,
        reason=reason,
    )
    for _ in range(_MOST_RACES):
        pdf = _set_next(wanted, payload=payload, size=chosen)
        if _kept(wanted, actor=actor):
            return Rendered(pdf=pdf, copy_number=wanted.copy_number, printout_id=wanted.id)
    raise SomeoneWasFaster


def preview(*, template: Form, payload: Mapping[str, Any], at: datetime, size: Size = Size.A4) -> bytes:
    """The PDF of a paper that is not handed out: nothing is counted or kept."""
    return gateways.typeset(template=template, payload=payload, size=size, copy_number=1, reason="", at=at)


def choose_sizes(*, centre_id: int, sizes: Mapping[str, str], note: str, actor: Actor, at: datetime) -> int:
    """Set the paper size of each form at a centre; the new version. Raises Invalid for an unknown form or size."""
    problems = {
        form: "Các mẫu giấy in khổ A4 hoặc A5; tờ niêm yết in khổ A3 hoặc A4."
        for form, size in sizes.items()
        if form not in set(Form) or size not in set(Size) or not fits(Form(form), Size(size))
    }
    if problems:
        raise Invalid(problems)
    version = queries.sizes_of(centre_id=centre_id).version + 1
    made = TemplateSet(centre_id=centre_id, version=version, sizes=dict(sizes), note=note[:200], since=at)
    try:
        with transaction.atomic(), rows.together():
            rows.add(made)
            _audit("printing.choose_sizes", made.id, actor=actor, at=at, centre_id=centre_id, outcome=version)
    except IntegrityError:
        raise SomeoneWasFaster from None
    return version


def _digest(payload: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(json.dumps(payload, ensure_ascii=False, sort_keys=True).encode()).digest()


def _set_next(wanted: Printout, *, payload: Mapping[str, Any], size: Size) -> bytes:
    """The paper with the next free number, which `wanted` then holds; raises ReasonAsked."""
    template = Form(wanted.template)
    made = queries.copies_made(centre_id=wanted.centre_id, template=template, payload_hash=bytes(wanted.payload_hash))
    if made and not wanted.reason:
        raise ReasonAsked
    wanted.id, wanted.copy_number = uuid7(), made + 1
    return gateways.typeset(
        template=template,
        payload=payload,
        size=size,
        copy_number=wanted.copy_number,
        reason=wanted.reason,
        at=wanted.printed_at,
    )


def _kept(printout: Printout, *, actor: Actor) -> bool:
    """Whether the row was written; not when its number is taken."""
    made = printout
    try:
        with transaction.atomic(), rows.together():
            rows.add(made)
            at, centre_id = made.printed_at, made.centre_id
            _audit("printing.render", made.id, actor=actor, at=at, centre_id=centre_id, outcome=made.copy_number)
    except IntegrityError:
        return False
    log.info("paper.printed", printout_id=str(made.id), template=made.template, copy=made.copy_number)
    return True


def _audit(command: str, key: UUID, *, actor: Actor, at: datetime, centre_id: int, outcome: object) -> None:
    audit.record(command=command, actor=actor, at=at, ids=(key,), outcome=outcome, centre_id=centre_id)
