"""Messages: written with their act, sent once, held at night, tried again, and never seen by strangers."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.apps.notifications import commands, gateways, queries, rules
from motcua.apps.notifications.models import Message
from motcua.apps.notifications.phrases import BODIES
from motcua.apps.notifications.states import Kind, MessageState
from motcua.apps.notifications.tests.conftest import Carrier
from motcua.base.db import rows, scope
from motcua.base.db.scope import Scope
from motcua.kernel.clock import office_time
from motcua.kernel.ids import uuid7

pytestmark = pytest.mark.django_db

NOON = office_time(2026, 11, 20, 12)
LATE_EVENING = office_time(2026, 11, 20, 22, 15)
MORNING = office_time(2026, 11, 21, 7)
WORDS = {
    "code": "H99.99-261120-0042",
    "procedure": "Đăng ký khai sinh",
    "centre": "Trung tâm Suối Mẫu",
    "due": "Thứ Sáu, 27/11/2026, 11:30",
    "address": "http://testserver/tra-cuu",
    "answer_by": "Thứ Hai, 23/11/2026, 11:30",
    "until": "Thứ Sáu, 27/11/2026, 11:30",
    "phone": "1022",
    "hours": "07:00–11:30, 13:30–17:00",
    "reason": "chờ ý kiến cơ quan khác",
    "minutes": "5",
    "link": "http://testserver/xac-nhan/" + "x" * 110 + "/",
}


def told(**changed: Any) -> UUID:
    given: dict[str, Any] = {"kind": Kind.ACCEPTED, "to": "0000123456", "params": WORDS, "centre_id": 1, "at": NOON}
    message_id = commands.tell(**(given | changed))
    assert message_id is not None
    return message_id


def jobs_asked() -> list[str]:
    return list(ProcrastinateJob.objects.order_by("id").values_list("task_name", flat=True))


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_whole_sentence_without_a_gap(kind: Kind) -> None:
    text = str(BODIES[kind] % WORDS)
    assert text[0].isupper()
    assert "%" not in text
    assert len(text) <= 300


def test_a_message_goes_out_once_however_often_the_job_runs(carrier: Carrier) -> None:
    message_id = told()
    assert jobs_asked() == ["notifications.send"]
    for _ in range(3):
        commands.send(message_id=message_id, at=NOON + timedelta(seconds=5))
    assert [(letter.id, letter.to) for letter in carrier.took] == [(message_id, "0000123456")]
    assert "H99.99-261120-0042" in carrier.took[0].text
    assert Message.objects.get().state == MessageState.SENT


def test_who_has_no_telephone_is_sent_nothing() -> None:
    assert commands.tell(kind=Kind.ACCEPTED, to="", params=WORDS, centre_id=1, at=NOON) is None
    assert not Message.objects.exists()


def test_a_message_is_written_with_its_act_or_not_at_all() -> None:
    with suppress(ZeroDivisionError), transaction.atomic(), rows.together():
        told()
        raise ZeroDivisionError
    assert not Message.objects.exists()
    assert jobs_asked() == []


def test_a_sentence_with_a_missing_word_is_never_written() -> None:
    with pytest.raises(KeyError):
        told(params={"code": "H99.99-261120-0042"})
    assert not Message.objects.exists()


def test_nobody_is_woken_at_night(carrier: Carrier) -> None:
    message_id = told(at=LATE_EVENING)
    commands.send(message_id=message_id, at=LATE_EVENING)
    assert (carrier.took, jobs_asked()) == ([], [])
    assert commands.send_waiting(at=MORNING - timedelta(minutes=1)) == 0
    assert commands.send_waiting(at=MORNING) == 1
    assert len(carrier.took) == 1


def test_a_busy_carrier_is_tried_again_and_at_last_a_person_is_asked(carrier: Carrier) -> None:
    carrier.refuses, at = gateways.NotNow("busy"), NOON
    message_id = told(to="0000999888")
    for _ in range(rules.MOST_TRIES):
        commands.send(message_id=message_id, at=at)
        kept = Message.objects.get()
        assert kept.error == "busy"
        at = max(kept.next_at, at)
    assert (kept.state, kept.tries) == (MessageState.PARKED, rules.MOST_TRIES)
    carrier.refuses = None
    assert commands.send_waiting(at=at + timedelta(days=1)) == 0


def test_a_number_that_does_not_exist_is_not_tried_again(carrier: Carrier) -> None:
    carrier.refuses = gateways.NeverPossible("no-such-number")
    commands.send(message_id=told(), at=NOON)
    assert Message.objects.get().state == MessageState.FAILED


def test_a_message_that_succeeds_late_is_sent(carrier: Carrier) -> None:
    carrier.refuses = gateways.NotNow("busy")
    message_id = told()
    commands.send(message_id=message_id, at=NOON)
    carrier.refuses = None
    commands.send(message_id=message_id, at=NOON)
    assert carrier.took == []
    assert commands.send_waiting(at=NOON + timedelta(minutes=1)) == 1
    assert len(carrier.took) == 1


def test_a_worker_that_died_in_mid_sending_does_not_lose_the_message(carrier: Carrier) -> None:
    message_id = told()
    carrier.refuses = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        commands.send(message_id=message_id, at=NOON)
    carrier.refuses = None
    assert commands.send_waiting(at=NOON + timedelta(minutes=2)) == 1
    assert len(carrier.took) == 1


def test_one_that_cannot_be_read_keeps_no_other_from_leaving(carrier: Carrier) -> None:
    broken, whole = told(), told(to="0000123457")
    with connection.cursor() as cursor:
        cursor.execute("""UPDATE notifications_message SET "to" = %s WHERE id = %s""", [b"khong phai", broken])
    assert commands.send_waiting(at=NOON + timedelta(seconds=5)) == 2
    assert [letter.id for letter in carrier.took] == [whole]
    parked = Message.objects.filter(pk=broken).values_list("state", "error").get()
    assert parked == (MessageState.PARKED, "Không đọc được nội dung đã lưu.")


def test_the_file_holds_what_left_and_only_we_can_read_it(tmp_path: Path) -> None:
    commands.send(message_id=told(), at=NOON)
    commands.send(message_id=told(kind=Kind.DECIDED), at=NOON)
    path = tmp_path / "outgoing" / "2026-11-20.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["kind"] for line in lines] == ["accepted", "decided"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_a_gateway_program_had_a_month_to_fetch_goes_and_nothing_else(tmp_path: Path) -> None:
    commands.send(message_id=told(), at=NOON)
    folder = tmp_path / "outgoing"
    for name in ("2026-10-20.jsonl", "2026-10-21.jsonl", "ghi-chu.jsonl"):
        (folder / name).write_text("{}", encoding="utf-8")
    assert commands.forget_outgoing(at=NOON) == 1
    assert {path.name for path in folder.iterdir()} == {"2026-10-21.jsonl", "2026-11-20.jsonl", "ghi-chu.jsonl"}


@pytest.mark.parametrize("seen_by", [Scope(), Scope(centres=(2,)), Scope(account_id=4)])
def test_a_stranger_sees_no_message_of_ours(seen_by: Scope, carrier: Carrier) -> None:
    dossier_id = uuid7()
    message_id = told(dossier_id=dossier_id)
    with scope.use(seen_by):
        assert queries.messages_of(dossier_id=dossier_id) == ()
        commands.send(message_id=message_id, at=NOON)
    assert carrier.took == []
    assert [row.kind for row in queries.messages_of(dossier_id=dossier_id)] == ["accepted"]


def test_numbers_and_words_are_never_plain_text_in_table_or_job() -> None:
    told()
    commands.send_code(phone="0000123456", code="482913", at=NOON)
    with connection.cursor() as cursor:
        for table in ("notifications_message", "notifications_codemessage", "procrastinate_jobs"):
            cursor.execute(f"SELECT row_to_json(t)::text FROM {table} t")
            kept = " ".join(row[0] for row in cursor.fetchall())
            assert kept
            assert not any(word in kept for word in ("0000123456", "482913", "khai sinh", "261120-0042"))
