"""What the answer before says for the candidates of a follow-up: where it was told, more is told of the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering.candidates import Candidate
from knowledge.language.patterns import lazy_pattern
from knowledge.language.wordlists import lines
from knowledge.questions.query import Query
from knowledge.questions.understanding import is_bare

SAME_SENTENCE, NEXT, SAME_PARAGRAPH = 0.8, 0.4, 0.2
"""What a candidate gains that stands in the sentence of the answer before, beside it, or in its paragraph."""
UNSURE, OWN_WORDS = 0.5, 0.5
"""What share of that holds where the question before had no answer, only a likely place; and where this one has
words of its own, which say better where its answer stands."""
NEAR, REACH = 0.5, 20.0
"""What a candidate gains right beside the answer before, and at how many characters' distance half of it is left."""
BEFORE = 0.4
"""What a candidate gains before which the word stands that the question has before its question word: "since when?"."""
AGAIN = 1.5
"""What a candidate loses that only says the answer before again."""


_ASKED_BEHIND = lazy_pattern(
    rf"^\W*(?:(?:and|so|but|then) )?(?P<word>by|for|from|since|until|till|to|with|at|in|on|under|through) "
    rf"(?:{'|'.join(lines('questions', 'wh'))})\b",
    re.IGNORECASE,
)
_VAGUE = lazy_pattern(
    r"\W*(?:\b(?:about|around|some|roughly|just|nearly|almost|over|only|the|a|an|up to|at least)\W+)*$"
)


def lean(query: Query, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, best score first, with what the answer before says for and against them in the score."""
    if not query.told and not query.answered:
        return list(candidates)
    places = {
        read.view.article.id: n
        for read in {id(c.read): c.read for c in candidates}.values()
        for n, line in enumerate(read.view.lines)
        if query.told and line.sentence.text == query.told
    }
    asked = _ASKED_BEHIND.match(query.text)
    word = asked["word"].casefold() if asked is not None else ""
    found = [
        replace(c, score=c.score + _gain(query, c, places.get(c.read.view.article.id)) + BEFORE * _follows(word, c))
        for c in candidates
    ]
    return sorted(found, key=lambda c: (-c.score, -c.read.published.toordinal(), c.line))


def _follows(word: str, candidate: Candidate) -> bool:
    """Whether a candidate's value stands right behind a word of its article."""
    if not word or candidate.value is None:
        return False
    before = candidate.read.view.text[: candidate.value.span.start][-40:].casefold()
    before = _VAGUE.sub("", before)
    return before.split()[-1:] == [word] or (word == "till" and before.endswith("until"))


def _gain(query: Query, candidate: Candidate, place: int | None) -> float:
    again = AGAIN if query.answered and candidate.text.casefold() == query.answered.casefold() else 0.0
    if place is None:
        return -again
    lines = candidate.read.view.lines
    if candidate.line == place:
        gain = SAME_SENTENCE + NEAR * _nearness(query, candidate)
    elif lines[candidate.line].sentence.paragraph != lines[place].sentence.paragraph:
        gain = 0.0
    else:
        gain = NEXT if abs(candidate.line - place) == 1 else SAME_PARAGRAPH
    return gain * (1.0 if query.answered else UNSURE) * (1.0 if is_bare(query) else OWN_WORDS) - again


def _nearness(query: Query, candidate: Candidate) -> float:
    """How near a candidate stands to the answer before in their sentence, in [0, 1]; 0 where that is not told."""
    sentence = query.told
    before = sentence.find(query.answered) if query.answered else -1
    here = sentence.find(candidate.text)
    if before < 0 or here < 0:
        return 0.0
    gap = max(here - before - len(query.answered), before - here - len(candidate.text), 0)
    return 1 / (1 + gap / REACH)
