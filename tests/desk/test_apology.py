"""A promise that is not kept: a leader apologises once, tells a later date, prints form 04; the first date stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.apps.audit.models import Entry
from motcua.apps.dossiers.commands import apologising
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import TUESDAY_9AM, brought_to, make_procedure, reload, revision
from motcua.apps.notifications import queries as notifications
from motcua.apps.notifications import subscribers
from motcua.apps.outbox.models import Fact
from motcua.apps.outbox.values import FactView
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.clock import office_time
from motcua.kernel.errors import Invalid, NotAllowed, SomeoneWasFaster

S = DossierState
#: Three working days from Tuesday the 17th: due on Friday the 20th.
LATE = office_time(2026, 11, 23, 9)
NEW = office_time(2026, 11, 27, 16)
ORDER: dict[str, Any] = {"due_at": NEW, "ground": "118/2025/NĐ-CP", "reason": "Chờ ý kiến cơ quan thuế"}


@pytest.fixture
def cast(lan: Actor, minh: Actor, hoa: Actor, tuan: Actor) -> dict[str, Actor]:
    return {"citizen": lan, "clerk": minh, "specialist": hoa, "leader": tuan}


@pytest.fixture
def late(centre: Any, cast: dict[str, Actor]) -> Any:
    return brought_to(S.PROCESSING, centre_id=centre.id, version=make_procedure(), cast=cast)


def put_off(dossier: Any, actor: Actor, **changes: Any) -> Any:
    given = {**ORDER, "at": LATE, "seen_revision": revision(dossier), **changes}
    with scope.use(scope.for_actor(actor)):
        return apologising.put_off(dossier_id=dossier, actor=actor, **given)


def told(dossier: Any, centre: Any) -> list[str]:
    """Deliver every fact of putting off twice, as the outbox may; the apologies there are then."""
    with scope.use(scope.Scope(centres=(centre.id,))):
        for fact in Fact.objects.filter(key=dossier, topic="dossiers.PromisePutOff"):
            for _ in range(2):
                view = FactView(fact.id, fact.topic, fact.key, centre.id, fact.body, fact.at)
                subscribers.promise_put_off(fact=view, at=LATE)
        return [row.kind for row in notifications.messages_of(dossier_id=dossier)]


def test_an_apology_goes_once_and_the_first_date_stays(late, centre, tuan):
    before = reload(late)
    put_off(late, tuan)
    row = reload(late)
    assert (row.told_due, row.first_due, row.legal_due, row.sort_due) == (
        NEW, before.first_due, before.legal_due, before.sort_due,
    )  # fmt: skip
    with pytest.raises(apologising.PutOffBefore, match=r"16:00, 27/11/2026"):
        put_off(late, tuan, due_at=NEW + timedelta(days=3))
    assert told(late, centre) == ["late_apology"]
    with scope.use(scope.Scope(centres=(centre.id,))):
        assert Entry.objects.filter(command="dossiers.put_off").count() == 1


def test_a_second_press_from_an_old_page_tells_that_it_was_done(late, tuan):
    seen = revision(late)
    put_off(late, tuan, seen_revision=seen)
    with pytest.raises(apologising.PutOffBefore):
        put_off(late, tuan, seen_revision=seen)


def test_a_colleagues_change_is_noticed(late, tuan):
    with pytest.raises(SomeoneWasFaster):
        put_off(late, tuan, seen_revision=revision(late) - 1)


def test_where_the_law_allows_more_a_further_promise_has_its_own_apology(late, centre, tuan, settings):
    settings.EXTENSIONS_AT_MOST = 2
    put_off(late, tuan)
    put_off(late, tuan, due_at=NEW + timedelta(days=3), at=NEW + timedelta(hours=1))
    assert told(late, centre) == ["late_apology", "late_apology"]


@pytest.mark.parametrize("who", ["clerk", "specialist"])
def test_only_a_leader_signs(late, cast, who):
    with pytest.raises(NotAllowed):
        put_off(late, cast[who])


def test_there_is_nothing_to_apologise_for_while_the_promise_can_be_kept(late, tuan):
    with pytest.raises(apologising.NotLateYet):
        put_off(late, tuan, at=TUESDAY_9AM + timedelta(hours=4))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"due_at": office_time(2026, 11, 20, 16)}, "due_at"),
        ({"due_at": office_time(2026, 11, 24, 9)}, "due_at"),  # a holiday
        ({"due_at": office_time(2026, 11, 27, 12)}, "due_at"),  # noon
        ({"ground": " "}, "ground"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_bad_apology_is_told_by_its_field(late, tuan, changes, field):
    with pytest.raises(Invalid) as refused:
        put_off(late, tuan, **changes)
    assert list(refused.value.problems) == [field]


FORM = {"due_at": "2026-11-27T16:00", "ground": "118/2025/NĐ-CP", "reason": "Chờ ý kiến cơ quan thuế"}


def test_the_desk_offers_it_to_the_leader_when_it_is_late_and_prints_form_04(late, as_tuan, as_hoa, as_lan):
    button, page = f"/desk/dossiers/{late}/do/apologise/", f"/desk/dossiers/{late}/"
    with clock.stopped(TUESDAY_9AM):
        assert button not in as_tuan.get(page).content.decode()
    with clock.stopped(LATE):
        assert button in as_tuan.get(page).content.decode()
        assert button not in as_hoa.get(page).content.decode()
        assert as_tuan.post(button, {**FORM, "seen_revision": revision(late)}).status_code == 302
        shown = as_tuan.get(page).content.decode()
        assert button not in shown
        assert "xin lỗi và hẹn lại" in shown
        again = as_tuan.post(button, {**FORM, "seen_revision": revision(late)})
        assert again.status_code == 409
        assert "Đã xin lỗi và hẹn lại đến 16:00, 27/11/2026" in again.content.decode()
        pdf = as_tuan.post(f"/desk/dossiers/{late}/print/04.pdf")
    assert pdf.content.startswith(b"%PDF")


def test_the_person_reads_the_apology_the_new_date_and_the_old_one(late, tuan, client: Client, centre):
    put_off(late, tuan)
    client.post("/tra-cuu/", {"code": reload(late).code, "second_fact": "999000000001"})
    page = client.get("/tra-cuu/ho-so/").content.decode()
    assert "Hẹn lại" in page
    assert "Trung tâm xin lỗi vì chậm." in page
    assert "27/11/2026, 16:00" in page
    assert "20/11/2026" in page
    assert ORDER["reason"] not in page, "an officer's words are for the person's own page"
