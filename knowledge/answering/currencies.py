"""One price told in several currencies: "€249, £219 or CA$369" is one answer, whichever sum is named first."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from knowledge.answering.candidates import Candidate, Read
from knowledge.answering.models import candidate_span
from knowledge.extraction.analysis import Value
from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span, ValueKind
from knowledge.questions.query import Query
from knowledge.questions.understanding import CURRENCY_WORDS

_BETWEEN = lazy_pattern(r"[\s,;/(=~≈]*(?:\b(?:or|and|about|around|roughly|equivalent to|i\.?e\.?)\b)?[\s(/]*")
"""What stands between the sums of one price."""


def without_currency(query: Query) -> Query:
    """The question for the same price in any currency."""
    is_currency = [*(token.norm in CURRENCY_WORDS for token in query.tokens), False]
    tokens = tuple(
        token
        for place, token in enumerate(query.tokens)
        if not (is_currency[place] or (token.norm == "in" and is_currency[place + 1]))
    )
    return replace(query, currency="", tokens=tokens)


def in_currency(candidate: Candidate, currency: str) -> Candidate | None:
    """The same price in another currency, where it is told beside it."""
    found = next((value for value in price_of(candidate) if value.unit == currency), None)
    return None if found is None else replace(candidate, text=found.text, value=found)


def price_of(candidate: Candidate) -> list[Value]:
    """The sums of the price that a candidate tells, one for each of its currencies; none where it is told in one."""
    span = candidate_span(candidate)
    if span is None:
        return []
    prices = _prices(candidate.read, candidate.line)
    return next((price for price in prices if Span(price[0].span.start, price[-1].span.stop).meets(span)), [])


def _prices(read: Read, line: int) -> list[list[Value]]:
    """The prices that a sentence tells in several currencies each."""
    key = ("prices", str(line))
    if key not in read.models:
        sums = [value for value in read.values_in(line) if value.kind is ValueKind.MONEY]
        sums.sort(key=lambda value: (value.span.start, value.span.stop))
        runs = [sums[:1]]
        for one, other in pairwise(sums):
            is_next = _BETWEEN.fullmatch(read.view.text, one.span.stop, other.span.start) is not None
            if is_next and other.unit not in {value.unit for value in runs[-1]}:
                runs[-1].append(other)
            else:
                runs.append([other])
        read.models[key] = [run for run in runs if len(run) > 1]
    found: list[list[Value]] = read.models[key]
    return found
