"""Sizes: past them a file, a function or a page is two things."""

from __future__ import annotations

from pathlib import Path

from tests.architecture.sources import (
    functions,
    is_page_code,
    lines_of,
    name_of,
    python_files,
    templates,
)

FILE, FUNCTION, VIEW, TEMPLATE, TEST = 400, 40, 20, 120, 30


def _length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    files = python_files(tests=False) + python_files(tests=True)
    assert [f"{name_of(p)}: {_length(p)}" for p in files if _length(p) > FILE] == []


def test_no_function_is_longer_than_forty_lines() -> None:
    long = [
        f"{name_of(p)}:{f.lineno} {f.name}: {lines_of(f)}"
        for p in python_files(tests=False)
        for f in functions(p)
        if lines_of(f) > FUNCTION
    ]
    assert long == []


def test_no_view_is_longer_than_twenty_lines() -> None:
    long = [
        f"{name_of(p)}:{f.lineno} {f.name}: {lines_of(f)}"
        for p in python_files(tests=False)
        if is_page_code(p) and {"views", "web"} & set(p.parts)
        for f in functions(p)
        if f.args.args and f.args.args[0].arg == "request" and lines_of(f) > VIEW
    ]
    assert long == []


def test_no_template_is_longer_than_a_hundred_and_twenty_lines() -> None:
    assert [f"{name_of(p)}: {_length(p)}" for p in templates() if _length(p) > TEMPLATE] == []


def test_no_test_is_longer_than_thirty_lines() -> None:
    long = [
        f"{name_of(p)}:{f.lineno} {f.name}: {lines_of(f)}"
        for p in python_files(tests=True)
        for f in functions(p)
        if f.name.startswith("test_") and lines_of(f) > TEST
    ]
    assert long == []
