"""Several approvers in the same moment: one approves, the others are told, and there is one new version."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from motcua.apps.procedures import queries
from motcua.apps.procedures.commands import changing
from motcua.apps.procedures.models import Version
from motcua.apps.procedures.tests.decisions import change, prepared, seen
from motcua.apps.procedures.tests.factories import NOON, full_row, imported, keeper
from motcua.kernel.errors import Refusal

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_four_approvers_at_once_one_approves() -> None:
    queries.forget()
    imported(full_row())
    key = prepared(change(title="Tên mới"))
    revision = seen(key).revision

    def approve(number: int) -> str:
        try:
            changing.approve(change_set_id=key, seen_revision=revision, actor=keeper(number), at=NOON)
            return "done"
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as pool:
        came_of_it = Counter(pool.map(approve, range(2, 6)))
    assert came_of_it == {"done": 1, "someone-was-faster": 3}
    assert Version.objects.count() == 2
