"""Which way the verbs of a clause point: back, ahead or nowhere; a time without a year follows them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from knowledge.times.lexicon import Lexicon
from knowledge.times.tokens import Tokens

_REACH = 30
"""How many tokens away a verb may stand."""


class Direction(IntEnum):
    """Where a time lies, seen from the day of publication."""

    PAST = -1
    OPEN = 0
    AHEAD = 1


def direction(tokens: Tokens, start: int, stop: int, lexicon: Lexicon) -> Direction:
    """The direction of the nearest verb before tokens [start, stop) in their sentence, else of the first one after."""
    before = _sentence(tokens, range(start - 1, max(-1, start - _REACH), -1))
    found = next((way for index in before if (way := _way(tokens, index, lexicon)) is not None), None)
    if found is not None:
        return found
    after = _sentence(tokens, range(stop, min(len(tokens.words), stop + _REACH)))
    return next((way for index in after if (way := _way(tokens, index, lexicon)) is not None), Direction.OPEN)


def _sentence(tokens: Tokens, indexes: Iterable[int]) -> Iterable[int]:
    for index in indexes:
        if tokens.has(index, "stop") or (tokens.has(index, "dot") and _ends(tokens, index)):
            return
        yield index


def _ends(tokens: Tokens, index: int) -> bool:
    if index + 1 >= len(tokens.words):
        return True
    return len(tokens.words[index - 1]) > 3 and tokens.text[tokens.starts[index + 1]].isupper() if index else False


def _way(tokens: Tokens, index: int, lexicon: Lexicon) -> Direction | None:
    word, tense = tokens.words[index], lexicon.tense
    if "'" in word or "’" in word:
        word = word.replace("’", "'")
        if word.endswith("'ll") and "'ll" in tense.get("future", ()):
            return Direction.AHEAD
    if word in tense.get("future", ()):
        return _softened(tokens, index, lexicon, Direction.AHEAD)
    if word in tense.get("present", ()):
        return Direction.AHEAD
    if word in tense.get("past", ()):
        return _softened(tokens, index, lexicon, Direction.PAST)
    if len(word) > 4 and any(word.endswith(ending) for ending in tense.get("past endings", ())):
        return _softened(tokens, index, lexicon, Direction.PAST)
    return None


def _softened(tokens: Tokens, index: int, lexicon: Lexicon, way: Direction) -> Direction | None:
    """The direction of a verb group: "will be refunded" points ahead, "was due" nowhere, "is planned" ahead."""
    tense = lexicon.tense
    planned = tokens.words[index] in tense.get("planned", ())
    for before in range(index - 1, max(-1, index - 5), -1):
        word = tokens.words[before].replace("’", "'")
        if tokens.has(before, "stop", "comma", "dot"):
            break
        if word in tense["future"] or word.endswith("'ll"):
            return Direction.AHEAD
        if word in tense["past"] or word in tense.get("perfect", ()):
            return Direction.OPEN if planned else Direction.PAST
        if word in tense["ongoing"] or word.endswith(("'s", "'re", "'m")):
            return Direction.AHEAD
    return way if not planned else Direction.AHEAD
