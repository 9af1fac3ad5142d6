"""Patterns tried only at the words that open them; `re` alone would try them at every character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from knowledge.language.patterns import lazy_pattern

REMEMBERED = 512
"""Texts whose words are kept: each is asked about by every pattern."""
_WORD = lazy_pattern(r"\w+")


class Opened:
    """A pattern whose matches all begin with one of some words; finds just what the pattern would find by itself."""

    __slots__ = ("_pattern", "_stems", "_words")

    def __init__(self, pattern: re.Pattern[str], openers: Iterable[str]) -> None:
        """openers: in lower case; "*" at the end stands for any ending. The pattern must admit no letter before it."""
        first = [(found.group(), opener[found.end() :]) for opener in openers if (found := _WORD.match(opener))]
        self._pattern = pattern
        self._words = frozenset(word for word, rest in first if rest[:1] != "*")
        self._stems = tuple(sorted(word for word, rest in first if rest[:1] == "*"))

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where it stands."""
        return next(self.finditer(text), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All places where it stands, in order and apart."""
        at = 0
        for start in self.openings(text):
            if start >= at and (found := self._pattern.match(text, start)) is not None:
                yield found
                at = found.end()

    def sub(self, instead: str, text: str) -> str:
        """The text with something else in all those places."""
        return self._pattern.sub(instead, text) if self.openings(text) else text

    def openings(self, text: str) -> list[int]:
        """Where one of the words stands, in order."""
        words = words_of(text)
        opening = self._words & words
        if self._stems and self._has_stem(text):
            opening |= {word for word in words if word.startswith(self._stems)}
        if not opening:
            return []
        places = _places(text)
        return sorted([start for word in opening for start in places[word]])

    def _has_stem(self, text: str) -> bool:
        lowered = text.lower()
        return any(stem in lowered for stem in self._stems)


@lru_cache(maxsize=REMEMBERED)
def words_of(text: str) -> frozenset[str]:
    """The words of a text, in lower case."""
    return frozenset(_WORD.findall(text.lower()))


@lru_cache(maxsize=REMEMBERED)
def _places(text: str) -> dict[str, list[int]]:
    """Word in lower case → where it stands."""
    places: dict[str, list[int]] = {}
    for found in _WORD.finditer(text):
        places.setdefault(found.group().lower(), []).append(found.start())
    return places
