"""Rows nobody ordered come last written first here: leaning on their order fails in a test, not in an office."""

from __future__ import annotations

from motcua.apps.identity.models import Account
from motcua.apps.identity.tests.factories import make_citizen


def test_rows_nobody_ordered_come_last_written_first_and_ordered_ones_as_asked(db):
    written = [
        make_citizen(name=f"Người Mẫu {n}", phone=f"000000010{n}", number=f"99900000010{n}").id for n in range(3)
    ]
    some = Account.objects.filter(id__in=written)
    assert list(some.values_list("id", flat=True)) == written[::-1]
    assert list(some.order_by("id").values_list("id", flat=True)) == written
    assert list(some.order_by("id")[:2].values_list("id", flat=True)) == written[:2]
