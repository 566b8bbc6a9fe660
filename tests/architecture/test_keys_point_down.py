"""Foreign keys between apps point down the tower and leave no trace at their target."""

from __future__ import annotations

from typing import Any, TypeAlias

import pytest
from django.apps import apps
from django.db import models

from tests.architecture.sources import tower

LINES = {app: number for number, line in enumerate(tower()) for app in line}


Key: TypeAlias = "models.ForeignKey[Any, Any] | models.ManyToManyField[Any, Any]"


def _cross_keys() -> list[Key]:
    return [
        field
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("motcua.apps.")
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and field.related_model._meta.app_label != model._meta.app_label
    ]


@pytest.mark.parametrize("key", _cross_keys(), ids=str)
def test_a_key_to_another_app_points_down(key: Key) -> None:
    mine, theirs = key.model._meta.app_label, key.related_model._meta.app_label
    assert LINES[mine] < LINES[theirs], f"{key} points from {mine} up to {theirs}"
    assert key.remote_field.related_name == "+", f"{key} leaves a name at {theirs}"


def test_every_app_with_tables_stands_in_the_tower() -> None:
    ours = {m._meta.app_label for m in apps.get_models() if m.__module__.startswith("motcua.apps.")}
    assert ours <= set(LINES)
