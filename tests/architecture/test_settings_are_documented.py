"""Every setting an installer may give stands in the operations page, and nothing stands there that is gone."""

from __future__ import annotations

import ast
import re

from tests.architecture.sources import ROOT, python_files, tree

PAGE = ROOT / "docs" / "operations.md"
READERS = frozenset({"text", "switch", "number", "listed"})
#: Named by our own processes to their children and by the tests, never by an installer.
INNER = frozenset(
    {
        "MOTCUA_TEST_DB",
        "MOTCUA_TEST_SERVER",
        "MOTCUA_DB_ROLE",
        "MOTCUA_DB_APP",
        "MOTCUA_DB_OWNER",
        "MOTCUA_DB_SYSTEM",
    }
)


def _named() -> set[str]:
    return {
        str(node.value)
        for path in python_files(tests=False)
        if path.is_relative_to(ROOT / "motcua" / "config")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and re.fullmatch(r"MOTCUA_[A-Z_]+[A-Z]|DATABASE_[A-Z_]*URL", str(node.value))
    } - INNER


def test_every_setting_is_documented() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert {name for name in _named() if f"`{name}`" not in page} == set()


def test_no_setting_is_documented_that_is_gone() -> None:
    told = set(re.findall(r"`(MOTCUA_[A-Z_]+|DATABASE_[A-Z_]*URL)`", PAGE.read_text(encoding="utf-8")))
    assert told - _named() - INNER == set()
