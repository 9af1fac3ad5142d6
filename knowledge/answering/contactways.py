"""Contacts that fit a question: a phone number where it wants to ring, and only those of the matter it is about."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.candidates import Candidate
from knowledge.extraction.analysis import Value
from knowledge.language.patterns import lazy_pattern
from knowledge.questions.query import Query

ON_MATTER = 0.95
"""From which share of the best article's topic on another one's contacts are for the same matter."""
_WAYS = {
    "phone": lazy_pattern(r"\b(?:phone|telephone|tel|ring|call|dial|hot-?line|help-?line|number|fax|text|sms)\b"),
    "email": lazy_pattern(r"\be-?mail\b|\bmail address\b"),
    "url": lazy_pattern(r"\b(?:web ?(?:site|page|address)|url|link|page|site|online)\b"),
}
"""The words of a question that ask for one way to reach somebody, by what `find_contacts` calls that way."""


def fits_way(query: Query, value: Value) -> bool:
    """Whether a contact is of a way that the question asks for; of any where it asks for none."""
    asked = {way for way, words in _WAYS.items() if words.search(query.text.casefold())}
    return not asked or value.measure in asked


def on_matter(found: Sequence[Candidate]) -> list[Candidate]:
    """The contacts of the articles that are about what the question names."""
    best = max((candidate.read.topic for candidate in found), default=0.0)
    return [candidate for candidate in found if candidate.read.topic >= ON_MATTER * best]
