"""What an open question is after, whatever its nouns, and the words by which people ask for it."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, lru_cache

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize
from knowledge.language.wordlists import lines


class Frame(StrEnum):
    """A matter that announcements tell in set words; those are in vocabulary/frames.yaml."""

    WORKAROUND = "workaround"
    """What those do who cannot do what all should."""
    GIFT = "gift"
    """What people are given, for nothing or to make up for something."""
    CONSEQUENCE = "consequence"
    """What follows if something is so."""
    CONDITION = "condition"
    """What something hangs on."""
    HAZARD = "hazard"
    """What is wrong with a thing, and what may come of it."""
    NOVELTY = "novelty"
    CONTENTS = "contents"
    """What comes with something that is bought."""
    CHOICE = "choice"
    GOAL = "goal"
    """What research is after."""
    MARK = "mark"
    """How a thing is told from others."""
    DETOUR = "detour"
    REPLACEMENT = "replacement"
    FATE = "fate"
    """What became of something."""
    OPEN = "open"
    """Whether and how far something is settled."""
    NAME = "name"


_FIRM = frozenset({
    Frame.WORKAROUND, Frame.GIFT, Frame.CONSEQUENCE, Frame.GOAL, Frame.CONTENTS, Frame.REPLACEMENT, Frame.OPEN,
})  # fmt: skip
"""Frames that no question for a date, a sum or a place is in."""
_BARE = lazy_pattern(
    r"(?:and |so |but )?what(?: else| exactly)?(?:'s|s)? (?:do|does|did|will|would|can|could|is|are|am|was|were|must"
    r"|should|may|might|comes?|hap+ens?|hapens|becomes?|goes|kind of)\b",
    re.IGNORECASE,
)
"""A question that says of no noun that it asks for it."""
_ANY = lazy_pattern(
    r"\b(?:any|another) (?:[\w-]+ )?(?:work-?around|stop-?gap|remedy|fix)s?\b"
    r"|\b(?:and|,) (?:which|what)(?: one| exactly)?$",
    re.IGNORECASE,
)
"""A question for whether there is something, to be told what."""
_STATES = lazy_pattern(
    r"(?:can ?'?t|cannot|can not) (?!(?:i|you|we|they|one|people|it|he|she|the|my|a)\b)\w+", re.IGNORECASE
)
"""A clause that tells what somebody cannot do, its subject left out: "can't patch my box today"."""
_SUMS = (*lines("questions", "money_nouns"), *lines("questions", "sums"))
_FIGURES = lazy_pattern(
    rf"(?<!free of )\b(?:{'|'.join(_SUMS)}|pay|costs?|date|when|time|where)\b(?! of (?:things|play|affairs))",
    re.IGNORECASE,
)
LISTS = ("cannot", "asker", "given", "fails", "name")


def frame_patterns(section: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a section of vocabulary/frames.yaml, the lists that they name filled in."""
    found = []
    for pattern in lines("frames", section):
        for name in LISTS:
            if f"<{name}>" in pattern:
                pattern = pattern.replace(f"<{name}>", f"(?:{'|'.join(lines('frames', name))})")
        found.append(lazy_pattern(pattern, re.IGNORECASE))
    return tuple(found)


@cache
def _asks(frame: Frame) -> re.Pattern[str]:
    return re.compile("|".join(pattern.pattern for pattern in frame_patterns(f"asks_{frame}")), re.IGNORECASE)


@lru_cache(maxsize=64)
def find_frames(question: str) -> tuple[tuple[Frame, frozenset[str]], ...]:
    """The frames that a question asks for, each with the folded words of the question that ask for it.

    >>> [(frame.value, sorted(words)) for frame, words in find_frames("any workaround for the sync bug?")]
    [('workaround', ['workaround'])]
    """
    found = []
    for frame in Frame:
        match = _asks(frame).search(question)
        if match is not None:
            found.append((frame, frozenset(token.norm for token in tokenize(match.group()))))
    return tuple(found)


def asks_openly(question: str, clause: str) -> bool:
    """Whether a question that a word of it seems to make one for a date, a sum or a place is an open one.

    clause: the part that asks.

    >>> asks_openly("what do I get in exchange, as of July?", "what do I get in exchange")
    True
    """
    asked = clause.rstrip("?!. ")
    if re.match(r"what (?:is|was) .+ about$", asked, re.IGNORECASE):
        return True
    frames = [frame for frame, _ in find_frames(question.rstrip("?!. "))]
    if Frame.WORKAROUND in frames and _STATES.match(asked):
        return True
    if not (_BARE.match(asked) or _ANY.search(asked)) or _FIGURES.search(question):
        return False
    return any(frame in _FIRM for frame in frames)
