"""The source files of the house, read once, with the functions in them."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "motcua"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*, tests: bool) -> list[Path]:
    """Our Python files without migrations: the tests, or everything else."""
    found = [p for top in ("motcua", "tests", "tools", "sandbox") for p in sorted((ROOT / top).rglob("*.py"))]
    return [p for p in found if "migrations" not in p.parts and is_test(p) is tests]


def is_test(path: Path) -> bool:
    """Whether a file belongs to the tests."""
    return "tests" in path.relative_to(ROOT).parts


def templates() -> list[Path]:
    """Every HTML template."""
    return sorted(HOUSE.rglob("templates/**/*.html"))


@lru_cache(maxsize=2048)
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[Function]:
    """Every function of a file, inner ones too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(function: Function) -> int:
    """Lines from `def` to the end, docstring and blanks included."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def name_of(path: Path) -> str:
    """How a file is named in a complaint."""
    return str(path.relative_to(ROOT))


def is_page_code(path: Path) -> bool:
    """Whether a file may only translate: pages, tasks and subscribers."""
    parts = path.relative_to(HOUSE).parts if path.is_relative_to(HOUSE) else ()
    if not parts or is_test(path):
        return False
    return parts[0] == "surfaces" or "web" in parts or path.stem in {"tasks", "subscribers"}


def tower() -> list[frozenset[str]]:
    """The apps from the highest line to the lowest, as the import law has them."""
    law = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [contract] = [c for c in law["tool"]["importlinter"]["contracts"] if c["name"] == "apps look down"]
    return [frozenset(name.strip(" ()") for name in line.split("|")) for line in contract["layers"]]
