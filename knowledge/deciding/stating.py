"""Whether what is asked for is stated where a candidate stands: by its word, a synonym, or a word of the attribute."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from knowledge.answering.candidates import Candidate
from knowledge.answering.counts import unit_of
from knowledge.answering.rankedlines import MET
from knowledge.deciding.exactness import STATED
from knowledge.extraction.analysis import Value
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Token
from knowledge.language.wordclasses import tag
from knowledge.language.wordlists import lines, words
from knowledge.model import ValueKind
from knowledge.questions.pricedthings import priced_words
from knowledge.questions.query import Asked, Query
from knowledge.search.matching import Sought

NAMED = 0.9
"""From which strength on a name stands in a sentence."""
LOOSE = words("questions", "loose_nouns") | words("questions", "loose_adjectives")
"""Words that say so little that no sentence need have them."""
ALIKE = 0.45
"""From which likeness in meaning on a word of the sentence says what whoever or a sum is asked for by."""
AT_ALL_ALIKE = 0.3
"""From which likeness on what stands beside a reason may be what it is asked for; below, the effect is supposed."""
SAME_THING = 0.4
"""From which likeness on what a figure counts is what the question counts."""
_TOLD_BY_UNIT = frozenset("length mass speed temperature power energy data volume area score percent ratio".split())
"""Measures whose unit says what is measured: kilograms a weight. A count or an age needs its noun, its person."""
_CONTENT = frozenset("N S P V Z D E G B".split())


def is_unstated(query: Query, candidate: Candidate, sought: Sequence[Sought]) -> bool:
    """Whether no noun or verb of what is asked for is stated where the candidate stands."""
    places = asking_places(query, candidate, sought)
    if not places or candidate.does >= STATED:
        return False
    if _is_told_by_unit(query, candidate.value):
        return False
    if query.asked is Asked.HOW_MUCH and _is_paid(candidate):
        return False
    if query.asked is Asked.HOW_MANY and candidate.parts[:1] >= (SAME_THING,):
        return False  # what is counted is told in another word: folks by customers
    if query.asked is Asked.HOW_MUCH and candidate.value is not None and candidate.value.kind is ValueKind.MONEY:
        if _is_its_price(candidate, sought) or _is_alike(query, candidate, sought, places):
            return False
        return _is_for_another(query, candidate, sought, places)
    if query.asked is Asked.HOW_MUCH and _states_price(candidate, sought):
        # where a price is named, the verbs of the question ("set back", "go for") need not be
        places = [n for n in places if _is_noun(query, sought[n])]
        if not places:
            return False
    if query.asked is Asked.WHY:
        # a reason may stand beside what it explains, which is often told in quite other words
        found, number = candidate.read.match, candidate.line
        near = found.strengths[places, max(0, number - 2) : number + 2]
        return max(float(near.max()), float(found.title[places].max())) < AT_ALL_ALIKE
    return max(stated(candidate, n, sought[n]) for n in places) < STATED and not _is_alike(
        query, candidate, sought, places
    )


def asking_places(query: Query, candidate: Candidate, sought: Sequence[Sought]) -> list[int]:
    """The places among the sought words of the nouns and verbs that say what is asked for."""
    read, key = candidate.read, ("places that ask", "")
    if key not in read.models:
        tags = tags_of(query)  # of the clause itself: what was inherited or said around it asks for nothing
        read.models[key] = [
            n
            for n, one in enumerate(sought)
            if not read.subject[n] and not one.is_implied and tags.get(one.token, "") in _CONTENT
        ]
    return list(read.models[key])


def stated(candidate: Candidate, place: int, one: Sought) -> float:
    """How well a candidate's sentence, or the heading over it, states a sought word, in [0, 1]; likeness is nothing."""
    if one.token.norm in candidate.met:
        return 1.0
    found = candidate.read.match.stated[place]
    heading = candidate.read.line(candidate.line).heading
    return max(float(found[candidate.line]), float(found[heading]) if heading is not None else 0.0)


@lru_cache(maxsize=64)
def tags_of(query: Query) -> dict[Token, str]:
    """The letter of the word class of each word of the question."""
    tags = dict(zip(query.tokens, tag(query.tokens), strict=True))
    for before, token in pairwise(query.tokens):
        if before.norm == "who" and tags[token] == "J" and token.norm.endswith("ed"):
            tags[token] = "D"  # "who brokered the deal": a word that is seldom a verb elsewhere
    return tags


