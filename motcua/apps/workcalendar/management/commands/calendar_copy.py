"""bin/motcua calendar copy CODE NAME: a calendar of its own for centres whose hours differ from the others'."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.apps.workcalendar.commands import copy_calendar
from motcua.apps.workcalendar.values import NATIONAL
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Refusal


class Command(BaseCommand):
    help = (
        "Lập một lịch làm việc riêng, ban đầu giống lịch đang có: cho những Trung tâm có giờ khác các nơi khác. Sau đó "
        "người quản trị từng Trung tâm chọn lịch ấy ở «Nhân sự» → «Địa chỉ, giờ làm việc», và đổi giờ ở «Lịch làm "
        "việc»; từ đó ngày nghỉ của hai lịch ghi riêng. (Makes a calendar that begins as a copy of another one; a "
        "centre's administrator chooses it in the console, and its days off are kept apart from then on.)"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="mã lịch (code), ví dụ mien-nui")
        parser.add_argument("name", help="tên lịch, như người quản trị sẽ thấy (name)")
        parser.add_argument("--of", default=NATIONAL, help="mã lịch được chép (the calendar to copy)")

    def handle(self, *_args: Any, code: str, name: str, of: str, **_options: Any) -> None:
        try:
            copy_calendar(code=code, name=name, of=of, actor=Actor.system("at-the-machine"), at=clock.now())
        except Refusal as refusal:
            raise CommandError(f"{refusal} (Refused; nothing was written.)") from None
        self.stdout.write(f"Đã lập lịch «{name.strip()}», mã {code}. (Made; choose it in the console.)")
