"""Who is exempt from a fee reads it on the own page and on form 01; nobody waits for money any more."""

from __future__ import annotations

import pytest

from motcua.apps.dossiers.tests.factories import PRICED, make_procedure, online_dossier
from motcua.apps.dossiers.tests.test_relief import EXEMPTIONS, MERIT, POOR, grant

OWED = "nộp phí, lệ phí"


@pytest.mark.parametrize(
    ("stated", "told", "still"),
    [
        (MERIT, "Được miễn: Người có công.", False),
        (POOR, "Giảm 50 %: Hộ nghèo. Còn phải nộp 4.000 đ.", True),
    ],
)
def test_an_exemption_is_read_by_its_person(centre, lan, minh, as_lan, stated, told, still):
    version = make_procedure(settled={"fee_at": "acceptance", **PRICED, "exemptions": EXEMPTIONS})
    found = online_dossier(centre_id=centre.id, version=version, citizen=lan).dossier_id
    address = f"/ho-so/{found}/"
    before = as_lan.get(address).content.decode()
    assert OWED in before
    assert told not in before
    grant(found, minh, stated)
    page = as_lan.get(address).content.decode()
    assert told in page
    assert (OWED in page) is still
    assert stated.paper not in page
