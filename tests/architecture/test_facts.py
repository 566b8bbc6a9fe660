"""Facts carry ids, moments and words of ours, never anything of a person."""

from __future__ import annotations

import dataclasses
import importlib
import re
import types
import typing
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from uuid import UUID

import pytest
from django.db.models import TextChoices

from tests.architecture.sources import HOUSE

PLAIN = (UUID, int, datetime, date, bool, Decimal, StrEnum, TextChoices)
#: Fields that may be text, because they hold a code of ours.
NAMED_CODES = frozenset(
    {"action", "from_state", "to_state", "calendar", "code", "kind", "procedure_code", "topic", "field"}
)


def _facts() -> list[type]:
    modules = [
        importlib.import_module(".".join(("motcua", *p.relative_to(HOUSE).with_suffix("").parts)))
        for p in sorted(Path(HOUSE / "apps").glob("*/events.py"))
    ]
    return [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and dataclasses.is_dataclass(value) and value.__module__ == module.__name__
    ]


def _kinds(hint: object) -> tuple[type, ...]:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        return tuple(kind for part in typing.get_args(hint) for kind in _kinds(part) if kind is not types.NoneType)
    if typing.get_origin(hint) in {tuple, frozenset}:
        return tuple(kind for part in typing.get_args(hint) if part is not Ellipsis for kind in _kinds(part))
    return (hint,) if isinstance(hint, type) else (object,)


@pytest.mark.parametrize("fact", _facts(), ids=lambda fact: fact.__name__)
def test_a_fact_carries_no_personal_data(fact: type) -> None:
    for name, hint in typing.get_type_hints(fact).items():
        for kind in _kinds(hint):
            allowed = issubclass(kind, PLAIN) or (kind is str and name in NAMED_CODES)
            assert allowed, f"{fact.__name__}.{name} could hold anything: {kind.__name__}"


@pytest.mark.parametrize("fact", _facts(), ids=lambda fact: fact.__name__)
def test_a_fact_is_frozen_and_says_its_version(fact: type) -> None:
    params = vars(fact)["__dataclass_params__"]
    assert params.frozen
    assert all(field.kw_only for field in dataclasses.fields(fact))
    assert re.match(r"v\d+ - ", fact.__doc__ or "")
