"""Answers to the news of dossiers: a message to the filer, written as a row; a job takes it out later."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.notifications import commands
from motcua.apps.notifications.states import Kind
from motcua.apps.notifications.values import told
from motcua.apps.organization import queries as organization
from motcua.apps.outbox.values import FactView


def dossier_moved(*, fact: FactView, at: datetime) -> None:
    """dossiers.DossierMoved v1: tell the filer what is news to a filer; what a clerk had yet to tell may be over."""
    commands.end_overtaken(dossier_id=fact.key, at=at)
    commands.tell_move(
        dossier_id=fact.key,
        action=fact.body["action"],
        to_state=fact.body["to_state"],
        moved_at=datetime.fromisoformat(fact.body["moved_at"]),
        at=at,
    )


def promise_put_off(*, fact: FactView, at: datetime) -> None:
    """dossiers.PromisePutOff v1: send the apology, once however often the fact comes."""
    told = dossiers.put_off(dossier_id=fact.key, promise_id=UUID(fact.body["promise_id"]))
    commands.apologise(dossier_id=fact.key, promise_at=told.promised_at, reason=told.reason, at=at)


def promise_reckoned(*, fact: FactView, at: datetime) -> None:
    """dossiers.PromiseReckoned v1: tell the filer of the date a changed calendar moved, and why."""
    if fact.body["moved"]:
        reckoned_at = datetime.fromisoformat(fact.body["reckoned_at"])
        commands.tell_new_date(dossier_id=fact.key, reckoned_at=reckoned_at, at=at)


def signatory_asked(*, fact: FactView, at: datetime) -> None:
    """dossiers.SignatoryAsked v1: send somebody who signs too their own link; a newer link has made this one idle."""
    signatory_id, serial = UUID(fact.body["signatory_id"]), fact.body["serial"]
    asked_at = datetime.fromisoformat(fact.body["asked_at"])
    phone = dossiers.phone_to_ask(signatory_id=signatory_id, dossier_id=fact.key, serial=serial)
    link = dossiers.link_of(dossier_id=fact.key, signatory_id=signatory_id, serial=serial, asked_at=asked_at)
    centre_id = fact.body["centre_id"]
    commands.tell(
        kind=Kind.SIGNATORY_ASKED,
        to=phone,
        params={
            "centre": organization.centre(centre_id).name,
            "until": told(asked_at + timedelta(days=dossiers.LINK_DAYS)),
            "link": f"{settings.PUBLIC_URL}/xac-nhan/{link}/",
        },
        centre_id=centre_id,
        at=at,
        dossier_id=fact.key,
    )


def signatory_answered(*, fact: FactView, at: datetime) -> None:
    """dossiers.SignatoryAnswered v1: tell the filer of a no, and of the last yes."""
    commands.tell_answer(
        dossier_id=fact.key,
        agreed=fact.body["agreed"],
        answered_at=datetime.fromisoformat(fact.body["answered_at"]),
        at=at,
    )
