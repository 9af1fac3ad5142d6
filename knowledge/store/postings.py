"""How the term index lies in bytes: the terms of a passage, the passages of a term. Knows no database and no numpy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from struct import iter_unpack, pack, unpack

BLOCK_BITS = 16
"""The passages of a term lie in blocks of 2^16 numbers, so that two bytes tell a passage's place in its block."""
PLACES = (1 << BLOCK_BITS) - 1
"""The bits of a passage's number that are its place in its block."""
LETTERS = 27
"""Bits of a sketch that tell which letters a word has; the others tell how many."""
LONGEST = 31
"""The length that stands for all from here on."""


def sketch(word: str) -> int:
    """32 bits from which the least number of edits between two words can be told without reading them.

    The lower 27 say which letters (modulo 27) the word has, the upper 5 how many letters it has, at most 31.

    >>> [sketch(word) >> LETTERS for word in ("noon", "on")], sketch("noon") % 2**LETTERS == sketch("on") % 2**LETTERS
    ([4, 2], True)
    """
    letters = 0
    for letter in word:
        letters |= 1 << ord(letter) % LETTERS
    return letters | min(len(word), LONGEST) << LETTERS


def packed_terms(terms: Mapping[str, int]) -> dict[str, bytes]:
    """Eight bytes for each term: its id and its sketch, lowest byte first.

    >>> term_ids(b"".join(packed_terms({"leica": 3, "x1": 400}).values()))
    (3, 400)
    """
    return {text: pack("<II", number, sketch(text)) for text, number in terms.items()}


def term_ids(packed: bytes) -> tuple[int, ...]:
    """The ids in what packed_terms packed."""
    return tuple(number for (number,) in iter_unpack("<I4x", packed))


def pack_places(places: Iterable[int]) -> bytes:
    """Two bytes for each, rising.

    >>> unpack_places(pack_places([65535, 3]))
    (3, 65535)
    """
    rising = sorted(places)
    return pack(f"<{len(rising)}H", *rising)


def unpack_places(packed: bytes) -> tuple[int, ...]:
    """What pack_places packed."""
    return unpack(f"<{len(packed) // 2}H", packed)
