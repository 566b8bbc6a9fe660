"""The tags every page may use: parts of the design system, dates, money, forms."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import chain
from typing import Any

import segno
from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField, CheckboxSelectMultiple, FileInput, RadioSelect
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import translate_url
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from motcua.ui import format as say

register = template.Library()
_VIETNAMESE = re.compile("[À-ỹ]")
_PER = re.compile(r"(?<=đ/)([^,(]*[^,( ])")
#: What could end a block of data, as JSON writes it without changing its meaning.
_NO_MARKUP = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, label: str = "") -> SafeString:
    """One symbol of the sprite; with a label it is read aloud, without it is decoration."""
    source = f"{static('ui/icons.svg')}#i-{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, source)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', source)


@register.simple_tag(takes_context=True)
def other_language(context: Context) -> SafeString:
    """A link to this page in each other language; nothing where the address shows no page (an error, a form sent)."""
    request = context.get("request")
    if request is None or request.method not in {"GET", "HEAD"}:
        return SafeString()
    present = get_language() or ""
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    others = (
        (there + query, code, code, name)
        for code, name in settings.LANGUAGES
        if code != present and (there := _address_in(request.path, code, present)) != request.path
    )
    return format_html_join(" · ", '<a href="{}" hreflang="{}" lang="{}">{}</a>', others)


@lru_cache(maxsize=1024)
def _address_in(path: str, code: str, language: str) -> str:  # noqa: ARG001 -- what `path` is read in, a part of the key
    """The same page in another language; looking an address up twice costs more than drawing the link."""
    return translate_url(path, code)


@register.simple_tag
def tag(kind: str, label: str, boxed: str = "") -> SafeString:
    """A state: shape, word, then colour. Kinds: good, near, late, wait, new, done."""
    return format_html('<span class="tag {}{}">{}</span>', kind, " boxed" if boxed else "", label)


@register.simple_tag
@lru_cache(maxsize=512)
def qr(text: str, label: str = "") -> SafeString:
    """A QR code as inline SVG; `label` is what a screen reader says. Drawn once: it takes longer than a page."""
    code = segno.make(text, error="m", encoding="utf-8")
    drawn = code.svg_inline(omitsize=True, border=2, svgclass=None, lineclass=None)
    # segno draws numbers only; the text stands in no attribute of the drawing.
    return format_html('<div class="qr" role="img" aria-label="{}">{}</div>', label or text, mark_safe(drawn))  # noqa: S308 -- see above


@register.simple_tag
def json_ld(data: Mapping[str, Any]) -> SafeString:
    """A description for machines inside the page: a block of data, which no browser runs and no policy forbids."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_NO_MARKUP)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(written))  # noqa: S308 -- no < > & in it


@register.simple_tag
def kept(name: str, variant: str = "") -> SafeString:
    """A part that is the same on every page of a language: drawn once per process. It sees only `variant`."""
    return _kept(name, str(variant), get_language() or "")


@lru_cache(maxsize=256)
def _kept(name: str, variant: str, language: str) -> SafeString:  # noqa: ARG001 -- a part of the key
    return render_to_string(name, {"variant": variant})


@register.filter
def spoken(text: str) -> str:
    """Words of the catalogue in the language of the page; as they stand where nobody has translated them."""
    return gettext(text) if text else ""


@register.filter
def tongue(text: str) -> SafeString:
    """The attribute that tells a voice to read Vietnamese words on a page of another language as Vietnamese."""
    foreign = get_language() != "vi" and text and _VIETNAMESE.search(text)
    return mark_safe(' lang="vi"') if foreign else SafeString()


@register.filter
def native(text: str) -> SafeString:
    """Words of data among others: in an element of their own that says they are Vietnamese, where the page is not."""
    mark = tongue(text)
    return format_html("<span{}>{}</span>", mark, text) if mark else conditional_escape(text)


@register.filter
def priced(text: str) -> SafeString:
    """A price in words, what it is asked for each («200.000 đ/bản») marked as `native` does."""
    return format_html_join("", "{}", ((native(part) if at % 2 else part,) for at, part in enumerate(_PER.split(text))))


def native_in(sentence: str, **words: str) -> SafeString:
    """A translated sentence with words of data in it («%(who)s»), these alone marked as `native` does."""
    return mark_safe(conditional_escape(sentence) % {name: native(word) for name, word in words.items()})  # noqa: S308 -- each part is escaped


@register.filter
def when(moment: datetime | None) -> str:
    """«Thứ Sáu, 21/11/2026, 16:30»."""
    return say.when(moment) if moment else ""


@register.filter
def day_or_when(moment: datetime) -> str:
    """«Thứ Sáu, 21/11/2026, 16:30», or the day alone where no hour is known."""
    return say.day_or_when(moment)


@register.filter
def short_when(moment: datetime | None) -> str:
    """«21/11, 16:30»."""
    return say.short_when(moment) if moment else ""


@register.filter
def day(value: date | datetime | None) -> str:
    """«Thứ Sáu, 21/11/2026»."""
    return say.day(value) if value else ""


