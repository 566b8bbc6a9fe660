"""Who stands in an own dossier: a number is called by the paper it stands on, the same words as at the desk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from motcua.apps.dossiers.tests.factories import LAN, make_procedure, online_dossier
from motcua.apps.parties.states import NumberKind
from motcua.apps.parties.values import OrganisationStated, number_named

PASSPORT = replace(LAN, number="C9990001", number_kind=NumberKind.PASSPORT)


def people_on(page: str) -> str:
    return page.split("Những người trong hồ sơ")[1].split("</section>", maxsplit=1)[0]


@pytest.mark.parametrize(
    ("filer", "said"),
    [
        (LAN, "<dt>Số định danh</dt>"),
        (PASSPORT, "<dt>Hộ chiếu</dt>"),
        (replace(LAN, number="999000001", number_kind=NumberKind.OLD_IDENTITY), "<dt>CMND (9 số)</dt>"),
        (replace(LAN, number="M-12", number_kind=NumberKind.OTHER), "<dt>Số giấy tờ</dt>"),
        (replace(LAN, number="", tax_code="9990000001"), "<dt>Mã số thuế</dt>"),
    ],
)
def test_a_number_is_called_by_the_paper_it_stands_on(centre, lan, as_lan, filer, said) -> None:
    filed = online_dossier(centre_id=centre.id, version=make_procedure(), citizen=lan, filer=filer)
    told = people_on(as_lan.get(f"/ho-so/{filed.dossier_id}/").content.decode())
    assert said in told
    assert told.count("Số định danh") == said.count("Số định danh")


def test_an_organisation_is_known_by_its_tax_code_or_another_number() -> None:
    assert number_named(OrganisationStated(name="HTX", tax_code="9990000001")) == ("Mã số thuế", "9990000001")
    assert number_named(OrganisationStated(name="HTX", number="12/GP")) == ("Số giấy tờ", "12/GP")
