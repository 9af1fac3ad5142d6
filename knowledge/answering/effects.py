"""The kinds of effect that announcements give reasons for, and which of them a text tells. Knows no articles."""

from __future__ import annotations

from functools import lru_cache

from knowledge.language.text import tokenize
from knowledge.language.wordlists import lines

Effects = frozenset[int]


@lru_cache(maxsize=8192)
def effects_of(text: str) -> Effects:
    """The kinds of effect that a text tells or asks about, by their place in the vocabulary.

    >>> bool(effects_of("why the wait?") & effects_of("The bridge will open two weeks later than planned."))
    True
    """
    stems = tuple(token.stem for token in tokenize(text))
    table = _table()
    return frozenset(
        kind
        for place, stem in enumerate(stems)
        for phrase, kind in table.get(stem, ())
        if stems[place : place + len(phrase)] == phrase
    )


def all_effects() -> Effects:
    """All the kinds, for a question that asks what went wrong and leaves open in what."""
    return frozenset(kind for entries in _table().values() for _, kind in entries)


@lru_cache(maxsize=1)
def _table() -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """First stem → the phrases that begin with it, each with its kind of effect."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for kind, line in enumerate(lines("effects", "effects")):
        for phrase in line.split(","):
            stems = tuple(token.stem for token in tokenize(phrase))
            if stems:
                found.setdefault(stems[0], []).append((stems, kind))
    return found
