"""Give every install the calendar of civil servants, so that a first promise can be made without any setting-up."""

from datetime import UTC, datetime

from django.db import migrations

from motcua.apps.workcalendar.rules.shipped import SESSIONS, shipped
from motcua.apps.workcalendar.values import stored

SHIPPED_AT = datetime(2026, 11, 1, tzinfo=UTC)


def load(apps, schema_editor):
    """Enter the shipped days and sessions."""
    calendar = shipped()
    row = apps.get_model("workcalendar", "Calendar").objects.create(
        code=calendar.code,
        name="Lịch công chức cả nước",
        note="Giờ làm việc và ngày nghỉ ban đầu; mỗi tỉnh có thể đặt giờ khác.",
        sessions=stored(SESSIONS),
    )
    day_model = apps.get_model("workcalendar", "CalendarDay")
    day_model.objects.bulk_create(
        day_model(
            calendar=row,
            date=day.date,
            kind=day.kind.value,
            name=day.name,
            status=day.status.value,
            source=day.source,
            entered_by="system:shipped",
            entered_at=SHIPPED_AT,
        )
        for day in calendar.days.values()
    )


def unload(apps, schema_editor):
    """Take the shipped calendar away again."""
    apps.get_model("workcalendar", "CalendarDay").objects.filter(calendar__code=shipped().code).delete()
    apps.get_model("workcalendar", "Calendar").objects.filter(code=shipped().code).delete()


class Migration(migrations.Migration):
    dependencies = [("workcalendar", "0001_initial")]
    operations = [migrations.RunPython(load, unload)]
