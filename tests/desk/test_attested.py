"""Bà Hồ Thị A, only 1948 known: at the counter with an interpreter and her thumb print, and again at the hand-over."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from motcua.apps.dossiers import queries
from motcua.apps.dossiers.commands import intake, returning
from motcua.apps.dossiers.queries.forms import attested_in_words
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import PAPER, TUESDAY_9AM, brought_to, make_procedure, revision
from motcua.apps.dossiers.values.attested import Attested, Manner, attested_of
from motcua.apps.dossiers.values.way_back import WayBack
from motcua.apps.parties.values import Birth, PersonStated
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid

GRANDMOTHER = PersonStated(name="Hồ Mẫu Thị A", birth=Birth(1948))
THUMB = Attested(Manner.THUMB, witness="Hồ Mẫu Pả", interpreter="Hồ Mẫu Na", language="Bru")
TYPED = {
    "filer_name": "Hồ Mẫu Thị A", "filer_birth": "1948", "place": "counter", "return_by": "counter", "copies": "1",
    "paper0_state": "checked", "paper0_originals": "1", "do": "receive", "manner": "thumb", "witness": "Hồ Mẫu Pả",
    "interpreter": "Hồ Mẫu Na", "language": "Bru",
}  # fmt: skip


@pytest.fixture
def version(centre):
    return make_procedure()


def received(centre, minh: Actor, version, attested: Attested) -> Any:
    given: dict[str, Any] = {"centre_id": centre.id, "version_id": version.id, "case_key": "", "owner": None}
    with scope.use(scope.for_actor(minh)):
        filed = intake.receive_at_counter(
            filer=GRANDMOTHER, components=[PAPER], way_back=WayBack("counter"), actor=minh, at=TUESDAY_9AM,
            attested=attested, **given,
        )  # fmt: skip
        return queries.head_of(actor=minh, dossier_id=filed.dossier_id, now=TUESDAY_9AM)


@pytest.mark.parametrize("attested", [THUMB, Attested(Manner.THUMB, witness="Hồ Mẫu Pả"), Attested(witness="Mẫu")])
def test_what_was_attested_is_kept_and_only_as_cipher_text(centre, minh, version, attested):
    head = received(centre, minh, version, attested)
    assert head.attested == attested
    with scope.opened(head.id), connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(d)::text FROM dossiers_dossier d WHERE id = %s", [head.id])
        assert "Mẫu" not in cursor.fetchone()[0]


def test_a_plain_signature_keeps_nothing(centre, minh, version):
    assert received(centre, minh, version, Attested()).attested is None


@pytest.mark.parametrize(
    ("attested", "field"),
    [
        (Attested(Manner.THUMB), "witness"),
        (Attested(interpreter="Hồ Mẫu Na"), "language"),
        (Attested(language="Bru"), "interpreter"),
    ],
)
def test_a_thumb_print_names_its_witness_and_an_interpreter_the_language(centre, minh, version, attested, field):
    with pytest.raises(Invalid) as refused:
        received(centre, minh, version, attested)
    assert set(refused.value.problems) == {field}


def test_what_is_kept_is_read_back_the_same():
    assert attested_of(THUMB.to_json()) == THUMB
    assert attested_of(None) is None


def test_the_paper_says_it_in_words():
    told = "Điểm chỉ trước người làm chứng Hồ Mẫu Pả; Hồ Mẫu Na phiên dịch từ tiếng Bru"
    assert (attested_in_words(THUMB), attested_in_words(None)) == (told, "")


def test_the_clerk_writes_it_on_the_counters_page(version, as_minh):
    page = f"/desk/counter/{version.procedure_code}/"
    assert "Không ký được" in as_minh.get(page).content.decode()
    answer = as_minh.post(page, TYPED)
    shown = as_minh.get(answer["Location"].replace("received/", "")).content.decode()
    assert "điểm chỉ trước người làm chứng Hồ Mẫu Pả; Hồ Mẫu Na phiên dịch từ tiếng Bru" in shown


@pytest.mark.parametrize(("left_out", "told"), [("witness", "người làm chứng."), ("language", "từ tiếng nào")])
def test_what_is_missing_stands_beside_its_field(version, as_minh, left_out, told):
    answer = as_minh.post(f"/desk/counter/{version.procedure_code}/", {**TYPED, left_out: ""})
    assert answer.status_code == 422
    assert told in answer.content.decode()


@pytest.fixture
def decided(centre, version, lan, minh, hoa, tuan):
    cast = {"clerk": minh, "specialist": hoa, "leader": tuan, "citizen": lan}
    return brought_to(DossierState.DECIDED, centre_id=centre.id, version=version, cast=cast)


def test_at_the_hand_over_she_gives_her_thumb_print_again(decided, as_minh):
    given = {
        "seen_revision": str(revision(decided)), "way": "counter", "relation": "owner", "receiver_name": "Hồ Mẫu Thị A",
        "proof": "identity", "manner": "thumb", "witness": "", "interpreter": "Hồ Mẫu Na", "language": "Bru",
    }  # fmt: skip
    act = f"/desk/dossiers/{decided}/do/return/"
    assert as_minh.post(act, given).status_code == 422
    assert as_minh.post(act, {**given, "witness": "Hồ Mẫu Pả"}).status_code == 302
    shown = as_minh.get(f"/desk/dossiers/{decided}/").content.decode()
    assert "điểm chỉ trước người làm chứng Hồ Mẫu Pả" in shown


def test_the_hand_over_refuses_a_thumb_print_nobody_saw(decided, minh):
    with scope.use(scope.for_actor(minh)), pytest.raises(Invalid) as refused:
        returning.return_result(
            dossier_id=decided, way="counter", receiver_name="Hồ Mẫu Thị A", receiver_number="", relation="owner",
            proof="identity", actor=minh, at=TUESDAY_9AM, seen_revision=revision(decided),
            attested=Attested(Manner.THUMB),
        )  # fmt: skip
    assert set(refused.value.problems) == {"witness"}
