"""The controls of forms, written by Python instead of by Django's own small templates: the same HTML, far sooner.

A page with twenty fields renders two hundred templates otherwise, which was half of its time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.forms import Field
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeData

from motcua.base.eforms import Media

Helped = TypeVar("Helped", bound=Field)
_FOLDER = "django/forms/widgets/"
Context = Mapping[str, Any]


def shown_with(field: Helped, *, picture: Media | None = None, clip: Media | None = None) -> Helped:
    """The field with a picture or a clip that helps with it; the `field` tag draws them beneath."""
    vars(field).update(picture=picture, clip=clip)
    return field


class Renderer(DjangoTemplates):
    """Django's renderer of forms, which draws the usual controls by itself; settings.FORM_RENDERER names it."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """The HTML of one control, or of whatever else a form renders."""
        draw = _DRAWN.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)


def _attrs(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {escape(name)}" if value is True else f' {escape(name)}="{_text(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def _text(value: Any) -> str:
    return value if isinstance(value, SafeData) and isinstance(value, str) else escape(str(value))


def _input(widget: Context) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    return f'<input type="{escape(widget["type"])}" name="{escape(widget["name"])}"{value}{_attrs(widget["attrs"])}>'


def _textarea(widget: Context) -> str:
    value = conditional_escape(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{escape(widget["name"])}"{_attrs(widget["attrs"])}>\n{value}</textarea>'


def _option(widget: Context) -> str:
    label = conditional_escape(widget["label"])
    return f'<option value="{_text(widget["value"])}"{_attrs(widget["attrs"])}>{label}</option>'


def _select(widget: Context) -> str:
    parts = [f'<select name="{escape(widget["name"])}"{_attrs(widget["attrs"])}>']
    for name, options, _index in widget["optgroups"]:
        drawn = "".join(f"\n  {_option(option)}\n" for option in options)
        parts.append(f'\n  <optgroup label="{conditional_escape(name)}">{drawn}\n  </optgroup>' if name else drawn)
    return "".join([*parts, "\n</select>"])


def _choice(widget: Context) -> str:
    if not widget["wrap_label"]:
        return _input(widget)
    target = f' for="{escape(widget["attrs"]["id"])}"' if widget["attrs"].get("id") else ""
    return f"<label{target}>{_input(widget)} {conditional_escape(widget['label'])}</label>"


_INPUTS = ("text", "number", "email", "url", "password", "hidden", "date", "datetime", "time", "checkbox", "file")
_DRAWN: dict[str, Callable[[Context], str]] = {
    **{f"{_FOLDER}{name}.html": _input for name in (*_INPUTS, "input", "search", "tel", "color")},
    f"{_FOLDER}textarea.html": _textarea,
    f"{_FOLDER}select.html": _select,
    f"{_FOLDER}radio_option.html": _choice,
    f"{_FOLDER}checkbox_option.html": _choice,
}
