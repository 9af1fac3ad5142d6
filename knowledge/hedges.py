"""How sure a clause is: confirmed, expected or rumour; whether it denies; on what it depends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from knowledge.model import Certainty, Span
from knowledge.wordlists import lines


@dataclass(frozen=True, slots=True)
class Label:
    """How sure the clause around a span is."""

    certainty: Certainty
    is_denied: bool
    condition: str | None
    cue: str
    """The words that decided, "" where nothing weakens the clause."""


_CLAUSE_BREAK = re.compile(
    r";\s|,?\s+(?:but|although|though|whereas|however|while)\s+|\s[–—]\s|(?<=[.!?])\s+(?=[A-Z\"“])", re.IGNORECASE
)


@cache
def _pattern(section: str) -> re.Pattern[str]:
    phrases = sorted((_expression(line) for line in lines("hedges", section)), key=len, reverse=True)
    return re.compile(r"(?<![\w'’-])(?:" + "|".join(phrases) + r")(?![\w-])", re.IGNORECASE)


def _expression(phrase: str) -> str:
    words = []
    for word in phrase.split():
        escaped = re.escape(word).replace(r"\*", r"\w*").replace("'", "['’]")
        words.append(r"[\w-]+" if word == "_" else escaped)
    return r"\s+".join(words)


def clause_around(sentence: str, span: Span) -> Span:
    """The clause of the sentence that holds the span.

    >>> text = "It was rumoured, but today it is official."
    >>> clause_around(text, Span(22, 27)).of(text)
    'today it is official.'
    """
    start, stop = 0, len(sentence)
    for match in _CLAUSE_BREAK.finditer(sentence):
        if match.end() <= span.start:
            start = match.end()
        elif match.start() >= span.stop:
            stop = match.start()
            break
    return Span(start, stop)


def label(sentence: str, span: Span, *, inside_quote: bool = False, context: str = "") -> Label:
    """How sure the sentence is of what stands at `span`, judged for the clause that holds it.

    inside_quote: whether a person named in the text says it. context: the title and the sentence before.
    """
    clause = clause_around(sentence, span).of(sentence)
    rumour = _pattern("rumour").search(clause)
    expected = _pattern("expected").search(clause)
    denied = _pattern("denial").search(clause)
    if rumour:
        return Label(Certainty.RUMOUR, denied is not None, None, rumour.group())
    if inside_quote:
        return Label(Certainty.CONFIRMED, denied is not None, None, "")
    if expected:
        return Label(Certainty.EXPECTED, denied is not None, None, expected.group())
    return Label(Certainty.CONFIRMED, denied is not None, None, "")


def is_rumour_article(title: str, text: str) -> bool:
    """Whether the whole piece is about leaks."""
    return bool(_pattern("rumour_article").search(f"{title}\n{text[:800]}"))
