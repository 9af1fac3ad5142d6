"""What a yes/no question supposes beside what a sentence confines: "at the gate", "only online". Knows no scores."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answering.candidates import Read
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize
from knowledge.questions.query import Query
from knowledge.search.matching import Sought
from knowledge.search.view import Line

UNMET = 0.45
"""Below which strength a word of the question is not met by a sentence."""
_ONLY = lazy_pattern(
    r"(?<!\bnot )\b(?:only|solely|exclusively)\b"
    r"(?! (?:just|recently|now|then|a|an|about|some|\d\S*|few|slightly|not|too)\b)",
    re.IGNORECASE,
)
"""What confines a statement; "only recently" or "only 30" do not."""
_BY_WHAT = lazy_pattern(
    r"\b(?:at|in|on|with|by|from|for|through|via|to|into|without)"
    r"(?: (?:the|an?|my|our|your|their|his|her|its|this|that))? (?P<what>\w+(?: \w+)??)"
    r"(?=\W*$| (?:too|either|as well|instead|at|in|on|with|by|from|for|during|when|and|or|this|next)\b|,)",
    re.IGNORECASE,
)
"""How, where or for whom a question supposes that something is so: "at the door", "in cash"."""


_ONLY_WHO = lazy_pattern(
    r"\W*only (?P<which>(?!one\b)(?:[\w-]+ ){1,2})[\w-]+s (?:are|may|can|will|get|have|need)\b", re.I
)
"""What holds for one kind of many: "only guide dogs are admitted"."""


def words_confined(query: Query, read: Read, line: Line, sought: Sequence[Sought]) -> frozenset[str]:
    """The folded words by which a question supposes what a sentence says to hold only otherwise: the gate in "can I pay
    at the gate" where it says "only online"."""
    if _ONLY.search(line.sentence.text) is None or _ONLY.search(query.text) is not None:
        return frozenset()
    kind = _ONLY_WHO.match(line.sentence.text)
    if kind is not None and not {t.stem for t in tokenize(kind["which"])} & {t.stem for t in query.tokens}:
        strengths = read.match.strengths[:, line.sentence.number]
        return frozenset(one.token.norm for n, one in enumerate(sought) if float(strengths[n]) >= UNMET)
    within = {token.norm for found in _BY_WHAT.finditer(query.clause) for token in tokenize(found["what"])[-1:]}
    strengths = read.match.strengths[:, line.sentence.number]
    return frozenset(
        one.token.norm
        for n, one in enumerate(sought)
        if one.token.norm in within and not read.subject[n] and not one.is_name and float(strengths[n]) < UNMET
    )
