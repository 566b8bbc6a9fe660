"""Our drawing of a control is Django's own, to the letter; a field ties label, hint and error to its control."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.template import engines
from django.utils.safestring import mark_safe

from motcua.base.eforms import Media
from motcua.ui.widgets import Renderer, shown_with

NASTY = "\"><script>'&"
GROUPS = [("", "–"), ("a", "Một <b>"), (NASTY, "Hai"), ("Nhóm & bạn", [("c", "Ba"), (4, "Bốn")])]
BIG = forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "data-x": NASTY, "hidden": False, "autofocus": True})


class Everything(forms.Form):
    """One field of each sort a page may have."""

    text = forms.CharField(label="Tên <gọi>", max_length=20, help_text="Ghi & ký.")
    number = forms.IntegerField(min_value=1, max_value=31)
    big = forms.IntegerField(widget=BIG, required=False)
    email = forms.EmailField()
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    moment = forms.DateTimeField(required=False)
    secret = forms.CharField(widget=forms.PasswordInput)
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)
    long = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), disabled=True)
    one = forms.ChoiceField(choices=GROUPS, required=False)
    many = forms.MultipleChoiceField(choices=GROUPS[1:])
    radio = forms.ChoiceField(choices=GROUPS[:3], widget=forms.RadioSelect)
    ticks = forms.MultipleChoiceField(choices=GROUPS[:3], widget=forms.CheckboxSelectMultiple)
    yes = forms.BooleanField(required=False)
    file = forms.FileField(widget=forms.FileInput)


TYPED: dict[str, Any] = {
    "text": NASTY, "number": "40", "big": "1234567", "email": NASTY, "day": "2026-11-17", "hidden": NASTY,
    "long": f"\n{NASTY}\n", "one": NASTY, "many": ["a", "4"], "radio": NASTY, "ticks": ["a", ""], "yes": "on",
}  # fmt: skip
INITIAL: dict[str, Any] = {"text": mark_safe("a &amp; b"), "number": 7, "big": 1234, "day": date(2026, 11, 17)}
FORMS = {
    "empty": {}, "typed": {"data": TYPED}, "wrong": {"data": {}}, "initial": {"initial": INITIAL},
    "prefixed": {"prefix": "owner", "initial": INITIAL}, "nameless": {"auto_id": False},
}  # fmt: skip


@pytest.mark.parametrize("name", Everything.base_fields)
@pytest.mark.parametrize("given", FORMS.values(), ids=FORMS)
def test_a_control_is_drawn_as_django_draws_it(name: str, given: dict[str, Any]) -> None:
    ours, theirs = Everything(**given, renderer=Renderer()), Everything(**given, renderer=DjangoTemplates())
    assert str(ours[name]) == str(theirs[name])
    assert [choice.tag() for choice in ours[name]] == [choice.tag() for choice in theirs[name]]


def drawn(form: forms.Form, name: str) -> str:
    return engines["django"].from_string(f"{{% field form.{name} %}}").render({"form": form})


def test_hint_and_error_are_tied_to_the_control() -> None:
    html = drawn(Everything(data={}), "text")
    assert 'aria-describedby="id_text-hint id_text-err"' in html
    assert 'aria-invalid="true"' in html
    assert '<span class="hint" id="id_text-hint">Ghi &amp; ký.</span>' in html
    assert 'id="id_text-err"' in html
    assert '<label for="id_text">Tên &lt;gọi&gt;</label>' in html
    assert 'class="field bad"' in html


def test_a_group_of_choices_is_a_fieldset_with_a_legend() -> None:
    html = drawn(Everything(data={}), "radio")
    assert '<fieldset class="field bad" id="id_radio" aria-invalid="true"><legend>Radio</legend>' in html
    assert '<label class="choice" for="id_radio_1"><input type="radio" name="radio" value="a"' in html
    assert "<b>Một &lt;b&gt;</b>" in html


def test_a_tick_and_an_upload_have_their_own_boxes() -> None:
    assert '<div class="field tick"><label class="choice" for="id_yes"><input type="checkbox"' in drawn(
        Everything(), "yes"
    )
    assert '<div class="upload"><input type="file"' in drawn(Everything(), "file")


def test_nothing_wrong_shows_no_summary() -> None:
    summary = engines["django"].from_string("{% error_summary form %}")
    assert summary.render({"form": Everything()}) == ""
    assert 'href="#id_text"' in summary.render({"form": Everything(data={})})


class Helped(forms.Form):
    """Fields that name a picture, a sound, a film, or nothing."""

    seen = shown_with(forms.CharField(label="Số <thẻ>"), picture=Media("ui/mark.svg", "Thẻ & số"))
    heard = shown_with(
        forms.ChoiceField(label="Cách", choices=GROUPS[1:3], widget=forms.RadioSelect), clip=Media("a.ogg", "Nghe")
    )
    film = shown_with(forms.BooleanField(label="Đồng ý"), picture=Media("a.png", "Hình"), clip=Media("a.webm", "Xem"))
    plain = forms.CharField(label="Tên")


def test_a_field_draws_the_picture_and_the_clip_it_names() -> None:
    assert '<img src="/static/ui/mark.svg" alt="Thẻ &amp; số" loading="lazy">' in drawn(Helped(), "seen")
    assert "Số &lt;thẻ&gt;</span></summary>" in drawn(Helped(), "seen")
    assert '<audio controls preload="none" src="/static/a.ogg"></audio>' in drawn(Helped(), "heard")
    assert "<figcaption>Nghe</figcaption>" in drawn(Helped(), "heard")
    assert '<video controls preload="none" src="/static/a.webm"></video>' in drawn(Helped(), "film")
    assert "<details" not in drawn(Helped(), "plain")
