"""Following: where it is, what is next, the messages; by the code nobody is named, on the own page the officer is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.apps.dossiers.commands import intake, moves, outside, processing, withdrawing
from motcua.apps.dossiers.models import Dossier, Pause, Supplement
from motcua.apps.dossiers.states import Action, DossierState
from motcua.apps.dossiers.tests.factories import (
    LAN,
    PAPER,
    PRICED,
    TUESDAY_9AM,
    ask,
    brought_to,
    counter_dossier,
    decide,
    hand_over,
    make_procedure,
    online_dossier,
    reload,
    request_withdrawal,
    revision,
    work,
)
from motcua.apps.dossiers.values import ItemAsked
from motcua.apps.dossiers.values.outside import OutsideRow
from motcua.apps.dossiers.values.way_back import WayBack
from motcua.apps.notifications import commands as notifications
from motcua.apps.notifications.models import Message
from motcua.apps.notifications.rules import CODES
from motcua.apps.notifications.states import Kind, MessageState
from motcua.apps.organization.values import CentreView
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.surfaces.portal.views import sent, whereabouts

S = DossierState
LATER = TUESDAY_9AM + timedelta(hours=2)


@pytest.fixture
def cast(lan: Actor, minh: Actor, hoa: Actor, tuan: Actor) -> dict[str, Actor]:
    return {"citizen": lan, "clerk": minh, "specialist": hoa, "leader": tuan}


def opened_by_code(browser: Client, code: str) -> str:
    told = browser.post("/tra-cuu/", {"code": code, "second_fact": LAN.number})
    assert told.status_code == 302
    return browser.get("/tra-cuu/ho-so/").content.decode()


def test_every_message_to_the_filer_has_its_words():
    """A code is no message of a dossier, and a link to somebody who signs too is nobody else's."""
    assert set(Kind) - CODES - {Kind.SIGNATORY_ASKED} == set(sent.KINDS)


def test_every_open_state_says_in_whose_hands_it_is_and_what_is_next(db: None) -> None:
    version = make_procedure()
    for state in S:
        held = whereabouts.holder(state, version=version, step_key="", asked=False)
        next_one = whereabouts.coming(state, asked=False, acceptance_due=None, outcome="")
        assert bool(held) is bool(next_one) is state.is_open, state
        can = whereabouts.open_to_public(whereabouts.Standing(state))
        assert bool(can) is (state is not S.DRAFT and state is not S.RETURNED)


def test_the_page_by_code_names_the_desk_and_not_the_officer(centre, cast, client):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=cast["clerk"])
    work(filed.dossier_id, clerk=cast["clerk"], specialist=cast["specialist"], at=LATER)
    page = opened_by_code(client, filed.code)
    assert "Cán bộ giải quyết hồ sơ" in page
    assert "Bước tiếp theo" in page
    assert centre.name in page
    assert "Lê Mẫu Hoa" not in page
    assert LAN.name not in page


def test_work_nobody_was_given_is_told_to_be_with_the_desk(centre, cast, client):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=cast["clerk"])
    ask(filed.dossier_id, cast["clerk"], at=TUESDAY_9AM)
    with scope.use(scope.for_actor(cast["clerk"])):
        moves.advance(dossier_id=filed.dossier_id, action=Action.REPLY, actor=cast["clerk"], at=LATER)
    page = opened_by_code(client, filed.code)
    assert "Bộ phận tiếp nhận và trả kết quả" in page
    assert "Cán bộ giải quyết hồ sơ" not in page


def test_the_frame_of_one_dossier_shows_nothing_of_another(centre, minh, client):
    """The frame is kept: what belongs to a dossier is put in afterwards, for whoever looks."""
    version = make_procedure()
    one, two = (counter_dossier(centre_id=centre.id, version=version, clerk=minh).code for _ in range(2))
    pages = {code: opened_by_code(client, code) for code in (one, two, one)}
    large = client.get("/tra-cuu/ho-so/?co=lon").content.decode()
    assert (one in pages[one], two in pages[one], two in pages[two], one in pages[two]) == (True, False, True, False)
    assert (one in large, two in large, 'class="large"' in large) == (True, False, True)
    assert "@@" not in pages[one] + pages[two] + large
    assert 'class="large"' not in opened_by_code(Client(), two)
    assert client.get("/en/tra-cuu/ho-so/").content.decode() != large


