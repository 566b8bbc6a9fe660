"""A decision of forty changes over running dossiers: weighed, rehearsed, in force at midnight; what is filed stays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.apps.dossiers import queries, tasks
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.tests.factories import (
    METHODS,
    TUESDAY_9AM,
    counter_dossier,
    make_procedure,
    reload,
)
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.commands import changing
from motcua.apps.procedures.queries import _memory
from motcua.apps.procedures.tests.decisions import approved, change, prepared, seen
from motcua.apps.procedures.tests.factories import full_row, imported, keeper
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.clock import local, office_time
from motcua.kernel.errors import NotFound

CODE = "9.990001"
FIRST = date(2026, 12, 1)
EVE, MIDNIGHT = office_time(2026, 11, 30, 23, 50), office_time(2026, 12, 1, 0, 0)
FIVE_DAYS = {"quantity": "5", "unit": "working_day"}
TWO_PAPERS = [{"papers": [{"title": "Tờ khai mẫu"}, {"title": "Ảnh mẫu", "originals": 2}]}]
NEW_FEE = {"lines": [{"line": "Lệ phí", "amount": 15000}]}


def forty_changes() -> list[dict[str, Any]]:
    """Thirty changed, five new, five repealed; the first touches term, fee and papers."""
    first = change(CODE, cases=TWO_PAPERS, facts={"term:1": FIVE_DAYS, "term:2": FIVE_DAYS, "fee:2": NEW_FEE})
    rest = [change(f"9.9910{n:02}", title=f"Tên mới {n}", facts={"term:1": FIVE_DAYS}) for n in range(29)]
    new = [{"code": f"9.9920{n:02}", "action": "new", "title": f"Mới {n}", "field": "Lĩnh vực mẫu"} for n in range(5)]
    gone = [{"code": f"9.9930{n:02}", "action": "repeal", "facts": {"replaced_by": [f"9.9920{n:02}"]}}
            for n in range(5)]  # fmt: skip
    return [first, *rest, *new, *gone]


@pytest.fixture
def procedure(centre):
    imported(
        *(full_row(f"9.9910{n:02}", methods=METHODS) for n in range(29)),
        *(full_row(f"9.9930{n:02}", methods=METHODS) for n in range(5)),
        at=office_time(2026, 7, 20),
    )
    return make_procedure()


def weigher(centre):
    return keeper(centre_id=centre.id)


def rehearse(key: int, *, at: Any = EVE) -> Any:
    """Asked for by the keeper, done by the job."""
    changing.ask_rehearsal(change_set_id=key, seen_revision=seen(key, at=at).revision, actor=keeper(1), at=at)
    with clock.stopped(at):
        tasks.rehearse(change_set_id=key)
    return seen(key, at=at).rehearsal


def test_forty_changes_come_into_force_at_midnight_and_running_dossiers_keep_theirs(procedure, centre, minh):
    before = counter_dossier(centre_id=centre.id, version=procedure, clerk=minh).dossier_id
    pinned = reload(before)
    key = prepared(*forty_changes(), effective_from=FIRST, at=TUESDAY_9AM)
    assert len(seen(key).codes) == 40
    assert [row for row in procedures.review(key, on=FIRST) if row.blocked or row.stale or not row.changes] == []
    assert approved(key, at=EVE) == FIRST
    last = counter_dossier(
        centre_id=centre.id, version=procedures.in_force(CODE, on=local(EVE).date()), clerk=minh, at=EVE
    )
    first = counter_dossier(
        centre_id=centre.id, version=procedures.in_force(CODE, on=local(MIDNIGHT).date()), clerk=minh, at=MIDNIGHT
    )
    rows = [reload(each.dossier_id) for each in (last, first)]
    assert [row.term and row.term["quantity"] for row in rows] == ["3", "5"]
    assert (reload(before).version_id, reload(before).first_due) == (pinned.version_id, pinned.first_due)
    assert procedures.in_force("9.992003", on=FIRST).title == "Mới 3"
    with pytest.raises(NotFound):
        procedures.in_force("9.993003", on=FIRST)
    assert procedures.in_force("9.993003", on=local(EVE).date()).procedure_code == "9.993003"


def test_who_keeps_the_catalogue_counts_running_dossiers_and_drafts_and_sees_no_name(procedure, centre, minh, lan):
    for _ in range(3):
        counter_dossier(centre_id=centre.id, version=procedure, clerk=minh)
    with scope.use(scope.for_actor(lan)):
        from_lan = Dossier(centre_id=centre.id, version_id=procedure.id, work_field="x", state="DRAFT",
                           author_id=lan.account_id, begun_at=EVE, touched_at=EVE)  # fmt: skip
        from_lan.save()
    order = {"actor": weigher(centre), "centre_id": centre.id, "codes": [CODE, "9.993003"]}
    with scope.use(scope.for_actor(weigher(centre))):
        page = queries.concerned(**order)
        assert (page.total, {row.state for row in page.rows}) == (3, {"RECEIVED"})
        assert queries.drafts_concerned(**order) == 1
        nobody = {**order, "actor": minh}
        assert (queries.concerned(**nobody).total, queries.drafts_concerned(**nobody)) == (0, 0)


def test_a_rehearsal_counts_what_would_have_been_otherwise(procedure, centre, minh):
    version = procedures.in_force("9.991001", on=local(EVE).date())
    counter_dossier(centre_id=centre.id, version=procedure, clerk=minh)
    counter_dossier(centre_id=centre.id, version=version, clerk=minh)
    counter_dossier(centre_id=centre.id, version=version, clerk=minh, at=office_time(2026, 8, 3, 9))
    told = rehearse(prepared(*forty_changes(), effective_from=FIRST, at=TUESDAY_9AM))
    assert (told["total"]["dossiers"], told["total"]["later"], told["centres"]) == (2, 2, 1)
    [first] = [row for row in told["rows"] if row["code"] == CODE]
    assert (first["papers_more"], first["papers_fewer"], first["earlier"]) == (1, 0, 0)


def test_a_rehearsal_reckons_the_new_due_date_with_the_calendar(procedure, centre, minh):
    counter_dossier(centre_id=centre.id, version=procedure, clerk=minh, at=office_time(2026, 11, 23, 9))
    key = prepared(change(facts={"term:1": FIVE_DAYS}), effective_from=FIRST)
    with scope.use(scope.for_actor(weigher(centre))):
        proposal = procedures.proposal(key, on=local(EVE).date())
        [row] = queries.rehearsed(actor=weigher(centre), centre_id=centre.id, proposal=proposal, now=EVE)
    assert row.differs
    # Received on Monday the 23rd; the 24th is a holiday: three working days end on Friday, five on Tuesday.
    assert [due and local(due).date() for due in (row.old_due, row.new_due)] == [date(2026, 11, 27), date(2026, 12, 1)]


def test_a_price_that_can_be_told_is_compared_in_dong(procedure, centre, minh):
    settle_fee = {"fee:1": {"lines": [{"line": "Lệ phí", "amount": 8000}]}}
    approved(prepared(change(facts=settle_fee), effective_from=date(2026, 8, 1)), at=TUESDAY_9AM)
    version = procedures.in_force(CODE, on=local(EVE).date())
    counter_dossier(centre_id=centre.id, version=version, clerk=minh, at=EVE - timedelta(days=1))
    told = rehearse(prepared(change(facts={"fee:1": NEW_FEE}), effective_from=FIRST, at=EVE))
    assert (told["total"]["fees"], told["total"]["fee_more"]) == (1, 7000)


def test_a_rehearsal_that_was_overtaken_is_not_kept(procedure, centre):
    key = prepared(change(title="Tên mới"), effective_from=FIRST, at=TUESDAY_9AM)
    changing.keep_rehearsal(change_set_id=key, asked_at=EVE, result={}, actor=keeper(1), at=EVE)
    assert seen(key).rehearsal is None
    tasks.rehearse(change_set_id=key)
    assert seen(key).rehearsed_at is None


ROWS = st.lists(
    st.sampled_from([
        change(title="Một"), change(facts={"term:1": FIVE_DAYS}), change(cases=TWO_PAPERS),
        {"code": CODE, "action": "repeal"}, change(facts={"fee:2": NEW_FEE}),
    ]), min_size=1, max_size=4,
)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, wait=st.integers(0, 3), undo=st.booleans())
def test_no_decision_ever_alters_a_filed_dossier(procedure, centre, minh, rows, wait, undo):
    filed = counter_dossier(centre_id=centre.id, version=procedure, clerk=minh).dossier_id
    pinned, facts = reload(filed), procedures.version(procedure.id)
    for step, row in enumerate(rows):
        at = TUESDAY_9AM + timedelta(days=step, minutes=1)
        key = prepared(row, effective_from=local(at).date() + timedelta(days=wait), at=at)
        try:
            approved(key, at=at)
        except (changing.ChangeBlocked, changing.ChangeStale):
            continue
        if undo and not wait:
            back = changing.roll_back(
                change_set_id=key, seen_revision=seen(key, at=at).revision, reason="Thử rút lại", actor=keeper(1), at=at
            )
            approved(back, at=at)
    _memory._views.pop(procedure.id, None)
    again = reload(filed)
    assert procedures.version(procedure.id) == facts
    assert {f.attname: getattr(again, f.attname) for f in Dossier._meta.fields} == {
        f.attname: getattr(pinned, f.attname) for f in Dossier._meta.fields
    }
