"""bin/motcua texts missing CODE: the texts a language still lacks, one a line, in Vietnamese."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.base.packs import UnusablePack
from motcua.surfaces.console.episodes import languages


class Command(BaseCommand):
    help = "Những câu một ngôn ngữ còn thiếu (the texts a language still lacks)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("language", metavar="CODE", help="mã ngôn ngữ (code of the language), ví dụ en")

    def handle(self, *_args: Any, language: str, **_options: Any) -> None:
        try:
            found = languages.report(language)
        except UnusablePack as refusal:
            raise CommandError(f"{refusal} (this pack cannot be used)") from None
        if found is None:
            raise CommandError(f"Không có ngôn ngữ «{language}» (no such language); xem (see) var/packs")
        for text in found.missing:
            self.stdout.write(" ".join(text.split()))
        for text, why in found.faults:
            self.stderr.write(f"! {' '.join(text.split())}: {why}")
        self.stderr.write(f"{found.name}: {found.done}/{found.total}, {len(found.faults)} lỗi (faults)")
