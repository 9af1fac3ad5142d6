"""Attributes that must be stated by their own words: a year beside a museum is not when it was founded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from knowledge.answering.candidates import Candidate
from knowledge.extraction.analysis import Value
from knowledge.language.text import Token
from knowledge.language.vocabulary import load_vocabulary
from knowledge.questions.query import Asked, Query
from knowledge.search.matching import WEAK_STEMS, Sought

STATED = 0.55
"""From which strength on a word counts as stated: by itself, a synonym, or a word of the attribute asked for."""
_RELATE = frozenset({"since", "over"})
"""Words that state an attribute beside others, and mostly only relate two things."""


def lacks_attribute(query: Query, candidate: Candidate, sought: Sequence[Sought]) -> bool:
    """Whether the question asks for an exact attribute of which neither the sentence nor its neighbours have a word."""
    names = _exact_attributes(query)
    if not names or (candidate.value is not None and _tells(candidate.value, names)):
        return False
    if _is_said_otherwise(query, candidate, sought, names):
        return False
    if candidate.stands_for is not None and not lacks_attribute(query, candidate.stands_for, sought):
        return False  # what is in the place of another is what that one was told as
    line, lines = candidate.read.line(candidate.line), candidate.read.view.lines
    around = [line, *([lines[line.heading]] if line.heading is not None else [])]
    around += [
        lines[n]
        for n in (candidate.line - 1, candidate.line + 1)
        if 0 <= n < len(lines) and lines[n].sentence.paragraph == line.sentence.paragraph
    ]
    keys = [key for name in names for key in load_vocabulary().telling(name) if key[0] not in WEAK_STEMS or key[1:]]
    return not any(f" {' '.join(key)} " in other.stems for key in keys for other in around)


def _is_said_otherwise(query: Query, candidate: Candidate, sought: Sequence[Sought], names: frozenset[str]) -> bool:
    """Whether a synonym of the word that asks for an attribute stands there: what closes is shut."""
    telling = zip(query.tokens, load_vocabulary().asked(query.tokens), strict=True)
    asking = {token for token, asked in telling if asked & names}
    around = slice(max(0, candidate.line - 1), candidate.line + 2)
    return any(
        one.token in asking and float(candidate.read.match.stated[n, around].max()) >= STATED
        for n, one in enumerate(sought)
    )


def _tells(value: Value, names: frozenset[str]) -> bool:
    """Whether a value is of an attribute by what it measures: "until" tells an end, degrees a temperature."""
    return value.measure in names or ("ending" in names and value.measure in ("until", "by"))


def _may_ask(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word may ask for an attribute; "finally", "in the end", "since when" and "carry over" ask for none."""
    word = tokens[place].norm
    if word == "end" and place > 1 and tokens[place - 2].norm in ("in", "at"):
        return False
    return not word.endswith("ly") and word not in _RELATE


@lru_cache(maxsize=64)
def _exact_attributes(query: Query) -> frozenset[str]:
    """The attributes that a word of the question asks for, where all that it may ask for are exact ones."""
    known = load_vocabulary().attributes
    kinds = set(query.wanted if query.asked is Asked.MEASURE else query.wanted[:1])
    telling = [token for n, token in enumerate(query.tokens) if _may_ask(query.tokens, n)]
    asked = [{n for n in names if known[n].kinds & kinds} for names in load_vocabulary().asked(telling)]
    # "how expensive was it to make" asks for a price; that one can also make money matters no more
    says_other = any(
        names and token.norm not in _HOW and not all(known[n].is_exact for n in names)
        for token, names in zip(telling, asked, strict=True)
    )
    return frozenset(
        name
        for token, names in zip(telling, asked, strict=True)
        if all(known[n].is_exact for n in names)
        for name in names
        if not says_other or (token.stem,) in load_vocabulary().telling(name)
    )


_HOW = frozenset("how much many long".split())
