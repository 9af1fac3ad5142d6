"""A question asked and its outcome as the JSON object that scripts rely on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from time import perf_counter

from knowledge import (
    Answer,
    Choices,
    Citation,
    Earlier,
    Focus,
    KnowledgeBase,
    KnowledgeError,
    Outcome,
    When,
)


class BrokenQuestion(KnowledgeError):
    """A question that cannot be asked as it was given."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's outcome and how long it took."""

    outcome: Outcome
    milliseconds: float
    id: str | int | None = None

    def as_fields(self) -> dict[str, object]:
        """The fields that `ask --json` and `ask --batch` print, in their order."""
        fields = outcome_fields(self.outcome)
        return {"id": self.id, **fields, "took_ms": round(self.milliseconds, 2)}

    def as_json(self) -> str:
        """The same as one line of JSON."""
        return json.dumps(self.as_fields(), ensure_ascii=False)


def ask_timed(
    base: KnowledgeBase, question: str, *, today: date, focus: Focus | None = None, name: str | int | None = None
) -> Asked:
    """The outcome of one question; name: the id it has in its batch."""
    started = perf_counter()
    outcome = base.ask(question, today=today, focus=focus)
    return Asked(outcome, (perf_counter() - started) * 1000, name)


def read_day(text: str) -> date:
    """A day written 2022-05-23. Raises BrokenQuestion for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BrokenQuestion(f"a day is written like 2022-05-23, not {text!r}") from None


def outcome_fields(outcome: Outcome) -> dict[str, object]:
    """An outcome as plain values; choices count as an abstention that offers something.

    reason: of an abstention, or "choices"; None for an answer.
    """
    answer = outcome if isinstance(outcome, Answer) else None
    return {
        "abstained": answer is None,
        "reason": _reason(outcome),
        "answer": answer.text if answer else None,
        "when": _when(answer.when) if answer else None,
        "certainty": answer.certainty.value if answer else None,
        "speaker": answer.speaker if answer else None,
        "confidence": round(answer.confidence, 4) if answer else None,
        "citation": citation_fields(answer.citation) if answer else None,
        "earlier": [_earlier(earlier) for earlier in answer.earlier] if answer else [],
        "choices": _choices(outcome) if isinstance(outcome, Choices) else [],
    }


def citation_fields(citation: Citation) -> dict[str, object]:
    """A citation as plain values; `start` and `end` are offsets in the article's text."""
    return {
        "article_id": citation.article_id,
        "title": citation.title,
        "date": citation.date.isoformat(),
        "source": citation.source,
        "url": citation.url,
        "sentence": citation.sentence,
        "start": citation.start,
        "end": citation.end,
    }


def _reason(outcome: Outcome) -> str | None:
    if isinstance(outcome, Answer):
        return None
    return "choices" if isinstance(outcome, Choices) else outcome.reason.value


def _when(when: When | None) -> dict[str, str] | None:
    return {"start": when.start.isoformat(), "end": when.end.isoformat()} if when else None


def _earlier(earlier: Earlier) -> dict[str, object]:
    return {
        "answer": earlier.answer,
        "when": _when(earlier.when),
        "certainty": earlier.certainty.value,
        "citation": citation_fields(earlier.citation),
    }


def _choices(choices: Choices) -> list[dict[str, object]]:
    return [
        {"label": choice.label, "question": choice.question, "citation": citation_fields(choice.citation)}
        for choice in choices.choices
    ]
