"""Questions that offer a choice ("on Friday or on Saturday?"): which of the two a text bears out. Knows no scores."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize

_ASKS_WHETHER_ANY = lazy_pattern(
    r"\b(?:can|could|may|need|have to|has to|any|anything|anyone|anywhere|either|should)\b", re.IGNORECASE
)
_OFFER = lazy_pattern(
    r"(?P<first>[\w'’-]+) or (?:(?:is|are|will|does|in|on|at|by|to|for|it|they|the|a|an|be) )*"
    r"(?P<other>[\w'’-]+)",
    re.IGNORECASE,
)
_MERE_TALK = lazy_pattern(
    r" or (?:(?:is|was|are|were|did|do|does|have|has|had|will|would) (?:that|it|this|they|those|he|she|you|we)\b|"
    r"(?:just|only|merely) )",
    re.IGNORECASE,
)
"""What offers no other side, and asks whether the first is so: "or was that just talk", "or did they drop it"."""
_LITTLE = frozenset(
    "not no yes so more less two three four five six yes later earlier older younger above below over under".split()
)
_INSTEAD = lazy_pattern(
    r"\b(?:instead of|rather than|not (?:in|on|at|by|the)|no longer|unlike)\b[^,;.]*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Offer:
    """The two words that a question offers, as written."""

    first: str
    other: str

    def taken(self, sentence: str) -> str | None:
        """The one that a sentence holds; None where it holds both or neither."""
        stems = {token.stem for token in tokenize(_INSTEAD.sub("", sentence))}
        held = [word for word in (self.first, self.other) if tokenize(word)[0].stem in stems]
        return held[0] if len(held) == 1 else None


def find_offer(question: str) -> Offer | None:
    """The choice that a question offers. "Can I come by bus or tram?" offers none: it asks whether either will do.

    >>> find_offer("is the concert indoors or outdoors?")
    Offer(first='indoors', other='outdoors')
    """
    found = _OFFER.search(question)
    if found is None or _ASKS_WHETHER_ANY.search(question) or _MERE_TALK.search(question, found.end("first")):
        return None
    first, other = found["first"], found["other"]
    if {first.casefold(), other.casefold()} & _LITTLE or not (tokenize(first) and tokenize(other)):
        return None
    if any(char.isdigit() for char in first + other):  # "in 2023 or 24": the figures need not be written like that
        return None
    return Offer(first, other)
