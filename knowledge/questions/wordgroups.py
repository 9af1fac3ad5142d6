"""Groups of words by which the rules of form read questions: as the insides of patterns, and the nouns of a phrase."""

from __future__ import annotations

from knowledge.language.text import tokenize
from knowledge.language.wordlists import lines

_NO_NOUNS = frozenset(lines("questions", "no_nouns"))


def alternatives(name: str) -> str:
    """A list of the vocabulary of questions as the inside of a regular-expression group."""
    return "|".join(lines("questions", name))


AUX, WH = alternatives("auxiliaries"), alternatives("wh")


def nouns_of(phrase: str) -> tuple[str, ...]:
    """The folded words of a noun phrase that may name a thing."""
    return tuple(token.norm for token in tokenize(phrase) if token.norm not in _NO_NOUNS)
