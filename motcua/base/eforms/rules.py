"""The rules of an e-form, pure: what is shown, what must be answered, what contradicts itself.

A closed language, the same here and in portal/eform.js; tests/base/eform_vectors.json holds both to it.

    rule       {"show": [field…], "when": condition, "say": sentence}      shown only where the condition holds
               {"require": [field…], "when": condition}                    must be answered where it holds
               {"order": [field or "today", …2], "say": sentence}          a date not after another
               {"equal": [field, field], "say"}, {"differ": [field, field], "say"}
               {"one_of": [field…], "say": sentence}                       at least one is answered
    condition  {"field": name, "is": [value…]}, {"field": name, "filled": true or false},
               {"all": [condition…]}, {"any": [condition…]}, {"not": condition}

A date may be a year or a month only; two dates contradict each other only as far as both are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Values = Mapping[str, Any]
Rule = Mapping[str, Any]
TODAY = "today"
#: The word that says what a rule is, and whether the rule has a condition and a sentence.
KINDS: Mapping[str, tuple[bool, bool]] = {
    "show": (True, True),
    "require": (True, False),
    "order": (False, True),
    "equal": (False, True),
    "differ": (False, True),
    "one_of": (False, True),
}
PAIRS = ("order", "equal", "differ")


def kind_of(rule: Rule) -> str:
    """Which of the kinds a rule is; "" for none or for two at once."""
    found = [kind for kind in KINDS if kind in rule]
    return found[0] if len(found) == 1 else ""


def filled(value: object) -> bool:
    """Whether something was answered; a box not ticked is no answer."""
    return value is not None and value is not False and value != ""


def holds(when: Mapping[str, Any], values: Values) -> bool:
    """Whether a condition holds for the answers given."""
    if "all" in when:
        return all(holds(part, values) for part in when["all"])
    if "any" in when:
        return any(holds(part, values) for part in when["any"])
    if "not" in when:
        return not holds(when["not"], values)
    value = values.get(when["field"])
    if "filled" in when:
        return filled(value) is when["filled"]
    return any(type(one) is type(value) and one == value for one in when["is"])


def shown(rules: Sequence[Rule], order: Iterable[str], values: Values) -> list[str]:
    """The fields that are asked, in their order. What a field that is not asked holds counts for nothing."""
    kept: dict[str, Any] = {}
    asked: list[str] = []
    for name in order:
        if all(holds(rule["when"], kept) for rule in rules if name in rule.get("show", ())):
            asked.append(name)
            if name in values:
                kept[name] = values[name]
    return asked


def gate_of(rules: Sequence[Rule], name: str, asked: Iterable[str], values: Values) -> str:
    """The field that a field not asked waits for: the first its unmet condition looks at; "" for one that is asked."""
    seen = {key: value for key, value in values.items() if key in asked}
    closed = (rule for rule in rules if name in rule.get("show", ()) and not holds(rule["when"], seen))
    return next((field for rule in closed for field in fields_in(rule["when"])), "")


def needed(rules: Sequence[Rule], required: Iterable[str], asked: Sequence[str], values: Values) -> list[str]:
    """The fields asked that must be answered, in their order."""
    seen = {name: value for name, value in values.items() if name in asked}
    must = {
        *required,
        *(n for rule in rules if "require" in rule and holds(rule["when"], seen) for n in rule["require"]),
    }
    return [name for name in asked if name in must]


def faults(rules: Sequence[Rule], asked: Sequence[str], values: Values, today: str) -> list[tuple[str, str]]:
    """What contradicts itself: the field to look at, and the rule's sentence."""
    seen = {name: value for name, value in values.items() if name in asked}
    found: list[tuple[str, str]] = []
    for rule in rules:
        broken = _broken(rule, {**seen, TODAY: today})
        names = [name for name in rule.get(kind_of(rule), ()) if name in asked] if broken else []
        if names:
            found.append((names[0] if "one_of" in rule else names[-1], rule["say"]))
    return found


def fields_in(when: Mapping[str, Any]) -> Iterator[str]:
    """The fields a condition looks at."""
    for part in (*when.get("all", ()), *when.get("any", ()), *([when["not"]] if "not" in when else [])):
        yield from fields_in(part)
    if "field" in when:
        yield when["field"]


def _broken(rule: Rule, values: Values) -> bool:
    kind = kind_of(rule)
    if kind == "one_of":
        return not any(filled(values.get(name)) for name in rule["one_of"])
    if kind not in PAIRS:
        return False
    one, two = (values.get(name) for name in rule[kind])
    if not filled(one) or not filled(two):
        return False
    if kind == "order":
        return isinstance(one, str) and isinstance(two, str) and _after(one, two)
    same = type(one) is type(two) and one == two
    return same if kind == "differ" else not same


def _after(one: str, two: str) -> bool:
    """Whether one date is surely after another; «1948» is neither before nor after «1948-05»."""
    known = min(len(one), len(two))
    return one[:known] > two[:known]
