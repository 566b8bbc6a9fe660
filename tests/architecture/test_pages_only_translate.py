"""Pages, tasks and subscribers translate: they ask queries and give orders, and touch no table."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.template.loader import get_template

from tests.architecture.sources import HOUSE, is_page_code, name_of, python_files, templates, tree

#: What only models, queries and commands may say.
TABLE_WORDS = frozenset({"objects", "save", "bulk_create", "bulk_update", "select_for_update", "update_or_create"})


def _touches(path: Path) -> list[str]:
    return [
        f"{name_of(path)}:{node.lineno} .{node.attr}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in TABLE_WORDS
    ]


def test_pages_touch_no_table() -> None:
    assert [fault for p in python_files(tests=False) if is_page_code(p) for fault in _touches(p)] == []


def test_forms_are_validators_and_no_model_forms() -> None:
    assert [name_of(p) for p in python_files(tests=False) if "ModelForm" in p.read_text(encoding="utf-8")] == []


def test_no_model_overrides_saving() -> None:
    overriding = [
        f"{name_of(p)}:{node.lineno}"
        for p in python_files(tests=False)
        if p.is_relative_to(HOUSE / "apps")
        for node in ast.walk(tree(p))
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"} and node.args.args[:1]
    ]
    assert overriding == []


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_every_template_parses(path: Path) -> None:
    inside = path.parts[path.parts.index("templates") + 1 :]
    get_template("/".join(inside))
