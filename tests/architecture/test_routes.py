"""Every route says who may enter and has a name."""

from __future__ import annotations

import pytest

from motcua.base.guards import Guard
from tests.architecture.routes import Route, all_routes

ROUTES = all_routes()


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_every_route_says_who_may_enter(route: Route) -> None:
    assert isinstance(route.guard, Guard), f"{route} is open to everyone by accident"


def test_every_route_has_a_name_of_its_own() -> None:
    names = [route.name for route in ROUTES]
    assert not [name for name in names if name.endswith(("None", ":"))]
    assert len(names) == len(set(names))
