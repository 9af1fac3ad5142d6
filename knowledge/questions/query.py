"""What was made of a question: the kind of answer asked for, of what, when and by whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from knowledge.language.text import Token, tokenize
from knowledge.model import ValueKind


class Asked(StrEnum):
    """The kind of question; it fixes which kinds of value may answer."""

    WHEN = "when"
    CLOCK = "clock"
    HOW_LONG = "how long"
    HOW_OFTEN = "how often"
    HOW_MANY = "how many"
    HOW_MUCH = "how much"
    MEASURE = "measure"
    WHO = "who"
    ROLE = "role"
    WHERE = "where"
    WHY = "why"
    HOW = "how"
    WHAT = "what"
    LIST = "list"
    DEFINITION = "definition"
    YES_NO = "yes or no"
    SAID = "said"
    WHO_SAID = "who said"
    CONTACT = "contact"
    OPEN = "open"
    """Telegraphic: "x2 price?"; the attribute decides."""


WANTED: dict[Asked, tuple[ValueKind, ...]] = {
    Asked.WHEN: (ValueKind.TIME, ValueKind.CLOCK),
    Asked.CLOCK: (ValueKind.CLOCK,),
    Asked.HOW_LONG: (ValueKind.DURATION, ValueKind.TIME, ValueKind.NUMBER),
    Asked.HOW_OFTEN: (ValueKind.DURATION, ValueKind.NUMBER),
    Asked.HOW_MANY: (ValueKind.NUMBER, ValueKind.DURATION, ValueKind.MONEY),
    Asked.HOW_MUCH: (ValueKind.MONEY, ValueKind.NUMBER),
    Asked.MEASURE: (ValueKind.NUMBER, ValueKind.DURATION, ValueKind.MONEY, ValueKind.TIME),
    Asked.WHO: (ValueKind.PERSON, ValueKind.ORGANISATION),
    Asked.ROLE: (ValueKind.ROLE,),
    Asked.WHERE: (ValueKind.PLACE,),
    Asked.WHY: (ValueKind.CAUSE,),
    Asked.SAID: (ValueKind.QUOTE,),
    Asked.WHO_SAID: (ValueKind.PERSON, ValueKind.ORGANISATION),
    Asked.CONTACT: (ValueKind.CONTACT,),
}


@dataclass(frozen=True, slots=True)
class Query:
    """What was made of a question."""

    text: str
    """The question as understood: mentions cut out, typos of closed-class words mended."""
    asked: Asked
    tokens: tuple[Token, ...]
    """Of the clause that asks."""
    clause: str = ""
    """The clause that asks, as text."""
    context: tuple[Token, ...] = ()
    """Of what was said around it ("I have a monthly pass, …"): finds, but never decides."""
    inherited: tuple[Token, ...] = ()
    """Of the question before, where this one does not stand alone."""
    told: str = ""
    """The sentence of the answer before, where this question continues it; or where one was likeliest."""
    answered: str = ""
    """The answer before, where this question asks on; "" where there was none."""
    focus: tuple[str, ...] = ()
    """Folded words naming the thing asked for: ("bus",) in "which bus goes …", ("litres",) in "how many litres …"."""
    measure: str = ""
    """The property of a how-question: "heavy", "old", "far"; or a unit class."""
    subject: str = ""
    """Who or what a role or definition question is about; the speaker of a quote question."""
    quoted: str = ""
    """The words whose speaker is asked for."""
    is_past: bool = False
    """Asks for what held before a change: "original", "before the delay", "when first announced"."""
    is_rumour: bool = False
    """Asks for what leaks or rumours said."""
    is_latest: bool = False
    is_negative: bool = False
    """A yes/no question put negatively, or why something is not so."""
    wants_list: bool = False
    supposed: str | None = None
    """The words of the condition under which it is asked what happens: "it rains" in "and if it rains?"."""
    is_guessed: bool = False
    """Whether no rule knew the form of its clause, so that the kind is what the model holds for likely."""
    ruled: Asked | None = None
    """The kind that the rules of form give it, before the model is asked."""
    relation: str = ""
    """The preposition of a time asked for: "until", "by", "since", "from", or ""."""
    is_bygone: bool | None = None
    """Whether the verb puts what is asked for in the past (True) or in the present or future (False)."""
    currency: str = ""
    """The currency asked for, as an ISO code, or ""."""
    today: date | None = None
    """The day of the question, where it is known: "is it out yet" is decided by it."""

    def __hash__(self) -> int:
        """By its words alone: what is kept by query is looked up very often, and few have the same."""
        return hash((self.text, self.clause))

    @property
    def wanted(self) -> tuple[ValueKind, ...]:
        """Kinds of value that may answer; empty where any may."""
        return WANTED.get(self.asked, ())


def query_of(clause: str, asked: Asked, **parts: object) -> Query:
    """The query of a clause that is taken for one of a kind; parts: other fields of it."""
    return replace(Query(clause, asked, tokenize(clause), clause), **parts)  # type: ignore[arg-type]
