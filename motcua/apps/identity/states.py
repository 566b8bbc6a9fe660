"""The kinds of accounts, and what a one-time code is for."""

from __future__ import annotations

from django.db.models import TextChoices


class AccountKind(TextChoices):
    """Who an account belongs to; the words are those of `kernel.actor.ActorKind`."""

    STAFF = "staff", "Cán bộ"
    CITIZEN = "citizen", "Người dân"


class Purpose(TextChoices):
    """What a one-time code opens."""

    SIGN_IN = "sign-in", "Đăng nhập"
    CONFIRM = "confirm", "Xác nhận"
    #: Not sent to anybody: the browser that has shown the code of a telephone may say which of its people it is.
    WHO = "who", "Hỏi là ai"
    FILE = "file", "Đồng ý nộp"
