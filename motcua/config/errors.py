"""Pages for what went wrong: what happened, what to do, and the code to tell on the telephone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from motcua.kernel.actor import ActorKind

_HEADINGS = {
    400: gettext_lazy("Yêu cầu này chưa đọc được"),
    401: gettext_lazy("Phiên làm việc đã kết thúc"),
    403: gettext_lazy("Ông/bà không được giao việc này"),
    404: gettext_lazy("Không tìm thấy trang này"),
    409: gettext_lazy("Việc này chưa làm được"),
    422: gettext_lazy("Còn chỗ cần xem lại"),
    413: gettext_lazy("Nội dung gửi quá lớn"),
    429: gettext_lazy("Đã thử quá nhiều lần"),
    500: gettext_lazy("Hệ thống gặp trục trặc"),
    503: gettext_lazy("Chưa mở Trung tâm nào ở đây"),
}


TOO_LARGE = gettext_noop("Chưa có gì được ghi. Xin quay lại, gửi từng tệp một, hoặc chọn tệp nhỏ hơn.")


def page(request: HttpRequest, *, status: int, message: str = "", code: str = "", **more: object) -> HttpResponse:
    """The error page of one status, in the house's words; `more` is for the parts of it few pages have."""
    heading = str(_HEADINGS.get(status, _HEADINGS[500]))
    context = {
        "status": status,
        "heading": heading,
        "message": "" if message.rstrip(".") == heading else message,  # nobody is told the same thing twice
        "code": code,
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
    """The form was too old, or came from another site, or somebody else has signed in since.

    Where an officer sent it from a page of ours, it is kept here and may be sent under the name it would now bear;
    what another site sent is never offered to be sent again.
    """
    told, anew, typed, name = _COPY_IT, _shown_before(request), [], ""
    if _asked_from_within(request):
        told = _COPY_FROM_HERE
    elif _is_an_officers(request) and not request.FILES:
        told, anew, typed = _SEND_IT_AGAIN, "", _typed(request)
        name = request.signed_in.name  # type: ignore[attr-defined]
    heading = gettext("Trang này đã cũ nên chưa gửi được")
    more = {"heading": heading, "anew": anew, "typed": typed, "name": name}
    return _never_kept(page(request, status=403, message=gettext(told), code="csrf", **more))


def signed_out(request: HttpRequest, *, door: str) -> HttpResponse:
    """Status 401: an officer sent a form after the session had ended; it is kept here until it can be sent again.

    Browsers empty some fields of the page one goes back to, so that page is the way for files alone.
    """
    told, typed = _SIGN_IN_AND_SEND, _typed(request)
    if _asked_from_within(request):
        told, typed = _SIGN_IN_AND_PRESS, []
    elif request.FILES:
        told, typed = _SIGN_IN_AND_GO_BACK, []
    return _never_kept(page(request, status=401, message=gettext(told), code="sign-in-needed", door=door, typed=typed))


_COPY_IT = gettext_noop(
    "Chưa có gì được ghi. Xin quay lại trang trước, trình duyệt thường còn giữ những gì đã viết; "
    "mở trang ấy thêm một lần ở thẻ mới rồi chép sang. Xin đừng tải lại trang đang viết."
)
_COPY_FROM_HERE = gettext_noop(
    "Chưa có gì được ghi, và những gì đã viết còn trên trang này. "
    "Xin mở trang thêm một lần ở thẻ mới rồi chép sang; đừng tải lại trang này."
)
_SEND_IT_AGAIN = gettext_noop(
    "Chưa có gì được ghi. Từ khi mở trang đã có lần đăng nhập khác. Những gì đã viết còn giữ ở đây; "
    "nếu đúng là việc của ông/bà, xin gửi lại."
)
_SIGN_IN_AND_SEND = gettext_noop(
    "Chưa có gì được ghi; những gì đã viết còn giữ ở đây. Xin đăng nhập lại ở thẻ mới, rồi trở về thẻ này và gửi lại."
)
_SIGN_IN_AND_PRESS = gettext_noop("Chưa có gì được ghi. Xin đăng nhập lại ở thẻ mới, rồi trở về thẻ này và bấm lại.")
_SIGN_IN_AND_GO_BACK = gettext_noop(
    "Chưa có gì được ghi. Xin đăng nhập lại ở thẻ mới, rồi trở về thẻ này, quay lại trang trước và chọn lại tệp."
)


def _never_kept(answer: HttpResponse) -> HttpResponse:
    add_never_cache_headers(answer)
    return answer


def _is_an_officers(request: HttpRequest) -> bool:
    """Whether an officer who has signed in sent it from a page of ours, as the browser itself says."""
    ours = request.headers.get("Origin", "") == f"{request.scheme}://{request.get_host()}"
    actor = getattr(request, "actor", None)
    return ours and actor is not None and actor.kind is ActorKind.STAFF


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
