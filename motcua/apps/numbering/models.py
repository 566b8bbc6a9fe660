"""The counters of the house: one row for each book and period, of one centre or of the whole house."""

from __future__ import annotations

from django.db import models


class Counter(models.Model):
    """The last number given in a book and period. Locked last and briefly; a busy row is what slows a centre down."""

    book = models.CharField("sổ", max_length=80)
    period = models.CharField("kỳ", max_length=40)
    centre_id = models.BigIntegerField("trung tâm", null=True)
    n = models.BigIntegerField("số cuối")

    class Meta:
        verbose_name = "bộ đếm"
        constraints = [
            models.UniqueConstraint(
                fields=["book", "period", "centre_id"], nulls_distinct=False, name="one_counter_per_book_and_period"
            ),
            models.CheckConstraint(condition=models.Q(n__gte=1), name="counter_starts_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.book} {self.period}: {self.n}"
