"""Form 05 tells the reason the dossier really ended for, and sends nobody for papers that were never there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.apps.dossiers.commands import upkeep, withdrawing
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import TUESDAY_9AM, revision
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from tests.desk.test_news_on_the_slip import words_of

S = DossierState
TWENTY_DAYS_ON = TUESDAY_9AM + timedelta(days=20)


def expire(centre_id: int) -> None:
    with scope.use(scope.Scope(centres=(centre_id,))):
        upkeep.tick(centre_id=centre_id, actor=Actor.system("deadline-clock"), at=TWENTY_DAYS_ON)


def printed(browser, dossier_id, form: str = "05") -> str:
    with clock.stopped(TWENTY_DAYS_ON):
        return words_of(browser.post(f"/desk/dossiers/{dossier_id}/print/{form}.pdf").content)


@pytest.mark.parametrize(
    ("state", "form", "told"),
    [
        (
            S.AWAITING_SUPPLEMENT,
            "05",
            "yêu cầu bổ sung lần 1 (mẫu 02), ngày 17/11/2026. Hạn: 11:00, ngày 02/12",
        ),
        (S.AWAITING_INTAKE_SUPPLEMENT, "03", "yêu cầu bổ sung lần 1 (mẫu 02), ngày 17/11/2026. Hạn: 10:00"),
        (S.AWAITING_DUTY, "05", "Quá hạn thực hiện nghĩa vụ tài chính. Hạn: 11:00, ngày 02/12/2026"),
    ],
)
def test_what_ran_out_is_named_with_its_number_and_its_day(centre, as_hoa, bring, state, form, told):
    found = bring(state)
    expire(centre.id)
    said = printed(as_hoa, found, form)
    assert told in said
    assert "xin rút" not in said
    assert "bất cứ lúc nào" not in said


def test_a_withdrawal_is_told_in_the_persons_words_and_the_leaders_apart(as_hoa, bring, tuan):
    found = bring(S.WITHDRAWAL_REQUESTED)
    with scope.use(scope.for_actor(tuan)):
        withdrawing.grant(
            dossier_id=found, note="Đã gọi điện", actor=tuan, at=TUESDAY_9AM + timedelta(hours=4),
            seen_revision=revision(found),
        )  # fmt: skip
    said = printed(as_hoa, found)
    assert "Lý do: Ông/bà xin rút hồ sơ: Không cần nữa" in said
    assert "Ý kiến của người ký: Đã gọi điện" in said
    assert "bất cứ lúc nào" in said


def test_a_stop_by_law_sends_nobody_straight_back(as_hoa, bring):
    said = printed(as_hoa, bring(S.STOPPED))
    assert "Lý do: Hết căn cứ" in said
    assert "bất cứ lúc nào" not in said
    assert "bản chính đã nhận (nếu có) được trả lại tại" in said
