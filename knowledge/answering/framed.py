"""Sentences that tell in the set words of announcements what a question is after: gifts, conditions, contents …"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from knowledge.answering.candidates import Candidate, Read, certainty_of
from knowledge.questions.frames import Frame, find_frames, frame_patterns
from knowledge.questions.query import Query
from knowledge.search.matching import Sought
from knowledge.search.view import Line, is_heading

TELLS = 0.45
"""What it is worth that a sentence tells in set words what the question is after."""
CLAUSE = 0.05
"""What the part that tells it is worth more than the whole sentence."""
MOST = 12
"""So many of the best sentences are given for each question."""
LONGEST = 40
"""Words of an answer."""

FADES = 0.1
"""What each further way of telling is worth less: the first ones are the surest."""


def framed_candidates(query: Query, reads: Sequence[Read], sought: Sequence[Sought]) -> list[Candidate]:
    """What sentences tell in the set words for what the question is after, the best first.

    The words of the question that only say what it is after count as met by such a sentence.
    """
    asked = " ".join(query.text.split()).rstrip("?!. ")
    found: list[Candidate] = []
    for frame, words in find_frames(asked):
        met = np.array([one.token.norm in words for one in sought], bool)
        for read in reads:
            for line in read.view.lines:
                if line.words and not is_heading(line.sentence.text):
                    found += _of_line(frame, words, met, read, line)
    found.sort(key=lambda c: -c.score)
    return found[:MOST]


@cache
def _tells(frame: Frame) -> tuple[re.Pattern[str], ...]:
    return frame_patterns(f"tells_{frame}")


def _of_line(frame: Frame, words: frozenset[str], met: np.ndarray, read: Read, line: Line) -> Iterator[Candidate]:
    text = line.sentence.text
    for place, pattern in enumerate(_tells(frame)):
        match = pattern.search(text)
        if match is None:
            continue
        score = _score(read, line, met) + TELLS - FADES * place
        what = match.groupdict().get("what") or ""
        if 0 < len(what.split()) <= LONGEST:
            yield _candidate(read, line, what, score + CLAUSE, words)
        yield _candidate(read, line, text, score, words)
        return


def _score(read: Read, line: Line, met: np.ndarray) -> float:
    """How well a sentence meets the question, its words in `met` counted as met."""
    number = line.sentence.number
    asks = ~read.subject
    own, near = (
        np.where(met, 1.0, part[:, number]).astype(np.float32) for part in (read.match.strengths, read.match.context)
    )
    return read.topic + 0.25 * read.named(number) + 0.6 * read.share(near, asks) + 0.9 * read.share(own, asks)


def _candidate(read: Read, line: Line, text: str, score: float, words: frozenset[str]) -> Candidate:
    number = line.sentence.number
    return Candidate(
        read, number, re.sub(r"^\s*[-*•–·]\s+", "", " ".join(text.split())).strip(' ,;:.“”"'), score,
        certainty=certainty_of(read, number), speaker=read.analysis.speakers.get(number, ""),
        asking=read.own(number), met=words, notes=["framed"],
    )  # fmt: skip
