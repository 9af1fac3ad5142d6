"""Whether a figure counts what the question counts: by unit, by noun, or by another word for the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from knowledge.amounts.units import unit_names
from knowledge.extraction.analysis import Value
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import stem
from knowledge.language.vectors import load_vectors
from knowledge.language.vocabulary import load_vocabulary
from knowledge.language.wordlists import words
from knowledge.model import ValueKind
from knowledge.questions.query import Query

UNLIKE = 0.0
"""Below this cosine two nouns have nothing to do with each other."""
SAME_NOUN = 0.3
"""From which likeness on a figure counts the noun asked for."""
OTHER_THING = 0.4
"""Below this cosine what a figure counts is another thing, unless what the question counts is said there too."""
ALIKE = 0.3
"""From which cosine on two nouns may count the same things."""
ANY_PEOPLE, ANY_THING = 0.9, 0.45
"""What it is worth that a figure counts people, or pieces, without saying which."""

_UNIT_WORDS = {
    "day": "time", "week": "time", "month": "time", "year": "time", "hour": "time", "minute": "time", "second": "time",
    "gig": "data", "gigabyte": "data", "gb": "data", "mb": "data", "megabyte": "data", "ram": "data", "memory": "data",
    "storage": "data", "space": "data", "kilo": "mass", "kilogram": "mass", "gram": "mass", "pound": "mass",
    "litre": "volume", "liter": "volume", "metre": "length", "meter": "length", "kilometre": "length",
    "kilometer": "length", "mile": "length", "inch": "length", "degree": "temperature", "watt": "power",
    "percent": "percent", "crown": "money", "franc": "money", "yen": "money", "cent": "money", "buck": "money",
    "euro": "money", "dollar": "money", "megapixel": "count", "money": "money", "cash": "money",
}  # fmt: skip
_UNIT_NOUNS = {stem(word): kind for word, kind in _UNIT_WORDS.items()}
_HOLDS = lazy_pattern(
    r"\b(?:fits?|holds?|carry|carries|seats?|sits?|takes?|accommodates?|room|space|places?|allowed|squeezed?|capacity)\b"
)
"""What shows that people are asked for whose number is told in seats."""
_PLACES = ("seat", "place", "berth", "capacity")


@lru_cache(maxsize=512)
def unit_of(word: str) -> str:
    """The kind of measure that a folded word is a unit of: "mass" for "kilo", "money" for "kronor"; or ""."""
    known = _UNIT_NOUNS.get(stem(word))
    if known is None and len(word) > 1:
        known = next((unit_names()[form][0] for form in (word, word.removesuffix("s")) if form in unit_names()), "")
    return known or ""


def fits_count(query: Query, value: Value) -> bool:
    """Whether a value is a count of what is asked for: of units of a measure, of money, or of things."""
    unit = next((kind for word in query.focus if (kind := unit_of(word))), "")
    if unit == "money" or value.kind is ValueKind.MONEY:
        is_sum = unit == "money" and value.kind is ValueKind.MONEY
        return is_sum and (not query.currency or value.unit == query.currency)
    if unit == "time":
        return value.kind is ValueKind.DURATION and value.measure not in ("every", "age")
    if value.kind is ValueKind.DURATION:
        return False
    if unit:
        return value.measure == unit
    if value.measure == "frequency":
        if not value.per or value.text.startswith("every"):
            return False
        is_asked = _ASKS_RATE.search(query.text.casefold()) is not None
        return is_asked or (bool(value.noun) and _counts_alike(query, value))
    if re.match(r"\d+\.\d+(?:\.\d+)*$", value.text):
        return False  # a version, a mark, a price: nothing is counted in tenths
    return value.measure in ("count", "plain", "ratio") and _counts_alike(query, value)


_ASKS_RATE = lazy_pattern(
    r"\b(?:per|a|each|every) (?:hour|day|night|week|month|year|season)\b|\b(?:dai|week|month|year)ly\b"
)


def _counts_alike(query: Query, value: Value) -> bool:
    """Whether what a figure counts has anything to do with the noun asked for: parties are no megapixels."""
    counted = re.findall(r"[a-z]+", value.noun.casefold())
    if not counted or not query.focus:
        return True
    if noun_likeness(value.noun, noun_stems(query), query.focus) >= SAME_NOUN:
        return True
    if _is_anyone(counted[-1]) and query.focus[-1] in words("questions", "told_by_people"):
        return True  # "how many orders": "340 people have ordered"
    if _is_anyone(query.focus[-1]) and counted[-1] in words("questions", "told_by_people"):
        return True  # "how many people complained": "340 complaints"
    vectors = load_vectors()
    return any(vectors.similarity(one, other) >= UNLIKE for one in counted for other in query.focus)


def noun_stems(query: Query) -> frozenset[str]:
    """The stems of the noun that a question counts, and of what may be said for it."""
    return _noun_stems(query.focus, bool(_HOLDS.search(query.clause.casefold())))


@lru_cache(maxsize=128)
def _noun_stems(focus: tuple[str, ...], holds: bool) -> frozenset[str]:
    vocabulary = load_vocabulary()
    stems = {stem(word) for word in focus}
    for word in list(stems):
        for member in vocabulary.members(vocabulary.groups_of_stem(word)):
            stems.update(member)
    if holds and focus and is_people(focus[-1]):
        stems.update(stem(word) for word in _PLACES)
    return frozenset(stems)


def noun_likeness(counted: str, nouns: Sequence[str] | frozenset[str], focus: Sequence[str]) -> float:
    """How alike in meaning what a figure counts and what the question counts are, in [0, 1]."""
    own = re.findall(r"[a-z]+", counted.casefold())
    if any(stem(word) in nouns for word in own):
        return 1.0
    if not own or not focus:
        return 0.0
    head, asked = own[-1], focus[-1]
    best = max(0.0, (_cosine(head, asked) - ALIKE) / (1 - ALIKE))
    if is_people(head) and is_people(asked) and (_is_anyone(head) or _is_anyone(asked)):
        return max(best, ANY_PEOPLE)
    is_thing = asked.endswith("s") and asked not in words("questions", "counted_people") | words("roles", "heads")
    if head in words("questions", "any_thing") and is_thing:
        return max(best, ANY_THING)
    return best


def are_unlike(counted: str, asked: str) -> bool:
    """Whether two folded nouns are too far apart in meaning to be taken for one another: seats for people."""
    return _cosine(counted, asked) < OTHER_THING


def _is_anyone(word: str) -> bool:
    """Whether a word counts people without saying which."""
    return word in words("questions", "any_people")


def is_people(word: str) -> bool:
    """Whether a folded word, singular or plural, is one for people."""
    people = words("doers", "people") | words("roles", "heads") | words("questions", "counted_people")
    return word in people or word.removesuffix("s") in people


@lru_cache(maxsize=4096)
def _cosine(one: str, other: str) -> float:
    rows = load_vectors().matrix((one, other))
    return float(rows[0] @ rows[1])
