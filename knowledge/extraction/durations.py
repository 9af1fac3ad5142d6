"""Which durations of a sentence say how long something takes, and how a person would text them back."""

from __future__ import annotations

import re

from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span

_ONE = lazy_pattern(r"an? (?:second|minute|hour|day|week|month|year|night)", re.IGNORECASE)
_LASTS = lazy_pattern(
    r"\b(?:in|within|for|after|about|under|over|than|nearly|almost|only|just|takes?|took|taking|lasts?|lasted|lasting|of|"
    r"is|was|be|another|around|roughly|to|until|whole|least|most|half|by|once|quite|up to|and|or|last|next|wait|waited|"
    r"spent|spend|spends|not|even)[ ]\Z",
    re.IGNORECASE,
)
_ATTRIBUTE = lazy_pattern(r"(?P<count>[\w.,]+)-(?P<unit>second|minute|hour|day|week|month|year)", re.IGNORECASE)


def is_length(sentence: str, span: Span) -> bool:
    """Whether a duration is one: no rate ("five flights a week"), no age ("19-year-old"), no bare word ("Days").

    >>> is_length("There are five flights a week.", Span(23, 29)), is_length("It takes a week.", Span(9, 15))
    (False, True)
    """
    said = span.of(sentence)
    if re.match(r"[ -](?:olds?\b|of age\b)", sentence[span.stop :]):
        return False
    if _ONE.fullmatch(said):
        return _LASTS.search(sentence[: span.start]) is not None
    return " " in said.strip() or "-" in said or any(c.isdigit() for c in said)


def say_length(said: str) -> str:
    """A duration as an answer: "ten-year" is "ten years".

    >>> say_length("ten-year"), say_length("two weeks")
    ('ten years', 'two weeks')
    """
    match = _ATTRIBUTE.fullmatch(said)
    if match is None:
        return said
    return f"{match['count']} {match['unit']}{'' if match['count'].lower() in ('one', '1', 'a') else 's'}"
