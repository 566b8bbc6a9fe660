"""One's own link to a filing several people sign: show who one is, read what it is, say yes or no."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.commands import signing as signatories
from motcua.apps.dossiers.values.signing import Invited, Over
from motcua.apps.procedures import queries as procedures
from motcua.base.guards import ActorRequest, everyone
from motcua.kernel import clock
from motcua.kernel.errors import NotFound, Refusal
from motcua.surfaces.portal.episodes import confirming as episodes
from motcua.surfaces.portal.forms.confirming import ProofForm
from motcua.surfaces.portal.views import frame
from motcua.ui.refusals import forget_fields, show_refusal, words_of

#: Which invitation this browser has proven to be its own, signed, for a short while.
COOKIE = "motcua_confirm"
MINUTES = 15
#: What is said of a link that opens nothing, and what to do then.
OVER: dict[Over, tuple[str, str]] = {
    Over.UNKNOWN: (
        gettext_noop("Đường dẫn này chưa đúng"),
        gettext_noop("Xin mở lại từ tin nhắn, hoặc chép đủ cả dòng địa chỉ."),
    ),
    Over.EXPIRED: (
        gettext_noop("Đường dẫn này đã hết hạn"),
        gettext_noop("Xin nhờ người nộp hồ sơ gửi đường dẫn mới, hoặc đến ký tại quầy."),
    ),
    Over.REPLACED: (
        gettext_noop("Đã có đường dẫn mới hơn"),
        gettext_noop("Xin mở tin nhắn đến sau cùng; chỉ đường dẫn trong đó còn dùng được."),
    ),
    Over.ANSWERED: (
        gettext_noop("Đường dẫn này đã được trả lời"),
        gettext_noop("Mỗi đường dẫn chỉ trả lời một lần. Nếu đã từ chối mà nay đổi ý, xin đến ký tại quầy."),
    ),
    Over.CLOSED: (
        gettext_noop("Hồ sơ này không chờ xác nhận nữa"),
        gettext_noop("Ông/bà không phải làm gì thêm. Muốn biết vì sao, xin hỏi người nộp hồ sơ."),
    ),
}


@everyone()
@never_cache
@sensitive_post_parameters("code", "fact")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: ActorRequest, link: str) -> HttpResponse:
    """The page of one link, as far as whoever opened it has shown who they are."""
    try:
        it = dossiers.invited(link=link, at=clock.now())
    except NotFound:
        return _over(request, link)
    if _is_proven(request, it):
        return _answer(request, link, it)
    if request.method == "POST" and "send" in request.POST:
        return _send_code(request, link, it)
    return _prove(request, link, it)


def _over(request: ActorRequest, link: str) -> HttpResponse:
    """A link that opens nothing says what to do, and tells nothing of the filing."""
    heading, text = OVER[dossiers.why_over(link=link)]
    return frame.page(request, "portal/signing/over.html", {"heading": _(heading), "text": _(text)}, status=404)


def _send_code(request: ActorRequest, link: str, it: Invited) -> HttpResponse:
    form = ProofForm()
    try:
        episodes.send_code(phone=it.phone, address=request.address, at=clock.now())
    except Refusal as refusal:
        messages.warning(request, words_of(refusal))
        return _door(request, it, form, status=refusal.status)
    messages.success(request, _("Đã gửi mã. Mã thường đến trong vòng một phút."))
    return redirect(f"{reverse('portal:confirm', args=[link])}?ma=co")


def _prove(request: ActorRequest, link: str, it: Invited) -> HttpResponse:
    form, status = ProofForm(request.POST or None), 200
    if form.is_valid():
        try:
            episodes.prove(it=it, link=link, address=request.address, at=clock.now(), **form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form, refusal, forget=("code",))
            status = refusal.status
        else:
            answer = redirect("portal:confirm", link)
            answer.set_signed_cookie(
                COOKIE, it.id.hex, max_age=MINUTES * 60, httponly=True, samesite="Lax", secure=settings.BEHIND_TLS
            )
            return answer
    elif form.is_bound:
        forget_fields(form, "code")
        status = 422
    return _door(request, it, form, status=status)


def _door(request: ActorRequest, it: Invited, form: ProofForm, *, status: int) -> HttpResponse:
    """Before the proof: nothing of the filing is shown, and of the telephone its end."""
    context = {"form": form, "ends": it.phone[-3:], "has_code": form.is_bound or "ma" in request.GET}
    return frame.page(request, "portal/signing/door.html", context, status=status)


def _answer(request: ActorRequest, link: str, it: Invited) -> HttpResponse:
    said = request.POST.get("answer", "")
    if request.method != "POST" or said not in {"yes", "no"}:
        context: dict[str, Any] = {"it": it, "version": procedures.version(it.version_id)}
        return frame.page(request, "portal/signing/answer.html", context, status=422 if request.POST else 200)
    try:
        signatories.answer(link=link, agreed=said == "yes", actor=request.actor, at=clock.now())
    except (NotFound, signatories.NotAwaited):  # answered at the counter, or by a second click, this moment
        return _over(request, link)
    answer = frame.page(request, "portal/signing/done.html", {"agreed": said == "yes"})
    answer.delete_cookie(COOKIE, samesite="Lax")
    return answer


def _is_proven(request: ActorRequest, it: Invited) -> bool:
    try:
        return request.get_signed_cookie(COOKIE, default="", max_age=MINUTES * 60) == it.id.hex
    except signing.BadSignature:
        return False
