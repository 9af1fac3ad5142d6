"""What an open question is after, whatever its nouns, and the words by which people ask for it."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, lru_cache

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


LISTS = ("cannot", "asker", "given", "fails", "name")


def frame_patterns(section: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a section of vocabulary/frames.yaml, the lists that they name filled in."""
    found = []
    for pattern in lines("frames", section):
        for name in LISTS:
            if f"<{name}>" in pattern:
                pattern = pattern.replace(f"<{name}>", f"(?:{'|'.join(lines('frames', name))})")
        found.append(re.compile(pattern, re.IGNORECASE))
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
