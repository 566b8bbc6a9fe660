"""English for every text: none missing, none left over, with the same placeholders, and said to its reader."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.template.loader import render_to_string
from django.utils.translation import gettext, ngettext, override

from motcua.config.errors import _HEADINGS
from motcua.kernel.errors import NotFound, TooManyTries
from motcua.ui.refusals import words_of
from tests.architecture.sources import name_of, python_files, tree
from tools import collect_texts as texts

REPAIR = "run: python tools/collect_texts.py, then write the English beside what it names"
HELD = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
BOOK = polib.pofile(str(texts.TARGET))


def placeholders(text: str) -> Counter[str]:
    """How often each placeholder stands in a text."""
    return Counter(match[0] for match in texts.PLACEHOLDER.finditer(text))


def english_of(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_the_list_of_translations_is_up_to_date() -> None:
    wanted = texts.texts()
    there = {(entry.msgid, entry.msgid_plural) for entry in BOOK}
    assert (sorted(wanted - there), sorted(there - wanted)) == ([], []), REPAIR
    assert texts.brought_up_to_date() == texts.TARGET.read_text("utf-8"), REPAIR


def test_every_text_has_its_english() -> None:
    assert [entry.msgid for entry in BOOK if not all(english_of(entry))] == [], REPAIR


def test_nothing_is_doubtful_or_left_over() -> None:
    assert [entry.msgid for entry in BOOK if entry.fuzzy or entry.obsolete] == [], REPAIR


def test_placeholders_are_the_same_in_both_languages() -> None:
    torn = [
        (entry.msgid, english)
        for entry in BOOK
        for english in english_of(entry)
        if placeholders(english) != placeholders(entry.msgid)
    ]
    assert torn == []


def test_english_is_not_vietnamese() -> None:
    """Vietnamese words stay only where they are an example to be typed, or money."""
    kept = re.compile(r"khai sinh|Hộ nghèo|đồng|ông, bà|kết hôn|chứng thực|xác nhận")
    left = [e for entry in BOOK for e in english_of(entry) if texts.VIETNAMESE.search(kept.sub("", e))]
    assert left == []


def test_spaces_and_marks_around_a_text_are_kept() -> None:
    def edges(text: str) -> tuple[bool, bool]:
        return text[0].isspace(), text[-1].isspace()

    assert [entry.msgid for entry in BOOK for e in english_of(entry) if edges(e) != edges(entry.msgid)] == []


def test_markup_inside_a_text_is_kept() -> None:
    tags = re.compile(r"<[^>]+>")
    assert [e.msgid for e in BOOK for english in english_of(e) if tags.findall(english) != tags.findall(e.msgid)] == []


@pytest.mark.parametrize(("count", "english"), [(1, "1 procedure"), (3, "3 procedures")])
def test_english_counts_in_two_forms(count: int, english: str) -> None:
    with override("en"):
        assert ngettext("%(n)s thủ tục", "%(n)s thủ tục", count) % {"n": count} == english


@pytest.mark.parametrize("count", [0, 1, 3])
def test_vietnamese_counts_in_one(count: int) -> None:
    assert ngettext("%(n)s thủ tục", "%(n)s thủ tục", count) % {"n": count} == f"{count} thủ tục"


def test_a_refusal_is_told_in_the_language_of_the_reader() -> None:
    with override("en"):
        assert words_of(NotFound()) == "This was not found."
        assert words_of(TooManyTries(minutes=5)) == "Too many tries. Please wait 5 minutes and try again."
        assert {str(heading) for heading in _HEADINGS.values()} & {entry.msgid for entry in BOOK} == set()
    assert words_of(NotFound()) == "Không tìm thấy nội dung này."


def told_on_import(path: Path) -> list[str]:
    """Calls of gettext that no function holds back: they would speak the language of the start for ever."""
    names = texts._names_of_marks(tree(path))
    held = {id(node) for f in ast.walk(tree(path)) if isinstance(f, HELD) for node in ast.walk(f)}
    return [
        f"{name_of(path)}:{node.lineno}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and id(node) not in held and texts._called(node, names) in {"gettext", "ngettext"}
    ]


def test_no_text_is_translated_before_there_is_a_reader() -> None:
    assert [fault for path in python_files(tests=False) for fault in told_on_import(path)] == []


def test_the_page_says_which_language_it_speaks() -> None:
    assert '<html lang="vi"' in render_to_string("ui/base.html")
    with override("en"):
        assert '<html lang="en"' in render_to_string("ui/base.html")
        assert gettext("Đến nội dung chính") in render_to_string("ui/base.html")


def test_the_collector_reads_every_way_of_marking() -> None:
    code = (
        "from django.utils.translation import gettext as say, gettext_noop, ngettext\n"
        "say('một')\ngettext_noop('hai' if x else 'ba')\nngettext('một tờ', 'nhiều tờ', n)\nother('bốn')\n"
        "class No(Refusal):\n    message = 'Việc này chưa làm được.'\nf'Còn {n} việc.'\n"
    )
    page = (
        "{% translate 'năm' %}{% translate \"sáu\" as six %}{{ x|default:_('bảy') }}"
        "{% blocktranslate count n=k %}{{ n }} %{% plural %}{{ n }} %%{% endblocktranslate %}"
    )
    found = set(texts.in_python(code, unmarked=texts.SENTENCE)) | set(texts.in_template(page))
    assert found == {
        ("một", ""), ("hai", ""), ("ba", ""), ("một tờ", "nhiều tờ"), ("Việc này chưa làm được.", ""),
        ("năm", ""), ("sáu", ""), ("bảy", ""), ("%(n)s %%", "%(n)s %%%%"),
    }  # fmt: skip
