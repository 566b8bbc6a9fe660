"""bin/motcua texts check FOLDER: is this language pack sound, before it is dropped in?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.base.packs import UnusablePack
from motcua.surfaces.console.episodes import languages


class Command(BaseCommand):
    help = "Kiểm tra một gói ngôn ngữ trước khi cài (check a language pack before it is dropped in)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="FOLDER", type=Path, help="thư mục của gói (the folder of the pack)")

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        try:
            found = languages.check(folder)
        except UnusablePack as refusal:
            raise CommandError(f"{refusal} (this pack cannot be used)") from None
        for text, why in found.faults:
            self.stdout.write(f"! {' '.join(text.split())}: {why}")
        self.stdout.write(f"{found.name}: {found.done}/{found.total}, {found.clips} âm thanh (clips)")
        if found.faults:
            raise CommandError(f"{len(found.faults)} câu có lỗi sẽ hiện bằng tiếng Việt (faulty texts stay Vietnamese)")
