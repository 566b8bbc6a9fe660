"""Somebody's number: named by its paper on the forms, and shown in part on the pages, whatever its length."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from motcua.apps.dossiers.tests.factories import LAN, TUESDAY_9AM, counter_dossier
from motcua.apps.parties.states import NumberKind
from motcua.apps.parties.values import OrganisationStated, PersonStated, number_on_paper
from motcua.base.eforms import masked
from tests.desk.test_news_on_the_slip import words_of

PASSPORT = replace(LAN, number="C9990001", number_kind=NumberKind.PASSPORT)


@pytest.mark.parametrize(
    ("stated", "label", "number"),
    [
        (LAN, "Số định danh cá nhân", "999000000001"),
        (PASSPORT, "Số hộ chiếu", "C9990001"),
        (replace(LAN, number="999000001", number_kind=NumberKind.OLD_IDENTITY), "Số chứng minh nhân dân", "999000001"),
        (replace(LAN, number="M-12", number_kind=NumberKind.OTHER), "Số giấy tờ", "M-12"),
        (PersonStated(name="Lan", tax_code="9990000001"), "Mã số thuế", "9990000001"),
        (OrganisationStated(name="HTX", tax_code="9990000001", number="12/GP"), "Mã số thuế", "9990000001"),
        (OrganisationStated(name="HTX", number="12/GP"), "Số giấy tờ", "12/GP"),
    ],
)
def test_a_paper_names_the_number_by_its_kind(stated, label, number) -> None:
    assert number_on_paper(stated) == (label, number)


def test_form_01_of_somebody_with_a_passport_says_so(centre, version, minh, as_minh: Client) -> None:
    found = counter_dossier(centre_id=centre.id, version=version, clerk=minh, filer=PASSPORT, at=TUESDAY_9AM)
    printed = words_of(as_minh.post(f"/desk/dossiers/{found.dossier_id}/print/01.pdf").content)
    assert "Số hộ chiếu: C9990001" in printed
    assert "Số định danh" not in printed


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("", ""), ("M-12", "***"), ("9990001", "***"), ("C9990001", "C9 *** 01"), ("999000017", "99 *** 17"),
        ("0000111222", "00 *** 222"), ("999000000001", "999 *** 001"), ("9990000000017-X", "999 *** 7-X"),
    ],
)  # fmt: skip
def test_never_more_than_half_of_a_number_is_shown(number: str, shown: str) -> None:
    assert masked(number) == shown
    assert len(shown.replace(" *** ", "").replace("***", "")) <= max(0, min(6, len(number) // 2))
