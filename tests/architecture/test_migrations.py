"""Migrations run in one line, and each app says which is its last."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db.migrations.loader import MigrationLoader

from tests.architecture.sources import HOUSE

FOLDERS = sorted(HOUSE.glob("apps/*/migrations"))
LOADER = MigrationLoader(None)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_migrations_run_in_one_line(folder: Path) -> None:
    app = folder.parent.name
    names = sorted(p.stem for p in folder.glob("[0-9]*.py"))
    before = [None, *names[:-1]]
    for name, previous in zip(names, before, strict=True):
        mine = [d[1] for d in LOADER.disk_migrations[app, name].dependencies if d[0] == app]
        assert mine == ([previous] if previous else []), f"{app}.{name}"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_the_last_migration_is_named(folder: Path) -> None:
    names = sorted(p.stem for p in folder.glob("[0-9]*.py"))
    assert (folder / "max_migration.txt").read_text(encoding="utf-8").strip() == names[-1]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_migration_can_be_taken_back(folder: Path) -> None:
    app = folder.parent.name
    for path in folder.glob("[0-9]*.py"):
        operations = LOADER.disk_migrations[app, path.stem].operations
        assert all(operation.reversible for operation in operations), f"{app}.{path.stem}"
