"""Sittings hold from a day on: each change is a row of its own, and none is ever overwritten."""

import django.db.models.deletion
from django.db import migrations, models

from motcua.base.db import rls


class Migration(migrations.Migration):
    dependencies = [("workcalendar", "0002_national_calendar")]
    operations = [
        migrations.CreateModel(
            name="CalendarSittings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="áp dụng từ ngày")),
                ("sessions", models.JSONField(verbose_name="buổi làm việc")),
                ("saturday", models.JSONField(default=list, verbose_name="bàn tiếp nhận thứ Bảy")),
                ("source", models.CharField(max_length=400, verbose_name="nguồn")),
                ("entered_by", models.CharField(max_length=80, verbose_name="người nhập")),
                ("entered_at", models.DateTimeField(verbose_name="lúc nhập")),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sittings",
                        to="workcalendar.calendar",
                    ),
                ),
            ],
            options={"verbose_name": "buổi làm việc từ một ngày"},
        ),
        rls.append_only("workcalendar_calendarsittings"),
    ]
