"""The kinds of effect that announcements give reasons for, and which of them a text tells. Knows no articles."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize
from knowledge.language.wordlists import lines

Effects = frozenset[int]
Stems = tuple[str, ...]
UNDONE = -1
"""The kind that any sentence tells which says that something is not so."""
_NOT = lazy_pattern(
    r"\b(?:will|can|could|would|do|does|did|is|are|was|were|has|have|had|may|must)"
    r"(?: (?:not|never|no longer)|n['’]?t)\b"
    r"|\bcannot\b|\bwo(?:n['’]t|nt)\b|\bno longer\b|\bthere (?:is|are|was|were|will be) no\b",
    re.IGNORECASE,
)
_PARTED = lazy_pattern(
    r"\b(call(?:s|ed|ing)?|put(?:s|ting)?|push(?:es|ed|ing)?|h[oe]ld(?:s|ing)?|cut(?:s|ting)?|t(?:ake|ook|aken|akes)) "
    r"((?:it|them|us|this|everything|(?:the|its|their|her|his|our|my) (?:\w+ ){0,2}\w+)) (off|back|up|out|down)\b",
    re.IGNORECASE,
)
"""Verbs whose particle stands behind what they act on: "called the game off"."""
_NONE = lazy_pattern(r"^(?:and |but |so )?why (?:(?:is|are|was|were) there )?(?:no|not)\b", re.IGNORECASE)


@lru_cache(maxsize=8192)
def effects_of(text: str) -> Effects:
    """The kinds of effect that a text tells or asks about, by their place in the vocabulary.

    >>> bool(effects_of("why the wait?") & effects_of("The bridge will open two weeks later than planned."))
    True
    """
    found = frozenset(kind for _, kind in _told(text))
    return found | {UNDONE} if _NOT.search(text) else found


def kin_of(question: str) -> dict[str, frozenset[Stems]]:
    """Each stem of a question that tells an effect → the words, as stems, that tell an effect of the same kind.

    >>> ("call", "off") in kin_of("why was the concert cancelled")["cancel"]
    True
    """
    found: dict[str, frozenset[Stems]] = {}
    for phrase, kind in _told(question):
        kin = frozenset(other for entries in _table().values() for other, same in entries if same == kind)
        for stem in phrase:
            found[stem] = found.get(stem, frozenset()) | kin
    return found


def _told(text: str) -> list[tuple[Stems, int]]:
    """The phrases of the vocabulary that a text has, each with its kind of effect."""
    together = _PARTED.sub(r"\1 \3 \2", text.replace("cannot", "can not"))
    stems = tuple(token.stem for token in tokenize(together))
    table = _table()
    return [
        (phrase, kind)
        for place, stem in enumerate(stems)
        for phrase, kind in table.get(stem, ())
        if stems[place : place + len(phrase)] == phrase
    ]


def asked_effects(question: str) -> Effects:
    """The kinds of effect that would be what a question asks the reason of: what does not take place was put off,
    called off or is missing, and what was put off does not take place.

    >>> bool(asked_effects("why no concert on the 18th") & effects_of("The concert was called off."))
    True
    """
    found = effects_of(question)
    if _NONE.search(question):
        found |= _failing() | {UNDONE}
    return found | {UNDONE} if found & _failing() else found


@lru_cache(maxsize=1)
def _failing() -> Effects:
    """The kinds of effect by which something does not happen as planned."""
    return effects_of("late; called off; missing; not allowed")


def stems_of(effects: Effects) -> frozenset[str]:
    """The stems of all words that tell some kinds of effect."""
    return frozenset(
        stem for entries in _table().values() for phrase, kind in entries if kind in effects for stem in phrase
    )


def all_effects() -> Effects:
    """All the kinds, for a question that asks what went wrong and leaves open in what."""
    return frozenset(kind for entries in _table().values() for _, kind in entries)


@lru_cache(maxsize=1)
def _table() -> dict[str, list[tuple[Stems, int]]]:
    """First stem → the phrases that begin with it, each with its kind of effect."""
    found: dict[str, list[tuple[Stems, int]]] = {}
    for kind, line in enumerate(lines("effects", "effects")):
        for phrase in line.split(","):
            stems = tuple(token.stem for token in tokenize(phrase))
            if stems:
                found.setdefault(stems[0], []).append((stems, kind))
    return found
