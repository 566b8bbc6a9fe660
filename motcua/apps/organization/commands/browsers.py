"""Browsers of the centre that many share: who said so of one stands in the log; the browser itself keeps the word."""

from __future__ import annotations

from datetime import datetime

from motcua.apps.audit import commands as audit
from motcua.apps.organization import policy
from motcua.kernel.actor import Actor


def share_browser(*, centre_id: int, actor: Actor, at: datetime) -> None:
    """Say of the browser at hand that many share it. Raises NotAllowed."""
    _record("share_browser", centre_id=centre_id, actor=actor, at=at)


def unshare_browser(*, centre_id: int, actor: Actor, at: datetime) -> None:
    """Say of the browser at hand that it is one person's again. Raises NotAllowed."""
    _record("unshare_browser", centre_id=centre_id, actor=actor, at=at)


def _record(command: str, *, centre_id: int, actor: Actor, at: datetime) -> None:
    policy.require_administrator_of(actor, centre_id)
    audit.record(
        command=f"organization.{command}",
        actor=actor.by(policy.ADMINISTRATORS, centre_id),
        at=at,
        ids=(centre_id,),
        outcome=str(centre_id),
        centre_id=centre_id,
    )