def test_a_step_handed_on_is_seen_at_once(centre, cast, client):
    """The picture is kept: what changes it besides a move must be in its key."""
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=cast["clerk"])
    work(filed.dossier_id, clerk=cast["clerk"], specialist=cast["specialist"], at=LATER)
    assert "Cán bộ giải quyết hồ sơ" in opened_by_code(client, filed.code)
    with scope.opened(filed.dossier_id):
        Dossier.objects.filter(pk=filed.dossier_id).update(approval_asked_at=LATER)
    assert "Lãnh đạo ký kết quả" in opened_by_code(client, filed.code)


def test_the_own_page_names_who_works_on_it(centre, cast, as_lan):
    filed = online_dossier(centre_id=centre.id, version=make_procedure(), citizen=cast["citizen"])
    with scope.use(scope.for_actor(cast["clerk"])):
        intake.accept(dossier_id=filed.dossier_id, actor=cast["clerk"], at=LATER, seen_revision=filed.revision)
    work(filed.dossier_id, clerk=cast["clerk"], specialist=cast["specialist"], at=LATER)
    assert "Lê Mẫu Hoa" in as_lan.get(f"/ho-so/{filed.dossier_id}/").content.decode()


def _tell(dossier: Any, centre: CentreView, kind: Kind, params: dict[str, str]) -> None:
    with scope.opened(dossier):
        notifications.tell(
            kind=kind, to="0000111222", params=params, centre_id=centre.id, at=TUESDAY_9AM, dossier_id=dossier
        )


def test_messages_are_told_by_kind_time_and_state_and_never_anothers(centre, cast, as_lan, client):
    filed = online_dossier(centre_id=centre.id, version=make_procedure(), citizen=cast["citizen"])
    words = dict.fromkeys(("code", "procedure", "centre", "phone", "hours", "answer_by", "due", "address"), "x")
    _tell(filed.dossier_id, centre, Kind.SUBMITTED, words)
    _tell(filed.dossier_id, centre, Kind.SIGNATORY_ASKED, {"centre": "x", "until": "x", "link": "x"})
    for page in (
        as_lan.get(f"/ho-so/{filed.dossier_id}/").content.decode(),
        opened_by_code(client, filed.code),
    ):
        told = page[page.index("Tin đã gửi ông/bà") :].split("</section>")[0]
        assert told.count("<li>") == 1
        assert "Đã nhận hồ sơ nộp trực tuyến" in told
        assert "Chờ gửi" in told
        assert "0000111222" not in told
    with scope.opened(filed.dossier_id):
        Message.objects.filter(kind=Kind.SUBMITTED).update(state=MessageState.OVERTAKEN, error="RECEIVED")
    assert "nội dung không còn đúng" in as_lan.get(f"/ho-so/{filed.dossier_id}/").content.decode()
    assert "0000111222" not in page, "whoever has only the code reads no number"


@pytest.mark.parametrize("rows", [1, 3])
def test_my_dossiers_are_grouped_by_what_needs_me(centre, cast, as_lan, rows, django_assert_num_queries):
    version = make_procedure()
    for state in (S.SUBMITTED, S.AWAITING_INTAKE_SUPPLEMENT, S.REFUSED):
        for _ in range(rows):
            brought_to(state, centre_id=centre.id, version=version, cast=cast)
    as_lan.get("/ho-so/")
    with django_assert_num_queries(2):
        answer = as_lan.get("/ho-so/")
    groups = {name: len(answer.context[name]) for name in ("needed", "running", "ended")}
    assert groups == {"needed": rows, "running": rows, "ended": rows}
    assert "Cần ông/bà bổ sung" in answer.content.decode()


