"""Misspells some of the questions that are learned from, as hurried people do."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from bot.evaluation.goldset import GoldSet
from knowledge.language.spelling import ROWS

EVERY = 8
"""Every so many-th question of a set is misspelt while it is learned from."""
SLIPS = 2
"""So many of its words."""
_WORD = re.compile(r"[A-Za-z]{4,}")


def misspell_some(gold: GoldSet) -> GoldSet:
    """The set with every eighth question misspelt; always the same ones in the same way."""
    some = [
        replace(one, text=misspell(one.text, SLIPS, Random(one.id))) if number % EVERY == 0 else one  # noqa: S311
        for number, one in enumerate(gold.questions)
    ]
    return replace(gold, questions=tuple(some))


def misspell(text: str, slips: int, random: Random) -> str:
    """A text with one slip in each of some words: a letter doubled, lost, swapped with the next, or a key beside it."""
    words = list(_WORD.finditer(text))
    for found in sorted(random.sample(words, min(slips, len(words))), key=lambda word: -word.start()):
        text = text[: found.start()] + _slip(found.group(), random) + text[found.end() :]
    return text


def _slip(word: str, random: Random) -> str:
    at = random.randrange(1, len(word) - 1)
    match random.choice(("double", "drop", "swap", "beside")):
        case "double":
            return word[: at + 1] + word[at:]
        case "drop":
            return word[:at] + word[at + 1 :]
        case "swap":
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case _:
            return word[:at] + _beside(word[at], random) + word[at + 1 :]


def _beside(letter: str, random: Random) -> str:
    """A letter whose key lies beside another's."""
    row = next(row for row in ROWS if letter.lower() in row)
    place = row.index(letter.lower())
    return random.choice([row[n] for n in (place - 1, place + 1) if 0 <= n < len(row)])
