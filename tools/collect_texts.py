"""Collect every text a person may read, and bring the list of English translations up to date.

    python tools/collect_texts.py            merge what is new into django.po, drop what is gone, tell what is to do
    python tools/collect_texts.py --check    change nothing; end with 1 where something is to do

Needs no GNU gettext. Texts are the marked ones (gettext and its kin in Python under any alias, translate tags in
templates), the `message` of a refusal, our own words in the shipped data (guided questions, electronic forms), and
whole Vietnamese sentences in the code below the pages: rules may not import Django, so what they say is marked by
being a sentence and is translated where it is shown.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "motcua"
TARGET = HOUSE / "locale/en/LC_MESSAGES/django.po"
DATA = HOUSE / "apps/procedures/data"
#: Where nobody reads a page: made-up people, what is typed at a terminal, the rows of the database.
NOT_PAGES = frozenset({"tests", "testing", "migrations", "management", "demo", "cli"})
#: Where an unmarked sentence is a text.
SENTENCES_OF = ("kernel", "base", "apps", "surfaces")
#: Where every word is a text, short ones too: the names of the steps every dossier passes.
NAMES_OF = ("apps/procedures/rules/views.py",)
#: What printed papers say: they are Vietnamese whoever prints them.
PAPERS = ("apps/printing",)
#: Position of the texts among the arguments.
MARKS = {
    "gettext": (0,),
    "gettext_lazy": (0,),
    "gettext_noop": (0,),
    "ngettext": (0, 1),
    "ngettext_lazy": (0, 1),
}
VIETNAMESE = re.compile("[À-ỹ]")
ANYTHING = re.compile(".")
SENTENCE = re.compile(r"\A[A-ZÀ-Ỹ](?s:.)* (?s:.)*[.?!]\Z")
PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[#0\- +]*\d*(?:\.\d+)?[a-zA-Z%]")
_IN_TEMPLATE = re.compile(r"\b(gettext|ngettext|_)\(")
_LITERAL = re.compile(r"""\s*,?\s*(u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")""")

#: A text and its plural, empty where it has none.
Text = tuple[str, str]


def texts() -> set[Text]:
    """Every text of the house."""
    found: set[Text] = set()
    for path in sorted(HOUSE.rglob("*.html")):
        if not NOT_PAGES & set(path.relative_to(HOUSE).parts):
            found.update(in_template(path.read_text("utf-8")))
    for path in sorted(HOUSE.rglob("*.py")):
        if not NOT_PAGES & set(path.relative_to(HOUSE).parts):
            found.update(in_python(path.read_text("utf-8"), unmarked=_what_is_text(path)))
    found.update((text, "") for text in in_data() if text)
    return _joined(found)


def in_data() -> Iterator[str]:
    """Our own words in the shipped data: guided questions and electronic forms; titles of others stay as they are."""
    for line in (DATA / "guides.jsonl").read_text("utf-8").splitlines():
        yield from _of_guide(json.loads(line))
    for path in sorted((DATA / "eforms").glob("*.json")):
        yield from _of_form(json.loads(path.read_text("utf-8")))


def _of_guide(guide: dict[str, Any]) -> Iterator[str]:
    for question in guide["questions"]:
        yield from (question["text"], question.get("hint", ""), *(answer["text"] for answer in question["answers"]))
    rows = (*guide["outcomes"], *(row for rows in guide["papers"].values() for row in rows))
    yield from (row.get("note", "") for row in rows)


def _of_form(form: dict[str, Any]) -> Iterator[str]:
    for field in form["schema"]["properties"].values():
        yield from (field["title"], field["description"], *field.get("enum", ()))
    for page in form["layout"]["pages"]:
        yield from (page["title"], *(section.get("title", "") for section in page["sections"]))
    yield from (rule.get("say", "") for rule in form["rules"])
    for more in form["fields"].values():
        media = (more[kind]["text"] for kind in ("picture", "clip") if kind in more)
        yield from (more.get("help", ""), *media)


def in_template(source: str) -> Iterator[Text]:
    """The texts of one template."""
    plain = templatize(source)
    for mark in _IN_TEMPLATE.finditer(plain):
        first = _LITERAL.match(plain, mark.end())
        if first is None:
            continue
        second = _LITERAL.match(plain, first.end()) if mark[1] == "ngettext" else None
        yield ast.literal_eval(first[1]), ast.literal_eval(second[1]) if second else ""


