"""A guide as values: closed questions asked before filing, and what each combination of answers comes to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

#: A condition: each question named, with the answers it allows; a question not named may be answered anyhow.
When = tuple[tuple[str, frozenset[str]], ...]


class Way(StrEnum):
    """Where a combination of answers leads: on to filing, to another procedure, or to a person."""

    FILE = "file"
    OTHER = "other"
    ASK = "ask"


class Need(StrEnum):
    """Whether a paper is asked of this person: bring it, it depends on what the officer finds, not asked."""

    BRING = "bring"
    MAYBE = "maybe"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Choice:
    """One closed answer."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question; its answers are closed and say nothing about who is asked."""

    key: str
    text: str
    choices: tuple[Choice, ...]
    hint: str = ""

    def choice(self, key: str) -> Choice | None:
        """The answer with this key."""
        return next((choice for choice in self.choices if choice.key == key), None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A row of the decision table. FILE names `case` and `channel`, OTHER the `code` of another procedure.

    `applicant_class` is a key of the version's exemptions, "" where it is not known to matter.
    """

    when: When
    way: Way
    case: str = ""
    channel: int = 0
    code: str = ""
    applicant_class: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row of one paper's own table: under this condition, this need, in these words."""

    when: When
    need: Need
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaperRule:
    """When one paper of the version is asked for."""

    paper: str
    rows: tuple[PaperRow, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """Questions in the order they are asked, the table of outcomes, and the tables of papers."""

    questions: tuple[Question, ...]
    outcomes: tuple[Outcome, ...]
    papers: tuple[PaperRule, ...] = ()

    def question(self, key: str) -> Question | None:
        """The question with this key."""
        return next((question for question in self.questions if question.key == key), None)

    @property
    def words(self) -> tuple[str, ...]:
        """Everything in it that a person reads; a sentence may come more than once."""
        asked = (word for one in self.questions for word in (one.text, one.hint, *(each.text for each in one.choices)))
        noted = (row.note for rule in self.papers for row in rule.rows)
        return tuple(word for word in (*asked, *(row.note for row in self.outcomes), *noted) if word)

    def rule(self, paper: str) -> PaperRule | None:
        """The table of one paper; None where the version itself says when it is asked for."""
        return next((rule for rule in self.papers if rule.paper == paper), None)


@dataclass(frozen=True, slots=True)
class PaperSaid:
    """What the guide says of one paper of the case."""

    paper: str
    need: Need
    note: str = ""


@dataclass(frozen=True, slots=True)
class Guided:
    """How far a person's answers lead: what was said, then either the next question or the outcome."""

    said: tuple[tuple[Question, Choice], ...]
    question: Question | None = None
    outcome: Outcome | None = None
    papers: tuple[PaperSaid, ...] = ()
