"""Pages for what went wrong: what happened, what to do, and the code to tell on the telephone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy

_HEADINGS = {
    400: gettext_lazy("Yêu cầu này chưa đọc được"),
    403: gettext_lazy("Ông/bà không được giao việc này"),
    404: gettext_lazy("Không tìm thấy trang này"),
    409: gettext_lazy("Việc này chưa làm được"),
    422: gettext_lazy("Còn chỗ cần xem lại"),
    429: gettext_lazy("Đã thử quá nhiều lần"),
    500: gettext_lazy("Hệ thống gặp trục trặc"),
}


def page(request: HttpRequest, *, status: int, message: str = "", code: str = "") -> HttpResponse:
    """The error page of one status, in the house's words."""
    context = {
        "status": status,
        "heading": _HEADINGS.get(status, _HEADINGS[500]),
        "message": message,
        "code": code or str(status),
    }
    return render(request, "ui/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Status 400."""
    return page(request, status=400, message=gettext("Xin tải lại trang rồi thử lần nữa."))


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Status 403."""
    return page(request, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Status 404."""
    return page(request, status=404, message=gettext("Địa chỉ có thể gõ sai, hoặc nội dung không dành cho ông/bà."))


def broken(request: HttpRequest) -> HttpResponse:
    """Status 500: nothing was half-written."""
    return page(request, status=500, message=gettext("Những gì đã gửi trước đó vẫn còn. Xin thử lại sau ít phút."))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """The form was too old, or came from another site."""
    return page(
        request,
        status=403,
        message=gettext("Trang để lâu quá nên không gửi được. Xin tải lại trang rồi gửi lần nữa."),
        code="csrf",
    )
