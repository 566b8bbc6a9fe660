"""What people may state: gently checked, never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.apps.parties.states import NumberKind, Sex
from motcua.apps.parties.tests.factories import organisation, person
from motcua.apps.parties.values import Birth, PersonStated, from_json, phone_key, to_json

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "stated",
    [
        person(),
        PersonStated(name="Lan"),
        person(birth=Birth(1941), number="", phone=""),
        person(name="H'Mẫu Niê-Ayun", birth=Birth(1960, 2)),
        person(number="999000001", number_kind=NumberKind.OLD_IDENTITY),
        person(number="X9990001", number_kind=NumberKind.PASSPORT),
        organisation(),
        organisation(tax_code="9990000001-001"),
    ],
)
def test_ordinary_people_have_no_problem(stated: PersonStated) -> None:
    assert stated.problems(today=TODAY) == {}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "12"}, "name"),
        ({"number": "12345"}, "number"),
        ({"number": "99919000000٣"}, "number"),
        ({"number": "99900", "number_kind": NumberKind.OLD_IDENTITY}, "number"),
        ({"phone": "12"}, "phone"),
        ({"email": "lan"}, "email"),
        ({"birth": Birth(1990, 2, 30)}, "birth"),
        ({"birth": Birth(1990, None, 3)}, "birth"),
        ({"birth": Birth(2026, 11, 21)}, "birth"),
        ({"address": "x" * 501}, "address"),
    ],
)
def test_what_must_be_mended_is_named_by_its_field(changed: dict[str, object], field: str) -> None:
    assert set(person(**changed).problems(today=TODAY)) == {field}


def test_a_mismatch_is_a_hint_to_the_officer_and_refuses_nothing() -> None:
    stated = person(number="999291000001", birth=Birth(1990), sex=Sex.FEMALE)
    assert stated.warnings() == ("sex_mismatch", "year_mismatch")
    assert stated.problems(today=TODAY) == {}
    assert person(number="999191000001", birth=Birth(1991)).warnings() == ()
    assert person(number="999204000001", birth=Birth(2004), sex=Sex.MALE).warnings() == ()


@pytest.mark.parametrize(
    ("birth", "written"), [(Birth(1941), "1941"), (Birth(1941, 3), "03/1941"), (Birth(1941, 3, 9), "09/03/1941")]
)
def test_a_birth_is_written_as_far_as_it_is_known(birth: Birth, written: str) -> None:
    assert birth.written() == written


_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_births = st.none() | st.builds(Birth, st.integers(1880, 2026), st.none() | st.integers(1, 12))


@given(name=_text, birth=_births, sex=st.sampled_from(Sex), number=_text, phone=_text)
def test_whatever_is_stated_is_kept_exactly(name: str, birth: Birth | None, sex: Sex, number: str, phone: str) -> None:
    stated = PersonStated(name=name, birth=birth, sex=sex, number=number, phone=phone)
    assert from_json(to_json(stated)) == stated


@pytest.mark.parametrize("written", ["0000123456", "0000 123 456", "+84 000 123 456", "+84000123456", "84000123456"])
def test_one_telephone_has_one_key_however_written(written: str) -> None:
    assert phone_key(written) == "0000123456"