def test_who_looked_says_when_from_which_desk_and_for_what(centre, cast, as_lan, as_minh):
    with clock.stopped(TUESDAY_9AM):
        filed = online_dossier(centre_id=centre.id, version=make_procedure(), citizen=cast["citizen"])
        for _ in range(3):
            as_minh.get(f"/desk/dossiers/{filed.dossier_id}/")
        page = as_lan.get(f"/ho-so/{filed.dossier_id}/ai-da-xem/").content.decode()
    assert page.count("<b>Trần Mẫu Minh</b>") == 1
    assert "3 lần" in page
    assert "mở hồ sơ" in page
    assert "tiếp nhận và trả kết quả" in page


@pytest.mark.parametrize("people", [1, 3])
def test_who_looked_costs_the_same_however_many_looked(
    centre, cast, as_lan, as_minh, as_hoa, as_tuan, people, django_assert_max_num_queries
):
    filed = online_dossier(centre_id=centre.id, version=make_procedure(), citizen=cast["citizen"])
    for browser in (as_minh, as_hoa, as_tuan)[:people]:
        browser.get(f"/desk/dossiers/{filed.dossier_id}/")
    as_lan.get(f"/ho-so/{filed.dossier_id}/ai-da-xem/")
    with django_assert_max_num_queries(14):
        assert as_lan.get(f"/ho-so/{filed.dossier_id}/ai-da-xem/").status_code == 200


def turned_away(centre: CentreView, clerk: Actor, **procedure: Any) -> Any:
    """Sent home from the counter for one paper; the result was wanted by post."""
    with scope.use(scope.for_actor(clerk)):
        return intake.turn_away(
            centre_id=centre.id, version_id=make_procedure(**procedure).id, case_key="", filer=LAN, owner=None,
            components=[PAPER], items=[ItemAsked("Tờ khai chưa ký")], reason="Tờ khai chưa ký", actor=clerk,
            at=TUESDAY_9AM, way_back=WayBack("post", "Số 4, Thôn Mẫu 3"), copies=3,
        )  # fmt: skip


def test_who_has_no_account_is_sent_to_no_account(centre, cast, client):
    """Filed at the counter: nobody could answer, withdraw or read a reason by signing in."""
    filed = turned_away(centre, cast["clerk"])
    page = opened_by_code(client, filed.code)
    assert "Mang giấy tờ đến quầy" in page
    assert "Xin làm trước Thứ Tư, 02/12/2026, 09:00" in page
    assert "đăng nhập" not in page.split("Bây giờ ông/bà có thể")[1].split("</section>")[0].lower()


def test_who_is_sent_home_keeps_what_was_asked_for(centre, cast):
    row = reload(turned_away(centre, cast["clerk"], settled={"fee_at": "acceptance", **PRICED}).dossier_id)
    assert (row.return_by, row.post_address, row.copies, row.conditions_open) == ("post", "Số 4, Thôn Mẫu 3", 3, 1)


def test_what_is_still_owed_is_told(centre, cast, client):
    filed = online_dossier(centre_id=centre.id, version=make_procedure(), citizen=cast["citizen"])
    page = opened_by_code(client, filed.code)
    assert "Ông/bà còn phải: mang đến Trung tâm những giấy tờ đã hẹn." in page
    assert "chưa phải làm gì thêm" not in page


def test_another_systems_dossier_is_answered_there(centre, cast, client):
    row = OutsideRow("G09.20-0001", make_procedure().procedure_code, LAN.name, "5", owner_number=LAN.number)
    with scope.use(scope.for_actor(cast["clerk"])):
        outside.import_list(
            centre_id=centre.id, source_system="mau", rows_given=[row], actor=cast["clerk"], at=TUESDAY_9AM
        )
    page = opened_by_code(client, "G09.20-0001")
    assert "làm trên hệ thống đã nhận hồ sơ" in page
    assert "đến quầy" not in page


