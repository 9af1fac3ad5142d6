"""How well the sentences of an article tell the effect that a why-question asks about, themselves or around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from knowledge.answering.candidates import Read
from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span
from knowledge.questions.effects import UNDONE, Effects, effects_of, stems_of
from knowledge.search.matching import Sought
from knowledge.search.view import Line, is_heading

BEFORE, TWO_BEFORE, AFTER, TITLE, HEADING = 0.85, 0.65, 0.4, 0.7, 0.9
"""What an effect is worth that is told not in the reason's sentence but near it."""
SAME_EFFECT, LATER_EFFECT, MERELY_UNDONE = 0.95, 0.8, 0.6
"""What an effect is worth that is told by another word of its kind, in the first sentences or a heading, and further
down, where it may be that of something else; and further down by no more than that something is not so."""
OTHER_EFFECT = 0.65
"""What the words of a question count in a sentence that does not tell its effect, where another one does."""
ANY = 0.7
"""What of its worth an effect keeps that is told where nothing else of the question is."""
TELLS = 0.55
"""From which strength on a sentence tells the effect."""
MAIN_EFFECT, FADES, LEAST_MAIN = 0.7, 0.03, 0.45
"""What an effect is worth that the title or the first sentences tell, less so much for each sentence since, to a
least."""
FIRST = 3
"""How many sentences tell what an article is about."""
REACH = 5
"""How many sentences back an effect may be told where only dates stand between."""
_SCHEDULE = lazy_pattern(
    r"\bnew (?:\w+ )?(?:date|time|day)s?\b|\b(?:will|shall)\b(?! (?:not|never|no longer)\b)|\binstead of\b|"
    r"\b(?:is|are|was|were) (?:now |then |again |instead )*(?:to (?!blame\b)\w+|due|scheduled|planned|expected|"
    r"moved to|put (?:off|back)|postponed)\b|\bmoves? (?:from .+ )?to\b|\bfollows? (?:in|on)\b",
    re.IGNORECASE,
)
"""What only tells what is to be now, or was to be."""


class Telling:
    """How well the sentences of one article tell the effect that a question asks about."""

    def __init__(self, read: Read, asked: Effects, sought: Sequence[Sought], *, is_told: bool) -> None:
        """is_told: whether an effect of the kind asked for is told in this article or another one on the matter."""
        self.read, self._asked, self._is_told = read, asked, is_told
        stems = stems_of(asked)
        self._others = ~read.subject & np.array(
            [not one.is_implied and one.token.stem not in stems for one in sought], bool
        )
        found = [line.sentence.number for line in read.view.lines if not is_heading(line.sentence.text)]
        self._lead = frozenset(found[:FIRST])
        self._shares: dict[int, Effects] = {}
        in_title = asked & effects_of(read.view.article.title)
        self._main = next((n for n in sorted(self._lead) if self.by(n) >= TELLS), 0 if in_title else None)

    @staticmethod
    def all(reads: Sequence[Read], asked: Effects, sought: Sequence[Sought]) -> list[Telling]:
        """One for each article."""
        sure = asked - {UNDONE}
        texts = (
            text for read in reads for text in (read.view.article.title, *(x.sentence.text for x in read.view.lines))
        )
        is_told = bool(sure) and any(sure & effects_of(text) for text in texts)
        return [Telling(read, asked, sought, is_told=is_told) for read in reads]

    def by(self, number: int) -> float:
        """How well a sentence tells it, in [0, 1]."""
        own, shared = self.read.own(number), self._shared(number)
        if not shared:
            return OTHER_EFFECT * own if self._is_told else own
        return max(own, self._worth(number, shared))

    def _shared(self, number: int) -> Effects:
        if number not in self._shares:
            self._shares[number] = self._asked & effects_of(self.read.view.lines[number].sentence.text)
        return self._shares[number]

    def _worth(self, number: int, shared: Effects) -> float:
        """What it is worth that a sentence tells an effect of the kind asked for, by what else of the question is
        told there or around."""
        met = ANY + (1 - ANY) * self.read.share(self.read.match.context[:, number], self._others)
        if number in self._lead or is_heading(self.read.view.lines[number].sentence.text):
            return SAME_EFFECT * met
        return met * (LATER_EFFECT if shared != {UNDONE} else MERELY_UNDONE)

    def without(self, line: Line, reason: Span) -> float:
        """How well the rest of a sentence, without the reason, tells the effect, in [0, 1]."""
        held = line.inside(reason)
        outside = [n for n in range(len(line.words)) if n not in held]
        if not outside:
            return 0.0
        read, whole, text = self.read, line.sentence.span, self.read.view.text
        met = read.share(read.match.words[:, line.ids[outside]].max(axis=1), read.asks)
        shared = self._asked & effects_of(f"{text[whole.start : reason.start]} | {text[reason.stop : whole.stop]}")
        if not shared:
            return OTHER_EFFECT * met if self._is_told else met
        return max(met, self._worth(line.sentence.number, shared))

    def around(self, line: Line) -> float:
        """How well what stands around a sentence tells the effect, in [0, 1]."""
        read, number = self.read, line.sentence.number
        best = TITLE * read.share(read.match.title, read.asks)
        if self._main is not None:
            best = max(best, MAIN_EFFECT - FADES * max(0, number - self._main - FIRST), LEAST_MAIN)
        if line.heading is not None:
            best = max(best, HEADING * self.by(line.heading))
        for worth, other in self._before(line):
            best = max(best, worth * self.by(other))
        after = number + 1
        if after < len(read.view.lines) and read.view.lines[after].sentence.paragraph == line.sentence.paragraph:
            best = max(best, AFTER * self.by(after))
        return best

    def is_told(self, number: int) -> bool:
        """Whether a sentence tells the effect."""
        return self.by(number) >= TELLS

    def is_next(self, line: Line) -> bool:
        """Whether a sentence comes right after one that tells the effect, dates of it left out."""
        return any(worth == BEFORE and self.is_told(other) for worth, other in self._before(line))

    def _before(self, line: Line) -> Iterator[tuple[float, int]]:
        """What the effect is worth in each of the sentences before, the nearest first; only one that gives dates
        moves it no farther away."""
        lines, worths = self.read.view.lines, [BEFORE, TWO_BEFORE]
        paragraph, passed = line.sentence.paragraph, 0
        for number in range(line.sentence.number - 1, max(-1, line.sentence.number - 1 - REACH), -1):
            one = lines[number]
            skipped = is_schedule(one.sentence.text)
            if paragraph - one.sentence.paragraph > 1 + skipped or passed >= len(worths):
                return
            yield worths[passed], number
            paragraph = one.sentence.paragraph if skipped else paragraph
            passed += not skipped


@lru_cache(maxsize=1024)
def is_schedule(text: str) -> bool:
    """Whether a sentence only tells when something is now to be."""
    return _SCHEDULE.search(text) is not None
