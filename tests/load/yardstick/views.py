"""Insert one row, read one row, list twenty."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tests.load.yardstick.models import Row

DUE = datetime(2026, 12, 1, tzinfo=UTC)


def insert(request: HttpRequest) -> HttpResponse:
    """One `create()`, committed; the answer is the code."""
    given = request.POST
    row = Row.objects.create(
        code=uuid.uuid4().hex, state="NEW", due_at=DUE, one=given["one"], two=given["two"], three=given["three"]
    )
    return HttpResponse(row.code)


def read(request: HttpRequest, code: str) -> HttpResponse:
    """One row by its unique code, one small template."""
    return render(request, "yardstick/row.html", {"row": Row.objects.get(code=code)})


def list_rows(request: HttpRequest) -> HttpResponse:
    """Twenty rows by index, one template."""
    rows = Row.objects.filter(state="OPEN").order_by("due_at")[:20]
    return render(request, "yardstick/list.html", {"rows": rows})