def test_a_duty_is_told_with_its_words_and_its_day(centre, cast, as_lan):
    version = make_procedure(settled={"duty_pauses": True})
    filed = online_dossier(centre_id=centre.id, version=version, citizen=cast["citizen"])
    with scope.use(scope.for_actor(cast["clerk"])):
        intake.accept(dossier_id=filed.dossier_id, actor=cast["clerk"], at=LATER, seen_revision=filed.revision)
    work(filed.dossier_id, clerk=cast["clerk"], specialist=cast["specialist"], at=LATER)
    with scope.use(scope.for_actor(cast["specialist"])):
        processing.require_duty(
            dossier_id=filed.dossier_id, note="Nộp lệ phí mẫu tại ngân hàng", actor=cast["specialist"], at=LATER,
            seen_revision=revision(filed.dossier_id),
        )  # fmt: skip
    page = as_lan.get(f"/ho-so/{filed.dossier_id}/").content.decode()
    assert "Nộp lệ phí mẫu tại ngân hàng" in page
    assert "Xin làm trước Thứ Tư, 02/12/2026, 11:00" in page


def test_what_waited_for_a_signature_is_drafted_anew_after_a_pause(centre, cast):
    dossier = brought_to(S.PROCESSING, centre_id=centre.id, version=make_procedure(), cast=cast)
    with scope.opened(dossier):
        Dossier.objects.filter(pk=dossier).update(approval_asked_at=LATER)
    ask(dossier, cast["specialist"], at=LATER)
    row = reload(dossier)
    assert row.approval_asked_at is None
    assert row.reply_by == LATER + timedelta(days=15)


def test_the_day_to_answer_moves_with_the_pause_it_belongs_to(centre, cast):
    dossier = brought_to(S.AWAITING_SUPPLEMENT, centre_id=centre.id, version=make_procedure(), cast=cast)
    at = reload(dossier).touched_at + timedelta(days=1)
    request_withdrawal(dossier, clerk=cast["clerk"], at=at)
    with scope.use(scope.for_actor(cast["leader"])):
        withdrawing.deny(
            dossier_id=dossier,
            ground="118/2025/NĐ-CP",
            reason="Đã gần xong",
            actor=cast["leader"],
            at=at,
            seen_revision=revision(dossier),
        )
    with scope.opened(dossier):
        request = Supplement.objects.get(dossier_id=dossier)
        cap = Pause.objects.get(dossier_id=dossier, until__isnull=True).cap_at
    assert request.reply_by == cap == reload(dossier).reply_by


@pytest.mark.parametrize(
    ("way", "proof", "said"),
    [
        ("post", "post", ("Đã gửi qua bưu chính", "Thôn Mẫu 1", "Bằng chứng: Phiếu gửi bưu chính.")),
        ("counter", "identity", ("Đã trao tại quầy", "người nhận: Chủ hồ sơ", "Bằng chứng: Đã xem giấy tờ tuỳ thân.")),
    ],
)
def test_the_own_page_says_by_which_way_the_result_went(centre, cast, as_lan, way, proof, said):
    posted = WayBack(by="post", address="Thôn Mẫu 1")
    filed = online_dossier(centre_id=centre.id, version=make_procedure(), citizen=cast["citizen"], way_back=posted)
    with scope.use(scope.for_actor(cast["clerk"])):
        intake.accept(
            dossier_id=filed.dossier_id, actor=cast["clerk"], at=TUESDAY_9AM, seen_revision=revision(filed.dossier_id)
        )
    work(filed.dossier_id, clerk=cast["clerk"], specialist=cast["specialist"], at=LATER)
    decide(filed.dossier_id, specialist=cast["specialist"], leader=cast["leader"], at=LATER)
    hand_over(filed.dossier_id, clerk=cast["clerk"], at=LATER, way=way, proof=proof)
    page = as_lan.get(f"/ho-so/{filed.dossier_id}/").content.decode()
    told = page.split("<dt>Kết quả đã trả</dt>", 1)[1].split("</dd>", 1)[0]
    assert all(words in told for words in said)
