"""The product in this process, served to a real browser at an hour that a test sets: nobody waits for midnight."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page

from motcua.base.guards import SESSION_COOKIE
from motcua.kernel import clock

Pages = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Night:
    """A served product, the hour its clock shows, and the people who sit before it."""

    def __init__(self, browser: Browser, hour: datetime) -> None:
        """Begin at an hour; `served` gives the address."""
        self.hour, self.address = hour, ""
        self._browser, self._open = browser, list[BrowserContext]()

    def page(self, token: str = "", **options: Any) -> Page:
        """A page of whoever holds the session's token, or of nobody known."""
        context = self._browser.new_context(base_url=self.address, locale="vi-VN", **options)
        context.set_default_timeout(15_000)
        if token:
            context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": self.address}])
        self._open.append(context)
        return context.new_page()

    @contextmanager
    def served(self) -> Iterator[Night]:
        """One request after the other, by one thread with a connection of its own."""
        with make_server("127.0.0.1", 0, self._answers(WSGIHandler()), handler_class=_Quiet) as server:
            self.address = f"http://127.0.0.1:{server.server_port}"
            thread = threading.Thread(target=_serve, args=(server.serve_forever,))
            thread.start()
            try:
                yield self
            finally:
                for context in self._open:
                    context.close()
                server.shutdown()
                thread.join()

    def _answers(self, pages: Pages) -> Pages:
        def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
            with clock.stopped(self.hour):
                return pages(environ, start)

        return answer


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_told: Any) -> None:
        """Say nothing: the test tells what went wrong."""


def _serve(forever: Callable[[], None]) -> None:
    try:
        forever()
    finally:
        connections.close_all()
