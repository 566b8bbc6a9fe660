"""What every test may lean on: the database as the application's role sees it, and an empty scope to begin with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from motcua.base.db import scope


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Make the tables as `motcua_owner`, then test as `motcua_app`, which the walls hold."""
    with django_db_blocker.unblock():
        owner = connection.settings_dict["USER"]
        with connection.cursor() as cursor:
            cursor.execute("GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO motcua_app")
        connection.close()
        connection.settings_dict["USER"] = "motcua_app"
    yield
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["USER"] = owner


@pytest.fixture(autouse=True)
def _no_scope() -> Iterator[None]:
    """Every test begins seeing nothing behind the walls."""
    with scope.use(scope.NOTHING):
        yield
