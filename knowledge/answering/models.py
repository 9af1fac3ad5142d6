"""Whether a sentence speaks of another model than the question: "Stella 6" where "Stella 8" is asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from knowledge.answering.candidates import Read
from knowledge.search.matching import Sought


def names_other_model(read: Read, number: int, sought: Sequence[Sought]) -> bool:
    """Whether a sentence names only another model (line, year, version) of what the question names by a number.

    A model is a word and the number right behind it, in the question as in the sentence.
    """
    line = read.line(number)
    words = [token.norm for token in line.tokens]
    for before, one in pairwise(sought):
        if not one.is_identity or before.is_identity or not one.token.norm[:1].isdigit():
            continue
        if one.token.span.start - before.token.span.stop > 1 or one.token.norm in words:
            continue
        pairs = zip(line.tokens, words, words[1:], strict=False)
        numbers = [following for token, _, following in pairs if token.stem in before.stems and _is_number(following)]
        if numbers and not any(_is_same(one.token.norm, number) for number in numbers):
            return True
    return False


def _is_number(word: str) -> bool:
    return word[:1].isdigit() and len(word) <= 6 and not word.endswith(("th", "st", "nd", "rd"))


def _is_same(asked: str, given: str) -> bool:
    """Whether a version is the one asked for: 6.0.0 is 6.0, any 6.x is a 6, and 6.0.1 is no 6.0."""
    asked, given = (re.sub(r"(?:\.0)+$", "", word) for word in (asked, given))
    return asked == given or (asked.isdigit() and given.startswith(f"{asked}."))
