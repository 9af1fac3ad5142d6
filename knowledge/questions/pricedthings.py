"""What a question for a sum is the price of: "ticket" in "how much is a ticket for the fair", "day" in "day pass?"."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import stem, tokenize
from knowledge.language.vocabulary import load_vocabulary
from knowledge.language.wordclasses import tag
from knowledge.language.wordlists import lines
from knowledge.questions.askednoun import read_noun

_SUMS = "|".join((*lines("questions", "money_nouns"), *lines("questions", "sums"), "figure", "tag"))
_AUX = r"(?:is|are|was|were|will|would|do|does|did|has|have|had|might|could|can|should)"
_NP = r"(?:(?:the|a|an|this|that|my|our) )?(?P<np>.+)"
_COSTS = (
    r"(?:cost|costs|costing|go for|goes for|went for|sell for|fetch|set|be|come to|coming to|going to|supposed to|"
    r"meant to|have cost|expected to)"
)
_PATTERNS = tuple(
    lazy_pattern(pattern)
    for pattern in (
        rf"\b(?:{_SUMS})s?\b(?: (?!of\b|for\b|on\b)\w+){{0,6}}? (?:of|for|on) {_NP}",
        rf"\b(?:pay|pays|paid|paying|charged?|charges|asked?|asking|wanted|want|shell out|cough up|spend)"
        rf"(?: \w+){{0,3}}? (?:for|on) {_NP}",
        rf"\b(?:how much|what)(?: money| cash)? for {_NP}",
        rf"\b(?:how (?:much|expensive|dear|cheap|costly|pricey)|what) {_AUX} {_NP}? {_COSTS}\b",
        rf"\b(?:say|says|said|claim|claimed|reckon|think) {_NP}? (?:would|will|is to) {_COSTS}\b",
        rf"\bhow (?:much|expensive|dear|cheap|costly|pricey) (?:is|are|was|were|for) {_NP}",
        rf"^(?:and |so )?{_NP}?,?:? (?:how much|what price|(?:{_SUMS})s?\b|costs?\b)",
    )
)
_SUM = lazy_pattern(rf"\b(?!pay\b)(?:{_SUMS})s?\b")
_NO_THING = frozenset(
    "i you we they he she it one people somebody someone anyone me us them what which how much many the a an is are "
    "was were did does do new old total full whole that this its their his her my our your exact final original price "
    "cost costs fee sum amount money euro euros pound pounds dollar dollars in per what's to have going supposed "
    "would say".split()
)


@lru_cache(maxsize=64)
def priced_words(clause: str) -> frozenset[str]:
    """The folded words that name what a sum is asked for, as far as the clause says; empty where it does not.

    >>> sorted(priced_words("how much is a day ticket for the fair"))
    ['day', 'ticket']
    """
    lowered = re.sub(r"\s+", " ", clause.casefold()).strip(" ?!.")
    found: set[str] = set()
    for pattern in _PATTERNS:
        match = pattern.search(lowered)
        if match is not None:
            named = {word for word in read_noun(match["np"])[0] if word not in _NO_THING}
            if named:
                found |= named
                break
    return frozenset(found | _named_before(lowered))


def _named_before(lowered: str) -> set[str]:
    """The nouns straight before a word for a sum: "day ticket price"."""
    match = _SUM.search(lowered)
    if match is None:
        return set()
    tokens = tokenize(lowered[: match.start()])
    found: set[str] = set()
    for token, letter in reversed(list(zip(tokens, tag(tokens), strict=True))[-3:]):
        if letter not in "NSJP#" or token.norm in _NO_THING:
            break
        found.add(token.norm)
    return found


def is_money(noun: str) -> bool:
    """Whether a noun is a word for money: cash, dosh."""
    vocabulary = load_vocabulary()
    return bool(vocabulary.groups_of_stem(stem(noun)) & vocabulary.groups_of_stem("money"))
