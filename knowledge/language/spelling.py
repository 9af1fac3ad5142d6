"""How far a misspelling is from the word meant, by slips of the fingers; closed lists of words. Knows no articles."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

SHORTEST = 3
"""Letters of a misspelling that is corrected; from TWICE_FROM two edits are, up to SURE any letter may be another."""
SURE, TWICE_FROM = 4, 6
SWAP, DOUBLED, LEFT_OUT, NEXT_KEY, EXTRA, OTHER = 0.6, 0.6, 0.7, 0.8, 0.9, 1.0
"""How far a single edit leads away: of several near words the one reached by the commonest slip is meant."""
OTHER_START = 0.2
"""Added where the first letters differ: slips seldom happen there."""
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
KEYS = {key: (row, column + 0.4 * row) for row, keys in enumerate(ROWS) for column, key in enumerate(keys)}
_NEIGHBOURS = frozenset(
    (one, other)
    for one, (row, column) in KEYS.items()
    for other, (other_row, other_column) in KEYS.items()
    if abs(row - other_row) <= 1 and abs(column - other_column) <= 1
)


class ClosedSpeller:
    """Corrects words towards a closed list, and never one word of the list into another."""

    def __init__(self, words: Iterable[str]) -> None:
        """words: in lower case; of equally near ones the earlier is meant."""
        self._words = tuple(dict.fromkeys(words))
        self._known = frozenset(self._words)

    def correct(self, word: str) -> str | None:
        """The word of the list that was probably meant, or None where it is itself one or none is near.

        Near is one edit (a letter left out, too many, another, or two neighbours swapped), from six letters on two.
        In a word of three letters another letter counts only if the two are neighbours on the keyboard.

        >>> ClosedSpeller(["when", "the", "then"]).correct("teh")
        'the'
        """
        near = self.near(word)
        return near[0] if near else None

    def near(self, word: str) -> tuple[str, ...]:
        """All words of the list that may have been meant, likeliest first."""
        if word in self._known or len(word) < SHORTEST or not word.isalpha():
            return ()
        edits = 2 if len(word) >= TWICE_FROM else 1
        ranked = [
            (effort(word, other), place, other)
            for place, other in enumerate(self._words)
            if abs(len(other) - len(word)) <= edits and OSA.distance(word, other, score_cutoff=edits) <= edits
        ]
        limit = NEXT_KEY if len(word) < SURE else float("inf")
        return tuple(other for cost, _, other in sorted(ranked) if cost <= limit)


@lru_cache(maxsize=16384)
def effort(word: str, meant: str) -> float:
    """How unlikely slips lead from `meant` to `word`: the cheapest sum of single slips, 0 for the same word.

    >>> effort("wehn", "when") < effort("wgen", "when") < effort("open", "when")
    True
    """
    if word == meant:
        return 0.0
    start = OTHER_START if word[:1] != meant[:1] and sorted(word[:2]) != sorted(meant[:2]) else 0.0
    return start + _cheapest(word, meant)


def _cheapest(word: str, meant: str) -> float:
    """The cheapest way from one word to the other; a table over their beginnings, as for the edit distance."""
    before_last: list[float] = []
    extras = [_extra(word, i) for i in range(1, len(word) + 1)]
    lefts = [_left_out(meant, j) for j in range(1, len(meant) + 1)]
    last = [0.0]
    for j in range(1, len(meant) + 1):
        last.append(last[-1] + lefts[j - 1])
    for i in range(1, len(word) + 1):
        row = [last[0] + extras[i - 1]]
        for j in range(1, len(meant) + 1):
            typed, letter = word[i - 1], meant[j - 1]
            best = last[j - 1] + (0.0 if typed == letter else NEXT_KEY if _are_neighbours(typed, letter) else OTHER)
            best = min(best, last[j] + extras[i - 1], row[j - 1] + lefts[j - 1])
            if i > 1 and j > 1 and typed == meant[j - 2] and word[i - 2] == letter and typed != letter:
                best = min(best, before_last[j - 2] + SWAP)
            row.append(best)
        before_last, last = last, row
    return last[-1]


def _left_out(meant: str, at: int) -> float:
    return DOUBLED if at > 1 and meant[at - 1] == meant[at - 2] else LEFT_OUT


def _extra(word: str, at: int) -> float:
    """What a letter too many costs: least one typed twice, more one hit along with the key before or after it."""
    letter = word[at - 1]
    beside = word[max(0, at - 2) : at - 1] + word[at : at + 1]
    if letter in beside:
        return DOUBLED
    return NEXT_KEY if any(_are_neighbours(letter, other) for other in beside) else EXTRA


def _are_neighbours(one: str, other: str) -> bool:
    return (one, other) in _NEIGHBOURS
