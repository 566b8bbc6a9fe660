"""People at their browsers: each signs in once, as a person does, and opens as many pages as the play needs."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.product import Product

OFFICE_PC = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
LAN_PHONE, LAN_NUMBER = "0000111222", "999000000001"
#: One code opens one sign-in; the next code comes within so many seconds.
NEXT_CODE = 31
#: A machine that slept in mid-run wakes up to sessions that have ended of rest: sign in anew after so many seconds.
RESTED = 30 * 60


class People:
    """Who has signed in, kept for the whole run."""

    def __init__(self, browser: Browser, product: Product) -> None:
        self._browser, self.product = browser, product
        self._signed_in: dict[str, tuple[float, Any]] = {}
        self._open: list[BrowserContext] = []

    def page(self, who: str, **options: Any) -> Page:
        """A new page of somebody who has signed in; officers sit at the office PC, Lan holds a telephone."""
        since, state = self._signed_in.get(who, (0.0, None))
        if time.time() - since > RESTED:
            state = self._sign_in(who)
        self._signed_in[who] = (time.time(), state)
        options.setdefault("viewport", PHONE if who == "lan" else OFFICE_PC)
        return self.visitor(storage_state=state, **options)

    def visitor(self, **options: Any) -> Page:
        """A new page of somebody nobody knows."""
        options.setdefault("viewport", PHONE)
        options.setdefault("reduced_motion", "reduce")
        context = self._browser.new_context(base_url=self.product.address, locale="vi-VN", **options)
        context.set_default_timeout(15_000)
        self._open.append(context)
        return context.new_page()

    def leave(self) -> None:
        """Everybody closes the browser; who has signed in stays known."""
        while self._open:
            self._open.pop().close()

    def _sign_in(self, who: str) -> Any:
        page = self.visitor()
        if who == "lan":
            sign_in_lan(page, self.product)
        else:
            self._sign_in_officer(page, who)
        state = page.context.storage_state()
        self._open.remove(page.context)
        page.context.close()
        return state

    def _sign_in_officer(self, page: Page, who: str) -> None:
        page.goto("/desk/sign-in/")
        page.get_by_label("Tên đăng nhập").fill(who)
        page.get_by_label("Mật khẩu").fill(self.product.passwords[who])
        page.get_by_role("button", name="Tiếp tục").click()
        for _try in range(2):
            page.get_by_label("Mã xác thực").fill(self.product.code(who))
            page.get_by_role("button", name="Đăng nhập").click()
            if "/sign-in/" not in page.url:
                return
            time.sleep(NEXT_CODE)
        raise AssertionError(page.content())


def sign_in_lan(page: Page, product: Product, *, at: str = "/dang-nhap/") -> None:
    """Lan signs in by the code her telephone gets and the number of her card."""
    if at:
        page.goto(at)
    page.get_by_label("Số điện thoại").fill(LAN_PHONE)
    page.get_by_role("button", name="Gửi mã cho tôi").click()
    page.get_by_label("Mã đăng nhập").fill(product.code("lan"))
    page.get_by_label("Số định danh cá nhân").fill(LAN_NUMBER)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