def in_python(source: str, *, unmarked: re.Pattern[str] | None) -> Iterator[Text]:
    """The marked texts of one module, and the unmarked ones that look like `unmarked`."""
    tree = ast.parse(source)
    names = _names_of_marks(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (places := MARKS.get(_called(node, names))):
            yield from _argument_texts(node, places)
    if unmarked:
        yield from ((text, "") for text in _plain_literals(tree) if VIETNAMESE.search(text) and unmarked.search(text))


def _what_is_text(path: Path) -> re.Pattern[str] | None:
    """What an unmarked Vietnamese literal of this file must look like to be a text."""
    inside = path.relative_to(HOUSE)
    if str(inside) in NAMES_OF:
        return ANYTHING
    if inside.parts[0] not in SENTENCES_OF or any(inside.is_relative_to(part) for part in PAPERS):
        return None
    return SENTENCE


def _names_of_marks(tree: ast.Module) -> dict[str, str]:
    """Alias → gettext function, as the module imports them."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }


def _called(node: ast.Call, names: dict[str, str]) -> str:
    """The gettext function this call is, or nothing; `translation.gettext(…)` counts as well."""
    if isinstance(node.func, ast.Name):
        return names.get(node.func.id, "")
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
        return node.func.attr if names.get(node.func.value.id, node.func.value.id) == "translation" else ""
    return ""


def _argument_texts(node: ast.Call, places: tuple[int, ...]) -> Iterator[Text]:
    """The literal texts a marking call is given; `_("a" if x else "b")` gives both."""
    given = [list(_literals(node.args[place])) for place in places if place < len(node.args)]
    if len(given) == 2:
        yield from ((one, many) for one in given[0] for many in given[1])
    elif given:
        yield from ((text, "") for text in given[0])


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _plain_literals(tree: ast.Module) -> Iterator[str]:
    """Every literal that is no docstring and no piece of a longer string."""
    passed_over = {id(part) for node in ast.walk(tree) for part in _not_texts(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed_over:
            yield node.value


def _not_texts(node: ast.AST) -> Iterable[ast.AST]:
    if isinstance(node, ast.JoinedStr):
        return ast.walk(node)
    if isinstance(node, ast.Expr):
        return (node.value,)
    return ()


def _joined(found: set[Text]) -> set[Text]:
    """Without the bare singular of what has a plural."""
    counted = {one for one, many in found if many}
    return {(one, many) for one, many in found if many or one not in counted}


def merged(book: polib.POFile, wanted: set[Text]) -> polib.POFile:
    """A new list: every wanted text once, in order, with the translation it had."""
    known = {(entry.msgid, entry.msgid_plural): entry for entry in book if not entry.obsolete}
    fresh = polib.POFile(wrapwidth=110)
    fresh.metadata = {
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for one, many in sorted(wanted):
        had = known.get((one, many))
        flags = ["python-format"] if PLACEHOLDER.search(one) else []
        if many:
            plurals = had.msgstr_plural if had else {0: "", 1: ""}
            fresh.append(polib.POEntry(msgid=one, msgid_plural=many, msgstr_plural=plurals, flags=flags))
        else:
            fresh.append(polib.POEntry(msgid=one, msgstr=had.msgstr if had else "", flags=flags))
    return fresh


def brought_up_to_date(path: Path = TARGET) -> str:
    """What the file of translations should hold now."""
    book = polib.pofile(str(path)) if path.exists() else polib.POFile()
    return f"{merged(book, texts())}\n"


def main() -> int:
    """Write the list, or with --check only compare; 1 where a person has something to do."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--check", action="store_true", help="change nothing")
    check = asked.parse_args().check
    now = brought_up_to_date()
    changed = not TARGET.exists() or TARGET.read_text("utf-8") != now
    if changed and not check:
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_text(now, "utf-8")
    book = polib.pofile(now)
    waiting = [entry.msgid for entry in book if not entry.translated()]
    for text in waiting:
        print(f"no English yet: {text}")
    print(f"{len(book)} texts, {len(waiting)} without English{', list out of date' if changed and check else ''}")
    return 1 if waiting or (changed and check) else 0


if __name__ == "__main__":
    sys.exit(main())
