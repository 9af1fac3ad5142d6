"""Frozen values that go between the stages; they know no text processing and no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Certainty(StrEnum):
    """How sure an article is of what it says; a reader is told it with every answer."""

    CONFIRMED = "confirmed"
    EXPECTED = "expected"
    RUMOUR = "rumour"


class Granularity(StrEnum):
    """How fine a time was given; "July" is a month and never becomes a day of July."""

    DAY = "day"
    WEEK = "week"
    PART = "part"
    """Early, mid or late in a longer period, a weekend, a range of days."""
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class ValueKind(StrEnum):
    """What kind of thing a fact's value is; the kind of answer must fit the kind of question."""

    TIME = "time"
    CLOCK = "clock"
    DURATION = "duration"
    MONEY = "money"
    NUMBER = "number"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    NAME = "name"
    ROLE = "role"
    QUOTE = "quote"
    CAUSE = "cause"
    LIST = "list"
    CONTACT = "contact"
    CLAIM = "claim"
    """A whole clause: it answers yes/no, why and how, and carries its polarity."""


class Reason(StrEnum):
    """Why there is no answer."""

    UNKNOWN_SUBJECT = "unknown subject"
    NOT_STATED = "not stated"
    OUT_OF_SCOPE = "out of scope"
    TOO_VAGUE = "too vague"
    EMPTY = "no articles"
    OTHER_LANGUAGE = "other language"
    """The question was not read: it is not in the language of the articles."""


_set = object.__setattr__


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """Half-open character range [start, stop) in one text."""

    start: int
    stop: int

    def __init__(self, start: int, stop: int) -> None:
        # a question makes some hundreds: what dataclass would write takes half as long again
        if not 0 <= start <= stop:
            raise ValueError(f"not a span: [{start}, {stop})")
        _set(self, "start", start)
        _set(self, "stop", stop)

    def of(self, text: str) -> str:
        """The characters of `text` in this span."""
        return text[self.start : self.stop]

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.stop <= self.stop

    def meets(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.stop and other.start < self.stop


@dataclass(frozen=True, slots=True)
class When:
    """A time as an inclusive interval of days; never finer than its words were."""

    start: date
    end: date
    granularity: Granularity = Granularity.DAY
    is_approximate: bool = False
    """Whether the words weakened it: "around", "about", "roughly"."""

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError(f"a time cannot end ({self.end}) before it starts ({self.start})")

    def holds(self, other: When) -> bool:
        """Whether `other` lies inside this interval."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One announcement as published. Offsets of spans always refer to `text` as given."""

    id: str
    title: str
    date: date
    """Day of publication: the anchor of "in July" and the rank of what it says."""
    text: str
    source: str | None = None
    url: str | None = None
    lang: str = "en"
    is_shipped: bool = False
    """Whether it came with the package (read-only, hidden by --empty)."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Subject, attribute and value, as one article states them."""

    id: str
    article_id: str
    subject: str
    attribute: str
    """A name from the attribute vocabulary, or "" where no word of the clause belongs to one."""
    value: str
    kind: ValueKind
    evidence: Span
    """Where the value stands in the article's text."""
    sentence: Span
    """The sentence that states it, in the article's text."""
    certainty: Certainty = Certainty.CONFIRMED
    is_denied: bool = False
    speaker: str | None = None
    when: When | None = None
    condition: str | None = None
    is_curated: bool = False
    """Whether a person wrote it (library, /teach) rather than the extractor."""
    asks: tuple[str, ...] = ()
    """Of a curated fact: questions that it answers, in the words they were asked in."""
    is_pinned: bool = False
    """Of a curated fact: whether it answers them though a newer article says otherwise."""
    is_retired: bool = False
    """Of a curated fact: whether it says that what stands there is no fact, and answers nothing."""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a person can check: where it was said, when, and the sentence itself."""

    article_id: str
    title: str
    date: date
    sentence: str
    start: int
    """Offsets of the sentence in the article's text."""
    end: int
    source: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A time that an article announced for a subject."""

    when: When
    value: str
    """The time in the words of facts: "18 June 2026", "July 2022"."""
    attribute: str
    """What happens then, a name from the attribute vocabulary; "" where only the sentence tells."""
    certainty: Certainty
    is_off: bool
    """Whether it was denied, or no longer holds."""
    citation: Citation
    evidence: Span
    """Where the time stands in the citation's sentence; empty where it stands beside it."""
    also: int = 0
    """How many further articles name this time."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A time that moved: places in the timeline, and who says so."""

    before: int
    after: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Timeline:
    """What was announced for a subject, in the order of its times."""

    subject: str
    milestones: tuple[Milestone, ...] = ()
    slips: tuple[Slip, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """A value that a newer article replaced."""

    answer: str
    citation: Citation
    certainty: Certainty
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Focus:
    """What a follow-up may inherit from the last outcome of its chat; plain strings, so that JSON can hold it."""

    question: str
    """The question as it was understood, with what it inherited itself."""
    article_id: str | None = None
    """The article last cited, replied to or forwarded."""
    sentence: str = ""
    answer: str = ""
    subject: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the trace: a stage and what it found, for whoever asks why."""

    stage: str
    finding: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A short answer with its citation."""

    text: str
    citation: Citation
    certainty: Certainty
    confidence: float
    """Calibrated, in [0, 1]."""
    speaker: str | None = None
    when: When | None = None
    earlier: tuple[Earlier, ...] = ()
    also: tuple[Citation, ...] = ()
    """Further articles that state the same value, newest first."""
    about: str = ""
    """The subject, where the question left it open and the chat's focus filled it."""
    focus: Focus | None = None
    trace: tuple[Step, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence is {self.confidence}, not in [0, 1]")


@dataclass(frozen=True, slots=True)
class Choice:
    """One fact that the question may have meant."""

    label: str
    """What a button or a list shows, about 60 characters."""
    question: str
    """The question that asks for exactly this."""
    citation: Citation


@dataclass(frozen=True, slots=True)
class Choices:
    """Up to three facts that the question may have meant: "did you mean …"."""

    choices: tuple[Choice, ...]
    focus: Focus | None = None
    trace: tuple[Step, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Abstention:
    """No answer, why, and what the articles do say nearby."""

    reason: Reason
    text: str
    """One sentence for the person: what the announcements don't say."""
    nearby: tuple[Citation, ...] = ()
    focus: Focus | None = None
    trace: tuple[Step, ...] = field(default=(), repr=False)


Outcome = Answer | Choices | Abstention


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A question with the answer that somebody found right: it is asked again whenever the knowledge changes."""

    question: str
    answer: str
    article_id: str
    """The article that was cited."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A pinned answer that a newer article does not bear out."""

    fact: Fact
    question: str
    newer: Answer


@dataclass(frozen=True, slots=True)
class Added:
    """What adding an article did."""

    article_id: str
    facts: int
    status: str
    """"added", "known" (the same text is stored already, perhaps under another id: nothing changed) or "replaced" (the
    same id or page, another text)."""
