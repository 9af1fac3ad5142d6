"""Whether an answer is told of another round of a competition than the question names: of the final, no semi-final."""

from __future__ import annotations

from functools import lru_cache

from knowledge.answering.candidates import Read
from knowledge.answering.segments import clause_of
from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span

_ROUND = lazy_pattern(
    r"\b(?:(semi|quarter)s?\b(?!\s+of)[- ]?(?:finals?\b)?|(semi|quarter)?finals?\b(?! (?:score|result|version|price|"
    r"release|word|decision|touch|draft|approval|agreement|report|figure|sum|cost|chapter|season|episode|straw|whistle|"
    r"design|name|list|exam|destination|count|tally|warning|offer|bill|total|say)s?\b))"
)
"""The round in the first or second group; in neither: the final itself. A quarter alone is one of a year."""


def is_of_other_round(question: str, read: Read, number: int, span: Span | None) -> bool:
    """Whether the part of a sentence that tells a value, or else all of it, names other rounds than the question.

    question: as typed; a question that names several rounds, or none, is told by any. span: of the value, None where
    the whole sentence answers.
    """
    asked = _rounds(question)
    if len(asked) != 1:
        return False
    sentence = read.line(number).sentence.span
    part, text = sentence if span is None else clause_of(read, sentence, span), read.view.text
    told = _rounds(text[part.start : part.stop]) or _rounds(text[sentence.start : sentence.stop])
    return bool(told) and not asked & told


@lru_cache(maxsize=1024)
def _rounds(text: str) -> frozenset[str]:
    """The rounds that a text names; "" is the final."""
    found = set()
    for match in _ROUND.finditer(text.casefold()):
        name = match[1] or match[2] or ""
        if name != "quarter" or "final" in match[0]:
            found.add(name)
    return frozenset(found)
