"""A procedure for programs: one JSON document of a stable shape, and the schema.org description in the page.

The shape is `docs/procedure-json.md`; what is unknown is said to be, and no name of an officer is told.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.apps.organization.values import CentreView
from motcua.apps.procedures.values import (
    Case,
    Channel,
    ChannelOffer,
    Exemption,
    Fact,
    Fee,
    OnlineWhere,
    VersionView,
)
from motcua.apps.procedures.values.reading import Edition
from motcua.apps.workcalendar.values import Term
from motcua.surfaces.portal.views.answers import CHANNELS, Answers, ChannelRow

SCHEMA = "motcua.procedure/1"
_CHANNELS = {Channel.COUNTER: "counter", Channel.ONLINE: "online", Channel.POST: "post"}
Json = dict[str, Any]


def address_of(code: str) -> str:
    """The public address of a procedure's page, as printed and drawn in its QR code."""
    return settings.PUBLIC_URL + reverse("portal:procedure", args=[code])


def mark_of(version: VersionView, centre: CentreView, edition: Edition) -> str:
    """The entity tag: differs whenever the document may."""
    return f'"{SCHEMA}.{centre.id}.{version.id}.{edition.stamp}"'


def document(version: VersionView, centre: CentreView, edition: Edition) -> Json:
    """The whole procedure as it holds at one centre."""
    return {
        "schema": SCHEMA,
        "page": address_of(version.procedure_code),
        **_head(version),
        "centre": {"name": centre.name, "address": centre.address, "phone": centre.phone},
        "cases": [_case(case) for case in version.cases],
        "channels": [_channel(offer) for offer in version.channels],
        "facts": {
            "exemptions": _fact(version.exemptions),
            "competent_agency": _fact(version.competent_agency),
            "online_where": _fact(version.online_where),
            "online_level": _fact(version.online_level),
            "replaced_by": _fact(version.replaced_by),
        },
        "steps": [{"key": s.key, "name": s.name, "budget_minutes": s.budget_minutes} for s in version.process],
        "own_steps": version.own_process,
        "results": [{"name": result.name, "code": result.code} for result in version.result_names],
        "legal_basis": [{"number": basis.number, "name": basis.name} for basis in version.legal_basis],
        "guide": settings.PUBLIC_URL + reverse("portal:guide", args=[version.procedure_code])
        if version.guide.is_known
        else None,
        "catalogue": {
            "revision": edition.number,
            "changed_at": edition.changed_at.isoformat() if edition.changed_at else None,
        },
    }


def _head(version: VersionView) -> Json:
    return {
        "code": version.procedure_code,
        "title": version.title,
        "short_title": version.short_title,
        "summary": version.summary,
        "field": {"slug": version.field, "name": version.field_name},
        "ministry": version.ministry,
        "decision": version.decision,
        "version": {
            "number": version.number,
            "effective_from": version.effective_from.isoformat(),
            "effective_to": version.effective_to.isoformat() if version.effective_to else None,
        },
        "source": {"name": version.source, "url": version.url, "as_of": version.as_of, "full": version.full},
        "applicants": list(version.applicants),
        "levels": list(version.levels),
    }


def _case(case: Case) -> Json:
    papers = [
        {
            "id": paper.id,
            "title": paper.title,
            "cut": paper.cut,
            "originals": paper.originals,
            "copies": paper.copies,
            "required": paper.required,
            "group": paper.group,
            "form": paper.form_name,
        }
        for paper in case.papers
    ]
    return {"id": case.id, "name": case.name, "cut": case.cut, "papers": papers}


def _channel(offer: ChannelOffer) -> Json:
    return {
        "code": int(offer.channel),
        "name": _CHANNELS[offer.channel],
        "term": _fact(offer.term),
        "fee": _fact(offer.fee),
        "exemption_noted": offer.exemption_noted,
    }


def _fact(fact: Fact[Any]) -> Json:
    known: Json = {"standing": str(fact.known), "value": _plain(fact.value), "source": fact.source, "at": fact.at}
    return known if fact.is_known else {**known, "said_instead": "" if fact.raw.startswith("{") else fact.raw}


def _plain(value: object) -> object:
    match value:
        case Term():
            return {"quantity": f"{value.quantity.normalize():f}", "unit": str(value.unit)}
        case Fee():
            lines = [
                {"line": t.line, "amount": int(t.amount), "per": t.per, "first": t.first, "last": t.last}
                for t in value.tariffs
            ]
            return {"lines": lines, "cap": None if value.cap is None else int(value.cap), "cap_per": value.cap_per}
        case Exemption():
            return {"class": value.applicant_class, "name": value.name, "percent_off": value.percent_off}
        case tuple():
            return [_plain(item) for item in value]
        case None:
            return None
    return str(value)


def described(version: VersionView, centre: CentreView, answers: Answers) -> Json:
    """The page as a schema.org GovernmentService; an amount only together with its exemptions."""
    place = {"@type": "Place", "name": centre.name, "address": centre.address}
    said: Json = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": version.short_title,
        "alternateName": version.title,
        "identifier": version.procedure_code,
        "description": version.summary,
        "serviceType": version.field_name,
        "url": address_of(version.procedure_code),
        "provider": {
            "@type": "GovernmentOrganization",
            "name": centre.name,
            "address": centre.address,
            "telephone": centre.phone,
        },
        "areaServed": {"@type": "AdministrativeArea", "name": f"{centre.commune_name}, {centre.province_name}"},
        "availableChannel": [_service_channel(version, offer, place) for offer in version.channels],
        "serviceOutput": [{"@type": "Thing", "name": result.name} for result in version.result_names],
        "offers": [_offer(row) for row in answers.channels if row.fee.known],
    }
    return {key: value for key, value in said.items() if value not in ("", [])}


def _service_channel(version: VersionView, offer: ChannelOffer, place: Json) -> Json:
    told: Json = {"@type": "ServiceChannel", "name": _(CHANNELS[offer.channel])}
    if offer.channel is not Channel.ONLINE:
        return {**told, "serviceLocation": place}
    if version.online_where.value is OnlineWhere.HERE:
        return {**told, "serviceUrl": settings.PUBLIC_URL + reverse("portal:begin", args=[version.procedure_code])}
    return {**told, "serviceUrl": version.url} if version.online_where.is_known and version.url else told


def _offer(row: ChannelRow) -> Json:
    return {"@type": "Offer", "name": row.name, "description": f"{row.fee.short}. {row.fee.note}".strip()}
