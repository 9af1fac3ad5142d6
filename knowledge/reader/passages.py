"""Passage: a sentence that may answer, with what stands around it; and its words, prepared for comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Token, spell_word, spell_words, tokenize
from knowledge.language.wordclasses import tag

_MONTHS = frozenset(
    "january february march april june july august september october november december jan feb mar apr jun jul aug sep "
    "sept oct nov dec".split()
)
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday tonight".split())
_PERIODS = frozenset(
    "spring summer autumn fall winter year years month months week weeks day days hour hours minute minutes century "
    "centuries decade decades quarter weekend morning evening afternoon".split()
)
_YEAR = lazy_pattern(r"(?:1\d|20)\d\d(?:s)?\Z")
_MONEY_WORDS = frozenset("dollar dollars euro euros pound pounds yen cents pence francs rupees usd eur gbp".split())


@dataclass(frozen=True, slots=True)
class Passage:
    """One candidate sentence."""

    text: str
    before: str = ""
    after: str = ""
    title: str = ""
    article: str = ""
    """The whole text of its article: only asked whether a word of the question occurs in it at all."""
    position: int = 0
    """Number of the sentence in its article, from 0."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of one text with what can be said of each without the question."""

    text: str
    norms: tuple[str, ...]
    stems: tuple[str, ...]
    capital: tuple[bool, ...] = ()

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The words with their places: of the few texts that are searched for a short answer."""
        return tokenize(self.text)


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """A sentence's tags and marks, one of each for every token."""

    tags: str
    marks: NDArray[np.bool_]
    """One row a token; columns as in MARKS."""
    noun_phrases: frozenset[tuple[int, int]] = field(default=frozenset())


MARKS = (
    "capital",
    "digit",
    "time",
    "year",
    "money",
    "percent",
    "comma before",
    "break before",
    "quote before",
    "quote after",
    "possessive",
    "joined before",
)
_PLAIN_WORD = lazy_pattern(r"\d+(?:[.,:/]\d+)*\w*|[^\W_]+")
_BREAK = lazy_pattern(r"[;:()\[\]!?—–…]|--|\s-\s")
_QUOTES = lazy_pattern(r"[\"“”«»„]")


@lru_cache(maxsize=8192)
def words_of(text: str) -> Words:
    """The words of a text."""
    words, spelled = spell_words(text)
    norms, stems = _apart(spelled)
    return Words(text, norms, stems, tuple([word[0].isupper() for word in words]))


def _apart(spelled: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple([norm for norm, _ in spelled]), tuple([stem for _, stem in spelled])


@lru_cache(maxsize=8192)
def glance(text: str) -> Words:
    """The plain words of a text without their places: quicker than `words_of`, for what is not read itself."""
    return Words(text, *_apart([spell_word(word) for word in _PLAIN_WORD.findall(text)]))


@lru_cache(maxsize=1024)
def stems_of(text: str) -> frozenset[str]:
    """Every stem and every word of a text."""
    words = glance(text)
    return frozenset(words.stems) | frozenset(words.norms)


@lru_cache(maxsize=4096)
def parse(text: str) -> Parsed:
    """The tags and marks of a sentence."""
    tokens = words_of(text).tokens
    marks = []
    for place, token in enumerate(tokens):
        end = tokens[place - 1].span.stop if place else 0
        follows = tokens[place + 1].span.start if place + 1 < len(tokens) else len(text)
        marks.append(_marks(token.text, token.norm, text[end : token.span.start], text[token.span.stop : follows]))
    return Parsed(tag(tokens), np.array(marks, dtype=bool).reshape(len(tokens), len(MARKS)))


@lru_cache(maxsize=16384)
def _marks(word: str, norm: str, before: str, after: str) -> tuple[bool, ...]:
    """The marks of a word, as written and folded, by what stands between it and its neighbours."""
    year = bool(_YEAR.match(norm))
    return (
        word[0].isupper(),
        any(c.isdigit() for c in norm),
        year or norm in _MONTHS or norm in _DAYS or norm in _PERIODS or word == "May",
        year,
        before[-1:] in ("$", "€", "£", "¥") or norm in _MONEY_WORDS,
        after[:1] == "%" or norm in ("percent", "percentage"),
        "," in before,
        bool(_BREAK.search(before)),
        bool(_QUOTES.search(before)),
        bool(_QUOTES.search(after)),
        word.casefold().endswith(("'s", "’s")) or (word.endswith("s") and after[:1] in ("'", "’")),
        before in ("-", "/", "‑"),
    )
