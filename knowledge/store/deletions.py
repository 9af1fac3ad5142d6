"""The hashes under which a spelling is filed: itself, and itself with letters left out. Knows no database.

Two words that differ by one edit share a hash (symmetric deletion, W. Garbe's SymSpell, 2012); whoever finds a word
by it still has to compare, since different spellings may share a hash.
"""

from __future__ import annotations

from itertools import combinations
from zlib import crc32

SHORTEST, LONGEST = 3, 32
"""Letters of a word that is filed; others are found by their exact spelling only."""


def is_filed(word: str) -> bool:
    """Whether a word of the index can be found by its misspellings: a word of letters, not a number or a version.

    >>> is_filed("leica"), is_filed("x1"), is_filed("2022")
    (True, False, False)
    """
    return SHORTEST <= len(word) <= LONGEST and (word.isalpha() or not any(letter.isdigit() for letter in word))


def hashes(word: str, *, deletions: int = 1) -> frozenset[int]:
    """32 signed bits for the word and for each way to leave out up to `deletions` letters.

    >>> len(hashes("leica")), len(hashes("leica", deletions=2))
    (6, 16)
    """
    spellings = {word}
    for count in range(1, deletions + 1):
        kept = combinations(word, len(word) - count)
        spellings.update("".join(letters) for letters in kept)
    return frozenset(crc32(spelling.encode()) - 2**31 for spelling in spellings)
