"""A long sentence that would be the answer → the part of it that holds what is asked for.

Who asks "which chain is it" wants no thirty words; the whole sentence is cited below the answer in any case.
"""

from __future__ import annotations

import numpy as np

from knowledge.answering.candidates import Candidate
from knowledge.answering.rankedlines import Believed, key_of
from knowledge.answering.reasons import asks_reason
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import spell_words
from knowledge.model import Span
from knowledge.questions.query import Query
from knowledge.quotations.quotemarks import without_lone_marks
from knowledge.reader.encoder import Floats
from knowledge.search.view import Line

LONGEST = 15
"""Words that an answer has at most, where its sentence can be parted."""
ECHO = 0.3
"""What a word of the question counts in an answer beside one that the question lacks."""
_WHOLE = ("sentence", "framed")
"""Notes of candidates that are a sentence as it stands."""
_OPENERS = "ICW"
"""Classes of words that open a part of a sentence: prepositions, conjunctions, relative words."""
_PARTED = lazy_pattern(r"[,;:()—–]|--|\s-\s")
_BEFORE, _AFTER = lazy_pattern(r"[$€£¥#@+“‘\"(]*\Z"), lazy_pattern(r"[%°+$€£¥”’\")]*")
"""What belongs to a word though no part of it."""


def shorten(query: Query, found: Candidate, believed: Believed) -> None:
    """Leaves of a long sentence the part that most of the answer's likely words stand in; one that tells a reason, or
    of which nothing is believed, stays whole."""
    if not found.notes or found.notes[0] not in _WHOLE or len(found.text.split()) <= LONGEST or asks_reason(query):
        return
    line = found.read.line(found.line)
    parts = believed.parts.get(key_of(found.read, line))
    if parts is not None:
        found.text = _best_part(line, _worth(query, line, parts)) or found.text


def _worth(query: Query, line: Line, parts: Floats) -> Floats:
    """What each word of a sentence counts."""
    worth = np.zeros(len(line.words), np.float32)
    worth[: len(parts)] = 1 / (1 + np.exp(-parts))
    asked = {stem for _, stem in spell_words(query.text)[1]}
    worth[[stem in asked for _, stem in line.spelled]] *= ECHO
    return worth


def _best_part(line: Line, worth: Floats) -> str:
    """The part, between places where a sentence may be parted, that counts most; empty where all are too long."""
    starts, stops = line.edges
    shift, text = line.sentence.span.start, line.sentence.text
    breaks = [0, *_breaks(line), len(starts)]
    summed = np.concatenate([[0.0], np.cumsum(worth)])
    best, told = 0.0, ""
    for n, begin in enumerate(breaks):
        for stop in breaks[n + 1 :]:
            span = Span(starts[begin] - shift, stops[stop - 1] - shift)
            if len(span.of(text).split()) > LONGEST:
                break
            if summed[stop] - summed[begin] > best:
                best, told = float(summed[stop] - summed[begin]), _with_marks(text, span)
    return told


def _with_marks(text: str, span: Span) -> str:
    """A part of a sentence with the signs at its edges, without a bracket or quotation mark that lacks its other."""
    before, after = _BEFORE.search(text[: span.start]), _AFTER.match(text[span.stop :])
    part = f"{before.group() if before else ''}{span.of(text)}{after.group() if after else ''}"
    return without_lone_marks(part)


def _breaks(line: Line) -> list[int]:
    """The words before which a sentence may be parted: after a mark, and where a phrase or clause begins."""
    text, shift = line.sentence.text, line.sentence.span.start
    starts, stops = line.edges
    gaps = [text[stop - shift : start - shift] for stop, start in zip(stops, starts[1:], strict=False)]
    return [
        n
        for n, gap in enumerate(gaps, 1)
        if _PARTED.search(gap) or (line.tags[n] in _OPENERS and line.norms[n] not in ("of", "than"))
    ]