def _is_alike(query: Query, candidate: Candidate, sought: Sequence[Sought], places: Sequence[int]) -> bool:
    """Whether the sentence says what whoever does, or a sum is asked for by, in a word of like meaning."""
    if query.asked is Asked.WHO:  # a role is told by its own name: a director is like a cinematographer, and is none
        places = [n for n in places if tags_of(query).get(sought[n].token, "") in tuple("VZDEG")]
    if query.asked not in (Asked.WHO, Asked.HOW_MUCH) or not places:
        return False
    return float(candidate.read.match.strengths[places, candidate.line].max()) >= ALIKE


def _is_told_by_unit(query: Query, value: Value | None) -> bool:
    if value is None or value.measure not in _TOLD_BY_UNIT:
        return False
    return query.asked is Asked.MEASURE or (
        query.asked is Asked.HOW_MANY and any(unit_of(word) == value.measure for word in query.focus)
    )


_PAID_FOR = lazy_pattern(
    r"\b(?:tak(?:e[sn]?|ing) over|took over|buy(?:s|ing)?|bought|acquir\w+|purchas\w+|sold|sells?|selling|"
    r"chang\w+ hands)\b[^.;]{1,80}\bfor (?:about |around |some |roughly |just )*$",
    re.IGNORECASE,
)


def _is_paid(candidate: Candidate) -> bool:
    """Whether a sum is what something changes hands for: "takes over the yard for 30 million"."""
    value = candidate.value
    if value is None:
        return False
    start = candidate.read.line(candidate.line).sentence.span.start
    return _PAID_FOR.search(candidate.read.view.text[start : value.span.start]) is not None


def _begins_paragraph(candidate: Candidate) -> bool:
    lines, number = candidate.read.view.lines, candidate.line
    return number == 0 or lines[number].sentence.paragraph != lines[number - 1].sentence.paragraph


def _is_for_another(query: Query, candidate: Candidate, sought: Sequence[Sought], places: Sequence[int]) -> bool:
    """Whether nothing that a price is asked for stands beside a sum, which states by itself what "price" asks for."""
    if any(_is_own_sum(sought[n]) and stated(candidate, n, sought[n]) >= STATED for n in places):
        return False  # "the budget is", "a fee of": no other sum is called so
    priced = priced_words(query.clause)
    named = _names_priced(candidate, sought, priced)
    if named is not None:
        return not named
    places = [n for n in places if not is_sum(sought[n]) and sought[n].token.norm not in LOOSE]
    if not any(_is_noun(query, sought[n]) for n in places):
        return False
    before = (
        0.0 if _begins_paragraph(candidate) else float(candidate.read.match.stated[places, candidate.line - 1].max())
    )
    return max(before, *(stated(candidate, n, sought[n]) for n in places)) < STATED


def _names_priced(candidate: Candidate, sought: Sequence[Sought], priced: frozenset[str]) -> bool | None:
    """Whether a sum's sentence, or the one before, names the very thing whose price is asked for, where that is what
    the article is about: then it need not say who wants to know, where, or since when. None where nothing tells."""
    places = [n for n, one in enumerate(sought) if one.token.norm in priced]
    read, number = candidate.read, candidate.line
    if not places or not all(read.subject[n] for n in places):
        return None
    around = read.match.strengths[places, max(0, number - 1) : number + 1]
    if (around.max(axis=1) >= NAMED).all():
        return True
    # "the singer's fee" is no sum of an article that only touches the singer
    return False if (read.match.title[places] < MET).all() and (around < NAMED).all() else None


def _is_noun(query: Query, one: Sought) -> bool:
    return tags_of(query).get(one.token) in ("N", "S", "P")


def _is_own_sum(one: Sought) -> bool:
    """Whether a word names a sum of its own kind: a fine, a deposit, but not a price, which anything has."""
    return is_sum(one) and one.token.norm not in _ANY_SUM


_ANY_SUM = frozenset("price cost charge amount sum bill figure money fare fee".split())


def is_sum(one: Sought) -> bool:
    """Whether a word only says that money is asked for."""
    return re.fullmatch(_SUMS, one.token.norm) is not None


_SUMS = "|".join((*lines("questions", "money_nouns"), "figure", "money"))


def _states_price(candidate: Candidate, sought: Sequence[Sought]) -> bool:
    """Whether the sentence itself says that something costs, sells or is paid for."""
    return any(
        one.is_implied and float(candidate.read.match.stated[n, candidate.line]) >= STATED
        for n, one in enumerate(sought)
    )


def _is_its_price(candidate: Candidate, sought: Sequence[Sought]) -> bool:
    """Whether the sentence itself names what the question names, and says that it costs something."""
    read = candidate.read
    named = read.match.strengths[read.subject, candidate.line]
    return bool(len(named)) and float(named.min()) >= NAMED and _states_price(candidate, sought)
