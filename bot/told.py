"""What a message of the bot said, as far as its buttons, /why and replies to it need it later; to JSON and back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from knowledge import Abstention, Answer, Choices, Citation, Focus, Outcome


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of an article that was cited."""

    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Told:
    """One question and what was told."""

    question: str
    answer: str = ""
    """The short answer; "" where there was none."""
    subject: str = ""
    focus: Focus | None = None
    places: tuple[Place, ...] = ()
    choices: tuple[str, ...] = ()
    """The questions behind the choices that were offered."""
    trace: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the bot: where it stands, to whom it was said, and what it told."""

    id: str
    chat_id: int
    topic: int
    asker: int
    message_id: int
    """0 where it stayed behind in a group that became a supergroup: it can be neither edited nor linked."""
    told: tuple[Told, ...]

    def as_json(self) -> str:
        """All of it in one line."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


def read_said(body: str) -> Said:
    """What `as_json` wrote."""
    fields = json.loads(body)
    return Said(**{**fields, "told": tuple(_told(told) for told in fields["told"])})


def told_of(question: str, outcome: Outcome) -> Told:
    """What to keep of an outcome."""
    cited = _citations(outcome)
    focus = outcome.focus
    return Told(
        question,
        outcome.text if isinstance(outcome, Answer) else "",
        focus.subject if focus else "",
        focus,
        tuple(Place(citation.article_id, citation.start, citation.end) for citation in cited),
        tuple(choice.question for choice in outcome.choices) if isinstance(outcome, Choices) else (),
        tuple((step.stage, step.finding) for step in outcome.trace),
    )


def id_for(chat_id: int, message_id: int) -> str:
    """The id of what was said to one message: a button carries it.

    >>> id_for(-100123, 45)
    '-100123.45'
    """
    return f"{chat_id}.{message_id}"


def _told(fields: dict[str, Any]) -> Told:
    focus = fields["focus"]
    return Told(
        **{
            **fields,
            "focus": Focus(**focus) if focus else None,
            "places": tuple(Place(**place) for place in fields["places"]),
            "choices": tuple(fields["choices"]),
            "trace": tuple((stage, finding) for stage, finding in fields["trace"]),
        }
    )


def _citations(outcome: Outcome) -> tuple[Citation, ...]:
    if isinstance(outcome, Answer):
        return (outcome.citation, *outcome.also)
    if isinstance(outcome, Abstention):
        return outcome.nearby
    return tuple(choice.citation for choice in outcome.choices)
