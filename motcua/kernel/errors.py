"""Refusals: what a person may be told, why, and with which status.

    Refusal (409)
    ├── NotFound (404)          what you may not see does not exist
    ├── NotAllowed (403)
    ├── SomeoneWasFaster (409)
    ├── Invalid (422)           one problem per field
    └── TooManyTries (429)

Commands subclass these beside themselves. Messages are Vietnamese source strings (gettext keys).
"""

from __future__ import annotations

from collections.abc import Mapping


class Refusal(Exception):
    """The command will not do it, and says so in words a person can act on."""

    code = "refused"
    status = 409
    message = "Việc này chưa làm được."

    def __init__(self, message: str = "", **params: object) -> None:
        super().__init__(message or self.message)
        self.message = message or self.message
        self.params: Mapping[str, object] = params

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message


class NotFound(Refusal):
    """It does not exist, or this actor must not learn that it does."""

    code = "not-found"
    status = 404
    message = "Không tìm thấy nội dung này."


class NotAllowed(Refusal):
    """The actor holds no duty that allows it."""

    code = "not-allowed"
    status = 403
    message = "Ông/bà không được giao việc này."


class SomeoneWasFaster(Refusal):
    """The row changed since the actor saw it; nothing was overwritten."""

    code = "someone-was-faster"
    message = "Vừa có người khác xử lý việc này. Xin xem lại rồi làm tiếp."


class TooManyTries(Refusal):
    """Guessing is limited."""

    code = "too-many-tries"
    status = 429
    message = "Đã thử quá nhiều lần. Xin chờ %(minutes)s phút rồi thử lại."


class Invalid(Refusal):
    """What was given cannot be used; `problems` says why, field by field."""

    code = "invalid"
    status = 422
    message = "Còn chỗ cần xem lại."

    def __init__(self, problems: Mapping[str, str] | str, **params: object) -> None:
        self.problems: Mapping[str, str] = {"": problems} if isinstance(problems, str) else dict(problems)
        super().__init__("; ".join(str(text) for text in self.problems.values()) or self.message, **params)
