"""A decision: imported, compared, approved by a second person, in force at midnight; withdrawn before, undone after."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.apps.procedures import queries
from motcua.apps.procedures.commands import changing, set_fact, sign_fact
from motcua.apps.procedures.models import ChangeRow, ChangeSet, Version
from motcua.apps.procedures.rules.changes import said_in
from motcua.apps.procedures.rules.document import BadRow
from motcua.apps.procedures.tests.decisions import FIRST_OF_AUGUST, approved, change, decided, prepared, seen
from motcua.apps.procedures.tests.factories import CENTRE, NOON, a_day, full_row, imported, keeper
from motcua.apps.procedures.values import ChangeState
from motcua.kernel.actor import Actor, Role
from motcua.kernel.clock import local, office_time
from motcua.kernel.errors import Invalid, NotAllowed, NotFound, SomeoneWasFaster

pytestmark = pytest.mark.django_db

CODE = "9.990001"
FEE = {"lines": [{"line": "Lệ phí", "amount": 30000}]}
TERM = {"quantity": "5", "unit": "working_day"}
EVE, MIDNIGHT = office_time(2026, 7, 31, 23, 59), office_time(2026, 8, 1)
REPEAL = {"code": CODE, "action": "bãi bỏ", "facts": {"replaced_by": ["9.990009"]}}
NEW = {"code": "9.990009", "action": "mới", "title": "Thủ tục mới", "field": "Lĩnh vực mới", "facts": {"term:1": TERM}}


@pytest.fixture(autouse=True)
def _a_procedure() -> None:
    queries.forget()
    imported(full_row())


def at(moment: Any, code: str = CODE, centre_id: int | None = None) -> Any:
    return queries.in_force(code, on=local(moment).date(), centre_id=centre_id)


def test_nothing_changes_before_a_second_person_approves() -> None:
    key = prepared(change(facts={"term:1": TERM}))
    assert seen(key).head.state is ChangeState.WAITING
    assert str(at(MIDNIGHT).term(1).value.quantity) == "3"
    assert Version.objects.count() == 1


def test_an_approved_set_holds_from_midnight_of_its_day_in_a_running_process() -> None:
    assert approved(prepared(change(title="Tên mới", facts={"term:1": TERM, "fee:1": FEE}))) == FIRST_OF_AUGUST
    assert [at(m).title for m in (EVE, MIDNIGHT)] == ["Thủ tục mẫu 9.990001", "Tên mới"]
    assert [int(at(m).term(1).value.quantity) for m in (EVE, MIDNIGHT)] == [3, 5]
    assert [len(queries.search("tên mới", on=local(m).date()).rows) for m in (EVE, MIDNIGHT)] == [0, 1]
    assert at(MIDNIGHT).offer(1).fee.source == "12/QĐ-MẪU"


def test_the_difference_is_told_fact_by_fact_and_paper_by_paper() -> None:
    papers = [{"title": "Tờ khai mẫu", "originals": 2}, {"title": "Ảnh mẫu", "originals": 1}]
    key = prepared(change(title="Tên mới", cases=[{"papers": papers}], facts={"term:1": TERM, "online_level": "full"}))
    [row] = queries.review(key, on=a_day())
    told = [(c.path, str(c.mark)) for c in row.changes]
    assert told == [
        ("title", "changed"), ("online_level", "added"), ("term:1", "changed"),
        ("paper", "changed"), ("paper", "added"),
    ]  # fmt: skip


def test_a_row_that_changes_nothing_is_told_as_unchanged() -> None:
    [row] = queries.review(prepared(change(title="Thủ tục mẫu 9.990001")), on=a_day())
    assert (row.changes, row.blocked, row.stale) == ((), "", False)


def test_bad_rows_are_told_and_stop_nobody() -> None:
    key = prepared(
        json.dumps(change(facts={"term:1": TERM})),
        "{hỏng",
        change("sai-mã", title="x"),
        "",
        change(facts={"term:1": {"unit": "năm"}}),
        {**NEW, "title": ""},
        change("9.990002"),
        change("9.990003", facts={"process": [{"key": "a", "name": "a", "role": "clerk"}]}),
    )
    view = seen(key)
    assert view.codes == (CODE,)
    told = [(p.line, p.field) for p in view.problems]
    assert told == [(2, ""), (3, "code"), (5, "unit"), (6, "title"), (7, ""), (8, "process")]


def test_a_second_line_of_the_same_procedure_is_a_problem() -> None:
    view = seen(prepared(change(title="Một"), change(title="Hai")))
    assert [(p.line, p.field) for p in view.problems] == [(2, "code")]


def test_whole_rows_of_the_catalogues_own_format_are_understood() -> None:
    key = prepared(json.dumps(full_row(name="Tên mới")), full_row("9.990002") | {"action": "mới"})
    rows = {row.code: row for row in queries.review(key, on=a_day())}
    assert [c.path for c in rows[CODE].changes] == ["title"]
    new = rows["9.990002"].new
    assert new
    assert new.may_promise
    approved(key)
    assert at(MIDNIGHT, "9.990002").texts.steps == ("Bước một mẫu.",)


def test_a_new_procedure_and_a_repealed_one_change_places_at_midnight() -> None:
    approved(prepared(NEW, REPEAL))
    assert at(EVE).procedure_code == CODE
    with pytest.raises(NotFound):
        at(EVE, "9.990009")
    with pytest.raises(NotFound):
        at(MIDNIGHT)
    assert at(MIDNIGHT, "9.990009").title == "Thủ tục mới"
    gone = queries.repeal_of(CODE, on=FIRST_OF_AUGUST)
    assert gone is not None
    assert (gone.since, gone.replaced_by) == (FIRST_OF_AUGUST, ("9.990009",))
    assert queries.repeal_of("9.990009", on=FIRST_OF_AUGUST) is None


def test_no_file_brings_a_repealed_procedure_back() -> None:
    approved(prepared(REPEAL))
    assert imported(full_row(name="Bản cũ của nguồn"), at=office_time(2026, 8, 2)).changed == 0
    with pytest.raises(NotFound):
        at(MIDNIGHT)


def test_the_same_source_read_again_takes_no_decision_back() -> None:
    approved(prepared(change(title="Tên mới", facts={"term:1": TERM})))
    assert imported(full_row(), at=office_time(2026, 8, 2)).changed == 0
    assert at(MIDNIGHT).title == "Tên mới"
    imported(full_row(decision="2/QĐ-MẪU"), at=office_time(2026, 8, 3))
    assert int(at(office_time(2026, 8, 3)).term(1).value.quantity) == 5, "a newer source keeps what was decided"


def test_the_preparer_does_not_approve_and_the_database_holds_it() -> None:
    key = prepared(change(title="Tên mới"))
    with pytest.raises(changing.OwnChange):
        approved(key, actor=keeper(1))
    told = {"approved_by": keeper(1).label, "approved_at": NOON, "holds_from": FIRST_OF_AUGUST}
    with pytest.raises(IntegrityError, match="approved_by_another"), transaction.atomic():
        ChangeSet.objects.filter(pk=key).update(**told)


@pytest.mark.parametrize("role", [Role.CLERK, Role.DIRECTOR, Role.AUDITOR, Role.SPECIALIST])
def test_nobody_without_the_duty_prepares_or_approves(role: Role) -> None:
    key, nobody = prepared(change(title="Tên mới")), keeper(3, role=role)
    with pytest.raises(NotAllowed):
        prepared(change(title="Tên mới"), actor=nobody)
    with pytest.raises(NotAllowed):
        approved(key, actor=nobody)
    assert seen(key, actor=nobody).may == frozenset()


def test_the_leader_approves_where_there_is_no_other_centre(centre: Any, tuan: Actor) -> None:
    key = prepared(change(title="Tên mới"), actor=keeper(9001))
    assert "approve" in seen(key, actor=tuan).may
    assert approved(key, actor=tuan) == FIRST_OF_AUGUST


def test_one_communes_leader_does_not_decide_for_the_others(centre: Any, other_centre: Any, tuan: Actor) -> None:
    with pytest.raises(NotAllowed):
        approved(prepared(change(title="Tên mới")), actor=tuan)


def test_of_two_approvers_the_second_is_told() -> None:
    key = prepared(change(title="Tên mới"))
    revision = seen(key).revision
    order: dict[str, Any] = {"change_set_id": key, "seen_revision": revision, "at": NOON}
    changing.approve(actor=keeper(2), **order)
    with pytest.raises(SomeoneWasFaster):
        changing.approve(actor=keeper(3), **order)
    with pytest.raises(changing.ChangeSettled):
        approved(key, actor=keeper(3))
    assert Version.objects.count() == 2


def test_a_set_compared_with_what_has_changed_since_is_stale_until_compared_anew() -> None:
    key = prepared(change(title="Tên mới"))
    fact = set_fact(code=CODE, path="online_level", value="full", source="Văn bản", actor=keeper(1), at=NOON)
    sign_fact(fact_id=fact, actor=keeper(2), at=NOON)
    [row] = queries.review(key, on=a_day())
    assert row.stale
    with pytest.raises(changing.ChangeStale, match=CODE):
        approved(key)
    changing.refresh(change_set_id=key, seen_revision=seen(key).revision, actor=keeper(1), at=NOON)
    approved(key)
    assert (at(MIDNIGHT).title, at(MIDNIGHT).online_level.value) == ("Tên mới", "full")


@pytest.mark.parametrize("row", [{**NEW, "code": CODE}, change("9.990777", title="Không có")])
def test_a_row_that_does_not_fit_what_is_in_force_is_refused_with_its_reason(row: dict[str, Any]) -> None:
    key = prepared(row)
    assert queries.review(key, on=a_day())[0].blocked
    with pytest.raises(changing.ChangeBlocked):
        approved(key)


def test_a_set_under_an_edition_announced_for_later_is_blocked() -> None:
    approved(prepared(change(title="Từ tháng Chín"), effective_from=a_day(1, 9)))
    with pytest.raises(changing.ChangeBlocked):
        approved(prepared(change(title="Từ tháng Tám")))


def test_withdrawn_before_its_day_it_never_holds() -> None:
    key = prepared(change(title="Tên mới"))
    approved(key)
    order: dict[str, Any] = {"change_set_id": key, "actor": keeper(1), "reason": "Ban hành nhầm"}
    changing.withdraw(seen_revision=seen(key).revision, at=EVE, **order)
    assert at(MIDNIGHT).title == "Thủ tục mẫu 9.990001"
    assert seen(key).head.state is ChangeState.WITHDRAWN
    with pytest.raises(changing.ChangeSettled):
        changing.withdraw(seen_revision=seen(key).revision, at=EVE, **order)


def test_a_fact_signed_while_a_set_is_announced_leaves_both_as_they_are_meant() -> None:
    key = prepared(change(title="Tên mới", facts={"term:1": TERM}))
    approved(key)
    fact = set_fact(code=CODE, path="online_level", value="full", source="Văn bản", actor=keeper(1), at=EVE)
    sign_fact(fact_id=fact, actor=keeper(2), at=EVE)
    assert [(at(m).title, at(m).online_level.value) for m in (EVE, MIDNIGHT)] == [
        ("Thủ tục mẫu 9.990001", "full"), ("Tên mới", "full"),
    ]  # fmt: skip
    revision = seen(key).revision
    changing.withdraw(change_set_id=key, seen_revision=revision, reason="Nhầm lẫn", actor=keeper(1), at=EVE)
    assert (at(MIDNIGHT).title, at(MIDNIGHT).online_level.value) == ("Thủ tục mẫu 9.990001", "full")


@pytest.mark.parametrize("signed_after", [False, True])
def test_of_a_signature_and_a_decision_the_later_counts(signed_after: bool) -> None:
    def sign(moment: Any) -> None:
        value = {"quantity": "9", "unit": "day"}
        fact = set_fact(code=CODE, path="term:1", value=value, source="Văn bản", actor=keeper(1), at=moment)
        sign_fact(fact_id=fact, actor=keeper(2), at=moment)

    if not signed_after:
        sign(NOON)
    approved(prepared(change(facts={"term:1": TERM})), at=office_time(2026, 7, 21))
    if signed_after:
        sign(office_time(2026, 7, 22))
    set_other = set_fact(code=CODE, path="fee_at", value="filing", source="Văn bản", actor=keeper(1), at=EVE)
    sign_fact(fact_id=set_other, actor=keeper(2), at=EVE)
    assert int(at(MIDNIGHT).term(1).value.quantity) == (9 if signed_after else 5)
    assert int(at(EVE).term(1).value.quantity) == 9


def test_a_centres_own_fact_lives_on_under_the_decision() -> None:
    fact = set_fact(
        code=CODE, path="supplement_days", value=7, source="Văn bản", actor=keeper(1), at=NOON, centre_id=CENTRE
    )
    sign_fact(fact_id=fact, actor=keeper(2), at=NOON)
    approved(prepared(change(title="Tên mới")))
    here, elsewhere = at(MIDNIGHT, centre_id=CENTRE), at(MIDNIGHT)
    assert (here.title, here.supplement_days) == ("Tên mới", 7)
    assert (elsewhere.title, elsewhere.supplement_days) == ("Tên mới", None)


def test_after_its_day_it_is_undone_by_a_further_set_from_today() -> None:
    key = prepared(change(title="Tên mới"), NEW)
    approved(key)
    later = office_time(2026, 8, 5, 9)
    with pytest.raises(changing.ChangeBegun):
        changing.withdraw(
            change_set_id=key, seen_revision=seen(key).revision, reason="Sai thẩm quyền", actor=keeper(1), at=later
        )
    undoing = changing.roll_back(
        change_set_id=key, seen_revision=seen(key).revision, reason="Sai thẩm quyền", actor=keeper(1), at=later
    )
    assert at(later).title == "Tên mới"
    approved(undoing, at=later)
    assert [at(m).title for m in (office_time(2026, 8, 4), later)] == ["Tên mới", "Thủ tục mẫu 9.990001"]
    with pytest.raises(NotFound):
        at(later, "9.990009")
    assert (seen(key, at=later).head.state, seen(key).undone_by) == (ChangeState.UNDONE, undoing)


def test_a_repeal_is_undone_too() -> None:
    key = prepared(REPEAL, effective_from=a_day(20))
    approved(key)
    undoing = changing.roll_back(
        change_set_id=key, seen_revision=seen(key).revision, reason="Bãi bỏ nhầm", actor=keeper(1), at=NOON
    )
    approved(undoing)
    assert at(NOON).title == "Thủ tục mẫu 9.990001"


def test_what_another_set_rests_on_goes_last() -> None:
    first = prepared(change(title="Một"))
    approved(first)
    approved(prepared(change(facts={"term:1": TERM}), effective_from=a_day(2, 8)))
    with pytest.raises(changing.ChangeNeeded):
        changing.withdraw(
            change_set_id=first, seen_revision=seen(first).revision, reason="Nhầm lẫn", actor=keeper(1), at=NOON
        )


def test_a_day_that_has_passed_means_today() -> None:
    assert approved(prepared(change(title="Tên mới"), effective_from=a_day(1, 7))) == a_day(20)
    assert [at(m).title for m in (office_time(2026, 7, 19), NOON)] == ["Thủ tục mẫu 9.990001", "Tên mới"]


@pytest.mark.parametrize("told", [{"number": " "}, {"issuer": ""}, {"source": ""}])
def test_a_decision_without_its_facts_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        changing.prepare(decision=decided(**told), rows=[change(title="x")], actor=keeper(1), at=NOON)
    with pytest.raises(Invalid):
        changing.prepare(decision=decided(), rows=[], actor=keeper(1), at=NOON)


def test_what_was_prepared_cannot_be_rewritten_or_deleted() -> None:
    key = prepared(change(title="Tên mới"))
    for table in (ChangeSet.objects.filter(pk=key), ChangeRow.objects.filter(change_set=key)):
        with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
            table._raw_delete(table.db)
    with pytest.raises(DatabaseError, match="fixed column"), transaction.atomic():
        ChangeRow.objects.filter(change_set=key).update(facts={})


def test_the_cost_of_an_approval_does_not_grow_with_its_rows() -> None:
    costs = []
    for start, rows in ((100, 1), (200, 40)):
        codes = [f"9.{start + n:06}" for n in range(rows)]
        imported(*(full_row(code) for code in codes))
        key = prepared(*(change(code, title=f"Mới {code}") for code in codes))
        with CaptureQueriesContext(connection) as spent:
            approved(key)
        costs.append(len(spent))
    assert costs[1] == costs[0]


@pytest.mark.parametrize("row", ["[]", "x" * 2_000_001, {"code": CODE, "action": "đổi"}, {"code": CODE, "cases": 5}])
def test_a_crooked_row_is_a_bad_row(row: Any) -> None:
    with pytest.raises(BadRow):
        said_in(row)
