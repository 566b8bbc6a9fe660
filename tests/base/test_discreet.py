"""What went wrong is written down: where in the program, and nothing of the person it happened to."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from procrastinate.contrib.django import app

from motcua.base.jobs import task
from motcua.config import discreet

SECRET = "bi-mat-999000000001"


def broken(request: HttpRequest, link: str) -> HttpResponse:
    """A page that fails over what somebody typed."""
    typed = request.POST["name"]
    raise ValueError(f"{typed} {link}")


urlpatterns = [path("xac-nhan/<str:link>/", broken)]
handler500 = "motcua.config.errors.broken"


@task(name="test.breaks")
def breaks(*, words: str) -> None:
    """A job that fails over what it reads."""
    raise ValueError(words)


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the process writes into its log."""
    (handler,) = (one for one in logging.root.handlers if isinstance(one.formatter, discreet.Plain))
    assert isinstance(handler, logging.StreamHandler)
    into = io.StringIO()
    before = handler.setStream(into)
    yield into
    handler.setStream(before)


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_a_page_that_fails_leaves_one_trace_and_nothing_of_the_person(written: io.StringIO) -> None:
    browser = Client(raise_request_exception=False)
    answer = browser.post(f"/xac-nhan/{SECRET}/?so={SECRET}", {"name": "Nguyễn Mẫu Lan"})
    assert answer.status_code == 500
    told = written.getvalue()
    assert told.count("ValueError") == 1
    assert "/xac-nhan/<str:link>/" in told
    assert "in broken" in told
    assert SECRET not in told
    assert "Nguyễn" not in told


def test_a_failed_job_leaves_its_reason_and_not_what_it_read() -> None:
    with structlog.testing.capture_logs() as said, pytest.raises(ValueError, match="999"):
        app.tasks["test.breaks"].func(words=SECRET)
    assert [(one["event"], one["task"]) for one in said] == [("job.failed", "test.breaks")]


def test_a_line_of_ours_about_an_exception_holds_the_trace_and_no_values() -> None:
    try:
        breaks(words=SECRET)
    except ValueError:
        event: Any = {"event": "chore_failed", "exc_info": True}
        for processor in structlog.get_config()["processors"]:
            event = processor(None, "error", event)
    told = json.loads(event)
    assert "in breaks" in told["trace"]
    assert SECRET not in event


@pytest.mark.django_db
def test_what_the_database_refuses_is_named_by_its_constraint_and_the_row_is_not_quoted() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE said (words text CONSTRAINT never_so CHECK (words = ''))")
        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            cursor.execute("INSERT INTO said VALUES (%s)", [SECRET])
    told = discreet.trace(refusal.value)
    assert "never_so" in told
    assert SECRET not in told


@pytest.mark.parametrize("last", ["bi-mat", "Nguyễn", "bí mật"])
def test_an_address_nobody_knows_is_told_by_its_first_word(last: str) -> None:
    request = RequestFactory().get(f"/ho-so/{last}/")
    written_so = request.path.encode("unicode_escape").decode("ascii")
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", (written_so,), None)
    record.request = request
    assert discreet.NoAddress().filter(record)
    assert record.getMessage() == "Not Found: /ho-so/…"
