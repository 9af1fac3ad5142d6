"""Which way the verbs of a clause point: back, ahead or nowhere; a time without a year follows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum

from knowledge.times.lexicon import Lexicon
from knowledge.times.tokens import Tokens

_REACH = 30
"""How many tokens away a verb may stand."""
_NEAR = 4
"""Up to how many tokens before a time a past verb surely goes with it: "opened on 2 January"."""
_GROUP = 4
"""How far an auxiliary stands before its verb."""


_UNREAL = ("should", "would", "could", "might", "to")
"""What makes "have ended" what was to come: "should have ended on 28 October"."""


class Direction(IntEnum):
    """Where a time lies, seen from the day of publication."""

    PAST = -2
    LIKELY_PAST = -1
    """The sentence tells of the past, but its verb is far off: "declared a dividend, to be paid on 7 December"."""
    OPEN = 0
    AHEAD = 1


def direction(tokens: Tokens, start: int, stop: int, lexicon: Lexicon) -> Direction:
    """The direction of the nearest verb before tokens [start, stop) in their sentence, else of the first one after."""
    tense, otherwise = lexicon.tense, Direction.OPEN
    for index in _sentence(tokens, range(start - 1, max(-1, start - _REACH), -1)):
        word = tokens.words[index]
        if word in tense["relatives"]:
            break
        if (
            word in tense["reporting"]
            and (start - index >= _NEAR or (start - index == 2 and tokens.has(start - 1, "the")))
            and _grouped(tokens, index, lexicon, Direction.PAST) is not Direction.AHEAD
        ):
            otherwise = Direction.LIKELY_PAST
            break
        way = _way(tokens, index, lexicon)
        if way is Direction.PAST and start - index > 2 and (other := _governed(tokens, index, lexicon)) is not None:
            return other
        if way is not None:
            return Direction.LIKELY_PAST if way is Direction.PAST and start - index > _NEAR else way
    for index in _sentence(tokens, range(stop, min(len(tokens.words), stop + _REACH))):
        if tokens.words[index] in tense["relatives"]:
            break
        way = _way(tokens, index, lexicon)
        if way is not None:
            return max(way, Direction.LIKELY_PAST)
    return otherwise


def _governed(tokens: Tokens, index: int, lexicon: Lexicon) -> Direction | None:
    """The way of a "will" or "to" in the clause before a participle: "will redeem all preferred shares"."""
    tense = lexicon.tense
    if tokens.words[index] in tense["past"]:
        return None
    for before in range(index - 1, max(-1, index - _REACH // 3), -1):
        word = tokens.words[before].replace("’", "'")
        if word in tense["boundaries"] or tokens.has(before, "stop", "comma", "dot", "dash"):
            return None
        if word in tense["certain"] or word.endswith("'ll"):
            return Direction.AHEAD
        if _is_infinitive(tokens, before, lexicon):
            return Direction.OPEN
    return None


def _is_infinitive(tokens: Tokens, index: int, lexicon: Lexicon) -> bool:
    if tokens.words[index] not in lexicon.tense["infinitive"] or index + 1 >= len(tokens.words):
        return False
    return not tokens.tags[index + 1] and tokens.text[tokens.starts[index + 1]].islower()


def _sentence(tokens: Tokens, indexes: Iterable[int]) -> Iterator[int]:
    for index in indexes:
        if tokens.has(index, "stop") or (tokens.has(index, "dot") and _ends(tokens, index)):
            return
        yield index


def _ends(tokens: Tokens, index: int) -> bool:
    """Whether a full stop ends a sentence: a capital follows, and no abbreviation stands before."""
    if index + 1 >= len(tokens.words):
        return True
    after = index + 1 + (not tokens.words[index + 1][0].isalnum() and index + 2 < len(tokens.words))
    if index == 0 or len(tokens.words[index - 1]) <= 2:
        return False
    first, before = tokens.text[tokens.starts[after]], tokens.words[index - 1]
    if tokens.has(index - 1, "month") and len(before) < 5:
        return first.isupper()
    return len(before) > 3 and (first.isupper() or (first.isdigit() and tokens.starts[after] > tokens.stops[index]))


def _way(tokens: Tokens, index: int, lexicon: Lexicon) -> Direction | None:
    word, tense = tokens.words[index].replace("’", "'"), lexicon.tense
    if word in tense["future"] or word.endswith("'ll"):
        return _grouped(tokens, index, lexicon, Direction.AHEAD)
    if word in tense["present"]:
        return Direction.AHEAD
    if word in tense["plural present"] and _is_plural(tokens, index - 1):
        return Direction.AHEAD
    if word.endswith("s") and len(word) > 3 and index and tokens.words[index - 1] in tense["pronouns"]:
        return Direction.AHEAD
    if word in tense["past"] or (len(word) > 4 and word.endswith(tuple(tense["past endings"]))):
        return _grouped(tokens, index, lexicon, Direction.PAST)
    if _is_infinitive(tokens, index, lexicon):
        return Direction.OPEN
    if index and word.endswith(tuple(tense["ongoing endings"])) and tokens.words[index - 1] in tense["ongoing"]:
        return Direction.AHEAD
    return None


def _is_plural(tokens: Tokens, index: int) -> bool:
    return index >= 0 and (tokens.words[index].endswith("s") or tokens.has(index, "pronoun"))


def _grouped(tokens: Tokens, index: int, lexicon: Lexicon, way: Direction) -> Direction:
    """The direction of a verb group: "will be refunded" points ahead, "was due" nowhere, "is planned" ahead."""
    tense = lexicon.tense
    is_planned = tokens.words[index] in tense["planned"]
    for before in range(index - 1, max(-1, index - 1 - _GROUP), -1):
        word = tokens.words[before].replace("’", "'")
        if tokens.has(before, "stop", "comma", "dot"):
            break
        if word in tense["future"] or word.endswith("'ll"):
            return Direction.AHEAD
        if word in tense["perfect"] and before and tokens.words[before - 1] in _UNREAL:
            return Direction.OPEN
        if word in tense["past auxiliaries"] or word in tense["perfect"]:
            return Direction.OPEN if is_planned else Direction.PAST
        if word in tense["ongoing"] or word in tense["shortened"]:
            return Direction.AHEAD
    if _shares_auxiliary(tokens, index, lexicon):
        return Direction.AHEAD
    return Direction.OPEN if is_planned else way


def _shares_auxiliary(tokens: Tokens, index: int, lexicon: Lexicon) -> bool:
    """Whether a participle shares the "can be" or "will be" of the one before: "can be exchanged or handed back"."""
    endings = tuple(lexicon.tense["past endings"])
    if not endings or index < 2 or not tokens.has(index - 1, "and", "or"):
        return False
    for before in range(index - 2, max(1, index - 2 - _GROUP), -1):
        if tokens.words[before].endswith(endings) and tokens.words[before - 1] == "be":
            return True
    return False
