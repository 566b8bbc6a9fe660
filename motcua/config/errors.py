"""Pages for what went wrong: what happened, what to do, and the code to tell on the telephone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_lazy

_HEADINGS = {
    400: gettext_lazy("Yêu cầu này chưa đọc được"),
    401: gettext_lazy("Phiên làm việc đã kết thúc"),
    403: gettext_lazy("Ông/bà không được giao việc này"),
    404: gettext_lazy("Không tìm thấy trang này"),
    409: gettext_lazy("Việc này chưa làm được"),
    422: gettext_lazy("Còn chỗ cần xem lại"),
    429: gettext_lazy("Đã thử quá nhiều lần"),
    500: gettext_lazy("Hệ thống gặp trục trặc"),
}


def page(request: HttpRequest, *, status: int, message: str = "", code: str = "", **more: object) -> HttpResponse:
    """The error page of one status, in the house's words; `more` is for the parts of it few pages have."""
    context = {
        "status": status,
        "heading": _HEADINGS.get(status, _HEADINGS[500]),
        "message": message,
        "code": code or str(status),
    }
    return render(request, "ui/error.html", {**context, **more}, status=status)


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
    """The form was too old, or came from another site, or somebody else has signed in since: nothing typed is lost."""
    message = (
        gettext(
            "Chưa có gì được ghi, và những gì đã viết còn trên trang này. "
            "Xin mở trang thêm một lần ở thẻ mới rồi chép sang; đừng tải lại trang này."
        )
        if _asked_from_within(request)
        else gettext(
            "Chưa có gì được ghi. Xin quay lại trang trước: những gì đã viết còn ở đó. "
            "Mở trang ấy thêm một lần ở thẻ mới rồi chép sang; đừng tải lại trang đang viết."
        )
    )
    heading = gettext("Trang này đã cũ nên chưa gửi được")
    answer = page(request, status=403, message=message, code="csrf", heading=heading, anew=_shown_before(request))
    add_never_cache_headers(answer)
    return answer


def signed_out(request: HttpRequest, *, door: str) -> HttpResponse:
    """Status 401: an officer sent a form after the session had ended; it is kept here until it can be sent again.

    Files cannot be kept: for them the page before is the only place.
    """
    stays = _asked_from_within(request)
    message = (
        gettext("Chưa có gì được ghi. Xin đăng nhập lại ở thẻ mới, rồi trở về thẻ này và bấm lại.")
        if stays
        else gettext(
            "Chưa có gì được ghi. Xin đăng nhập lại ở thẻ mới, rồi trở về thẻ này: gửi lại, "
            "hoặc quay lại trang trước và bấm lại; những gì đã viết còn ở đó."
        )
    )
    typed = [] if stays or request.FILES else _typed(request)
    answer = page(request, status=401, message=message, code="sign-in-needed", door=door, typed=typed)
    add_never_cache_headers(answer)
    return answer


def _asked_from_within(request: HttpRequest) -> bool:
    """Whether the page that asked stays open, and tells the answer itself."""
    return "HX-Request" in request.headers


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent, without the form token and without what is typed only to be checked."""
    left_out = ("csrfmiddlewaretoken", "password", "code")
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in map(str, values)
        if not any(name == one or name.endswith(f"_{one}") for one in left_out)
    ]


def _shown_before(request: HttpRequest) -> str:
    """The page of this house the form stood on, or ''."""
    before = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    return before if ours else ""
