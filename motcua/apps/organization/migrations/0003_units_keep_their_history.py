"""Units keep their history: type, source, the unit above by its code, and what became of the ended ones."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery

#: A table whose keys are still to be checked cannot be altered.
CHECKED_NOW = "SET CONSTRAINTS ALL IMMEDIATE"


def name_parents(apps, editor):
    """The unit above is named by its code from now on."""
    unit = apps.get_model("organization", "Unit")
    above = unit.objects.filter(pk=OuterRef("parent_id")).values("code")[:1]
    unit.objects.exclude(parent=None).update(parent_code=Subquery(above))
    editor.execute(CHECKED_NOW)


def tie_parents(apps, editor):
    """Back: the unit above by its key; what began before our sources begins with the two-tier order's day."""
    unit = apps.get_model("organization", "Unit")
    unit.objects.filter(valid_from=None).delete()
    above = unit.objects.filter(code=OuterRef("parent_code")).order_by("-valid_from").values("pk")[:1]
    unit.objects.exclude(parent_code="").update(parent_id=Subquery(above))
    editor.execute(CHECKED_NOW)


class Migration(migrations.Migration):
    dependencies = [("organization", "0002_duties_planned_once")]

    operations = [
        migrations.AddField("unit", "type", models.CharField(default="", max_length=20)),
        migrations.AddField("unit", "source", models.CharField(default="", max_length=200)),
        migrations.AddField("unit", "parent_code", models.CharField(default="", max_length=20)),
        migrations.RemoveConstraint("unit", "one_unit_per_code_and_day"),
        migrations.AlterField("unit", "valid_from", models.DateField(null=True)),
        migrations.RunPython(name_parents, tie_parents),
        migrations.RemoveField("unit", "parent"),
        migrations.AddConstraint(
            "unit",
            models.UniqueConstraint(
                fields=["code", "valid_from"], nulls_distinct=False, name="one_unit_per_code_and_day"
            ),
        ),
        migrations.AddConstraint(
            "unit",
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="unit_ends_after_it_begins",
            ),
        ),
        migrations.CreateModel(
            "UnitChange",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("how", models.CharField(max_length=20)),
                ("since", models.DateField()),
                ("source", models.CharField(max_length=200)),
                (
                    "new",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organization.unit"
                    ),
                ),
                (
                    "old",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organization.unit"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "unitchange", models.UniqueConstraint(fields=["old", "new"], name="one_change_from_unit_to_unit")
        ),
        migrations.CreateModel(
            "UnitRevision",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("outcome", models.CharField(max_length=200)),
            ],
        ),
    ]
