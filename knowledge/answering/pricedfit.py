"""Whether a sum stands with the words that name what is paid for; knows nothing of the rest of the question."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from knowledge.answering.candidates import Candidate, Read
from knowledge.answering.segments import clause_of
from knowledge.extraction.analysis import Value
from knowledge.language.patterns import lazy_pattern
from knowledge.model import ValueKind
from knowledge.questions.pricedthings import priced_words
from knowledge.questions.query import Query
from knowledge.search.matching import Sought

ASIDE = {"line": 0.7, "heading": 0.7, "before": 0.5}
"""What a word of what is paid for is worth outside the sum's own part of the sentence."""
BARELY, ELSEWHERE = 0.1, -0.3
"""Up to which share next to nothing of it is said around the sum, and what that is worth."""
_BESIDES = lazy_pattern(
    r"\A(?: (?:per|a|an|each) \w+)? (?P<how>extra|on top|separately|more|less|cheaper|dearer)\b", re.I
)
"""What follows a sum that is paid besides another one, or by which two differ."""
_FURTHER = lazy_pattern(r"\b(?P<how>spare|extra|additional|replacement|optional)\b", re.I)
"""What stands before what is sold besides the thing itself: "spare spools cost 9 euros"."""


def priced_places(query: Query, read: Read, sought: Sequence[Sought]) -> tuple[int, ...]:
    """The places among the sought words of those that name what is paid for, without what the article is about."""
    named = priced_words(query.clause)
    return tuple(n for n, one in enumerate(sought) if one.token.norm in named and not read.subject[n])


def priced_fit(read: Read, value: Value, places: Sequence[int]) -> float:
    """How much of what the question wants the price of is said around a sum, in [-0.3, 1].

    places: see `priced_places`; 0 where there are none.
    """
    if not places:
        return 0.0
    rows, line = list(places), read.line(value.line)
    clause = clause_of(read, line.sentence.span, value.span)
    inside = line.ids[line.inside(clause)].tolist()
    found = read.match.strengths
    best = ASIDE["line"] * found[rows, value.line]
    if inside:
        best = np.maximum(best, read.match.words[np.ix_(rows, inside)].max(axis=1))
    if line.heading is not None:
        best = np.maximum(best, ASIDE["heading"] * found[rows, line.heading])
    if value.line:
        best = np.maximum(best, ASIDE["before"] * found[rows, value.line - 1])
    met = float((best * read.weights[rows]).sum()) / (float(read.weights[rows].sum()) or 1.0)
    return met if met > BARELY else ELSEWHERE


def is_paid_besides(query: Query, candidate: Candidate, sought: Sequence[Sought]) -> bool:
    """Whether a sum is paid besides the price ("the roof costs 39 euros extra", "spare spools cost 9 euros"), or only a
    difference of prices ("30 euros more"), where a question names nothing but the thing itself, and asks for no such
    sum."""
    read, value = candidate.read, candidate.value
    if value is None or value.kind is not ValueKind.MONEY:
        return False
    sentence = read.line(value.line).sentence
    found = _BESIDES.match(sentence.text[value.span.stop - sentence.span.start :])
    if found is None:
        found = _FURTHER.search(clause_of(read, sentence.span, value.span).of(read.view.text))
    if found is None or found["how"].split()[-1].lower() in {token.norm for token in query.tokens}:
        return False
    return not priced_places(query, read, sought)
