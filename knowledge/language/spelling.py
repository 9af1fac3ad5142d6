"""Misspellings of a closed list of words: question words, months, weekdays, attribute words. Knows no articles."""

from __future__ import annotations

from collections.abc import Iterable

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
            (_effort(word, other), place, other)
            for place, other in enumerate(self._words)
            if abs(len(other) - len(word)) <= edits and OSA.distance(word, other, score_cutoff=edits) <= edits
        ]
        limit = NEXT_KEY if len(word) < SURE else float("inf")
        return tuple(other for effort, _, other in sorted(ranked) if effort <= limit)


def _effort(word: str, meant: str) -> float:
    """How unlikely a slip leads from `meant` to `word`; words more than one edit apart are just far."""
    start = OTHER_START if word[0] != meant[0] and sorted(word) != sorted(meant) else 0.0
    distance = OSA.distance(word, meant)
    return start + (_slip(word, meant) if distance == 1 else float(distance))


def _slip(word: str, meant: str) -> float:
    at = next((i for i, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b), min(len(word), len(meant)))
    if len(word) < len(meant):
        return DOUBLED if meant[at] == meant[at - 1] else LEFT_OUT
    if len(word) > len(meant):
        return DOUBLED if word[at] == word[at - 1] else EXTRA
    if sorted(word) == sorted(meant):
        return SWAP
    return NEXT_KEY if _are_neighbours(word[at], meant[at]) else OTHER


def _are_neighbours(one: str, other: str) -> bool:
    (row, column), (other_row, other_column) = KEYS.get(one, (9, 0.0)), KEYS.get(other, (-9, 0.0))
    return abs(row - other_row) <= 1 and abs(column - other_column) <= 1