@register.filter
def money(amount: int | None) -> str:
    """«16.000 đ»."""
    return "" if amount is None else say.money(amount)


@register.filter
def minutes(count: int | None) -> str:
    """«2 giờ 50 phút»."""
    return "" if count is None else say.minutes(count)


@register.filter
def clock_minutes(count: int | None) -> str:
    """«2:50»."""
    return "" if count is None else say.clock_minutes(count)


@register.filter
def file_size(count: int | None) -> str:
    """«1,8 MB»."""
    return "" if count is None else say.size(count)


@register.simple_tag
def field(bound: BoundField, hint: str = "") -> SafeString:
    """A labelled field with hint and error, tied together for screen readers."""
    widget, target = bound.field.widget, bound.id_for_label or bound.auto_id  # a group has an id but no one label
    hint, errors = hint or str(bound.help_text), [str(error) for error in bound.errors]
    attrs: dict[str, str | bool] = {}
    if ids := [f"{target}-{part}" for part, there in (("hint", hint), ("err", errors)) if there]:
        attrs["aria-describedby"] = " ".join(ids)
    if errors:
        attrs["aria-invalid"] = "true"
    told = _told(target, hint, errors)
    shown = _shown(bound)
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return _group(bound, told, shown, bad=bool(errors))
    control, label = bound.as_widget(attrs=attrs), bound.label
    bad = " bad" if errors else ""
    if getattr(widget, "input_type", "") == "checkbox":
        tick = '<div class="field{} tick">{}<label class="choice" for="{}">{}<b>{}</b></label>{}</div>'
        return format_html(tick, bad, told, target, control, label, shown)
    if isinstance(widget, FileInput):
        control = format_html('<div class="upload">{}</div>', control)
    usual = '<div class="field{}"><label for="{}">{}</label>{}{}{}</div>'
    return format_html(usual, bad, target, label, told, control, shown)


def _shown(bound: BoundField) -> SafeString:
    """The picture and the clip of a field that has some."""
    media = {kind: getattr(bound.field, kind, None) for kind in ("picture", "clip")}
    return render_to_string("ui/_shown.html", {"label": bound.label, **media}) if any(media.values()) else SafeString()


def _told(target: str, hint: str, errors: list[str]) -> SafeString:
    """The hint, then what is wrong; the first error bears the id the control points at."""
    shown = format_html('<span class="hint" id="{}-hint">{}</span>', target, hint) if hint else SafeString()
    if not errors:
        return shown
    drawn = icon("alert")
    first = format_html('{}<span class="err" id="{}-err">{}{}</span>', shown, target, drawn, errors[0])
    return first + format_html_join("", '<span class="err">{}{}</span>', ((drawn, error) for error in errors[1:]))


def _group(bound: BoundField, told: SafeString, shown: SafeString, *, bad: bool) -> SafeString:
    choices = format_html_join(
        "",
        '<label class="choice" for="{}">{}<b{}>{}</b></label>',
        ((one.id_for_label, one.tag(), _tongue_of(one.choice_label), one.choice_label) for one in bound),
    )
    mark = mark_safe(' aria-invalid="true"') if bad else ""
    box = '<fieldset class="field{}" id="{}"{}><legend>{}</legend>{}{}{}</fieldset>'
    return format_html(box, " bad" if bad else "", bound.auto_id, mark, bound.label, told, choices, shown)


def _tongue_of(label: Any) -> SafeString:
    """The tongue of a choice; one that is marked up already has told its own."""
    return SafeString() if isinstance(label, SafeString) else tongue(str(label))


@register.simple_tag
def error_summary(*forms: BaseForm | Sequence[BaseForm]) -> str:
    """What is wrong on a page, at its top and in its order, each line leading to its field; else nothing."""
    lines = []
    for form in chain.from_iterable([one] if isinstance(one, BaseForm) else one for one in forms):
        for name, errors in form.errors.items():
            target = form[name].id_for_label or form[name].auto_id if name in form.fields else ""
            lines += [(target, str(error)) for error in errors]
    return render_to_string("ui/_error_summary.html", {"lines": lines}) if lines else ""


@register.inclusion_tag("ui/_pages.html")
def pages(page: Any, query: str = "") -> dict[str, Any]:
    """Links to the pages of a list; `query` is the rest of the address, already encoded."""
    near = [n for n in range(1, page.count + 1) if n in {1, page.count} or abs(n - page.number) <= 2]
    return {"page": page, "near": near, "query": f"&{query}" if query else ""}


@register.inclusion_tag("ui/_path.html")
def path(steps: Any) -> dict[str, Any]:
    """Steps drawn as a path: `name` ("" where `text` alone says it), `mark` (done, now, later), `text`, `at`."""
    return {"steps": steps}


@register.inclusion_tag("ui/_why.html")
def why(rows: Any) -> dict[str, Any]:
    """The day-by-day table of a due date; rows have `date`, `ranges`, `minutes`, `why`, `sources`, `is_off`."""
    return {"rows": rows, "total": sum(row.minutes for row in rows), "most": max([480, *(r.minutes for r in rows)])}
