"""Parts of a sentence: which of several like values the words of the question stand with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.candidates import Read
from knowledge.extraction.analysis import Value
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Token, stem, tokenize
from knowledge.language.wordlists import words
from knowledge.model import Span, ValueKind
from knowledge.questions.query import Query

OTHER_VARIANT = 0.8
"""What it costs that the naming words stand in another like value's part of the sentence: "the S €5, the L €6"."""
STANDS = 0.7
"""From which strength on a word of a sentence stands for one of the question."""
OF_WHOLE = 0.6
"""What the whole costs beside the part that is told of it."""
SEGMENT = 0.6
"""What it costs that all of the question's words stand in another like value's part of the sentence."""
_PARTS = lazy_pattern(r"[,;](?!\d)|\s(?:and|while|whereas|but)\s")
_SEGMENT = lazy_pattern(r"[,;:()]|\s(?:and|but|while|or)\s")
BESIDE = 0.8
"""What it costs a figure that the question's words stand with another one of the sentence: "adults £6, students £3"."""
TELLS = 0.7
"""From which strength on a word tells one figure of a sentence from the others."""
HANDED_DOWN = 0.7
"""What a word before the first figure is worth for one behind it that names nothing of its own."""
_OWN_SUBJECT = lazy_pattern(
    r"\b(?:the|an?|each|every|this|that|another|its|their|costs?|is|are|was|were|pays?|weighs?|lasts?|has|have)\b",
    re.IGNORECASE,
)
_OF_THEM = lazy_pattern(r" of (?:them|whom|which|these|those)\b")
_PART_OF = lazy_pattern(r" (?:out )?of (?:(?:the|its|all|these|those|their|our|his|her) )?")
"""What joins a part to its whole: "nine of the sixteen bridges"."""
GIVEN = 0.6
"""What it counts that a value is given to the very thing asked about, or to another."""
_VARIANT = lazy_pattern(
    r"\b(?:an?|another|the) (?P<which>(?:[\w-]+ ){0,3})(?:version|variant|edition|model|bundle|package|set|kit)s?\b"
    r"(?P<how>[^;.]*)\Z",
    re.IGNORECASE,
)
_GIVEN_TO = lazy_pattern(
    r"(?:['’]s?)?(?: [\w-]+){0,2}? (?P<how>on|for|in|with|at|to) (?:the |an? |its |their )?(?P<what>[\w-]+)"
)
_PRONOUN = lazy_pattern(r"\b(?:it|one|ones|they|those)\b", re.IGNORECASE)


def segment_fit(read: Read, value: Value) -> float:
    """What a value loses to a like one whose part of their sentence holds more of the question's words; 0 or less."""
    rivals = [
        other for other in read.values_in(value.line) if other.kind is value.kind and not other.span.meets(value.span)
    ]
    if not rivals:
        return 0.0
    here = _met_in(read, value)
    return SEGMENT * min(0.0, *(here - _met_in(read, rival) for rival in rivals))


def figure_fit(read: Read, value: Value) -> float:
    """What a figure loses to a like one of its sentence beside which more of the question is said; 0 or less.

    What stands before the first figure holds for those behind it too, where they name nothing of their own: "a day
    ticket costs €14, reduced €9". Figures of other units are no rivals: a price in another currency is the same price.
    """
    unit = value.unit if value.kind is ValueKind.MONEY else value.measure
    key = (f"figures {value.line}", f"{value.kind} {unit}")
    if key not in read.models:
        alike = [v for v in read.values_in(value.line) if v.kind is value.kind and unit in (v.unit, v.measure)]
        read.models[key] = _figure_fits(read, alike)
    found: dict[Span, float] = read.models[key]
    return found.get(value.span, 0.0)


def _figure_fits(read: Read, alike: Sequence[Value]) -> dict[Span, float]:
    """The same for each of the like figures of a sentence."""
    rivals: list[Value] = []
    for value in sorted(alike, key=lambda v: (v.span.start, -v.span.stop)):
        if not rivals or value.span.start >= rivals[-1].span.stop:
            rivals.append(value)
    if len(rivals) < 2:
        return {}
    line = read.line(rivals[0].line)
    text, bounds = read.view.text, [line.sentence.span.start]
    for one, other in pairwise(rivals):
        cut = _SEGMENT.search(text, one.span.stop, other.span.start)
        bounds.append(cut.start() if cut else one.span.stop)
    bounds.append(line.sentence.span.stop)
    met = (read.match.words[:, line.ids] >= TELLS) & ~read.implied[:, None]
    starts = np.asarray(line.edges[0])
    own = np.stack([met[:, (starts >= a) & (starts < b)].any(axis=1) for a, b in pairwise(bounds)])
    only = own & (own.sum(axis=0) == 1)
    before = met[:, starts < rivals[0].span.start].any(axis=1) & only[0]
    return _losses(read, alike, rivals, bounds, only, before)


def _losses(
    read: Read, alike: Sequence[Value], rivals: Sequence[Value], bounds: Sequence[int], only: NDArray[np.bool_],
    before: NDArray[np.bool_],
) -> dict[Span, float]:  # fmt: skip
    """How far each figure is behind the one with most of the question's words, by what only its part of the sentence
    holds."""
    if not only.any():
        return {}
    total = float(read.weights[~read.implied].sum())
    worth = only.astype(np.float32) @ read.weights
    for n in range(1, len(rivals)):
        lead = read.view.text[bounds[n] : rivals[n].span.start]
        if _OF_THEM.match(read.view.text, rivals[n].span.stop):
            worth[n] += float(read.weights[only[0]].sum())
        elif _PRONOUN.search(lead) or not _OWN_SUBJECT.search(lead):
            worth[n] += HANDED_DOWN * float(read.weights[before].sum())
    for n in range(len(rivals) - 1):
        if _PART_OF.fullmatch(read.view.text, rivals[n].span.stop, rivals[n + 1].span.start):
            worth[n] = worth[n : n + 2].sum()
    fits = [BESIDE * float(w - worth.max()) / total for w in worth]
    return {v.span: fit for v in alike for one, fit in zip(rivals, fits, strict=True) if v.span.meets(one.span)}


def given_fit(query: Query, read: Read, value: Value) -> float:
    """For a value given to what the question names while the sentence gives another to something else, and against it.

    "Five years on the frame and two on the battery"; 0 where no values are given out side by side, in the same words.
    """
    rivals = [other for other in read.values_in(value.line) if other.kind is value.kind and other is not value]
    if not rivals:
        return 0.0
    asked = {token.stem for token in query.tokens}
    variant = _variant(read, value)
    if variant and not variant & asked and not all(_variant(read, rival) for rival in rivals):
        return -GIVEN  # the question asks for no version in particular
    mine = _given_to(read, value)
    if mine is None:
        return 0.0
    others = [given for rival in rivals if (given := _given_to(read, rival)) is not None and given[0] == mine[0]]
    if mine[1] in asked:
        return GIVEN if any(what not in asked for _, what in others) else 0.0
    return -GIVEN if any(what in asked for _, what in others) else 0.0


def _given_to(read: Read, value: Value) -> tuple[str, str] | None:
    """The preposition and the stem of the noun right behind a value, before any other value."""
    line = read.line(value.line).sentence.span
    later = [other.span.start for other in read.values_in(value.line) if other.span.start >= value.span.stop]
    found = _GIVEN_TO.match(read.view.text, value.span.stop, min([line.stop, *later]))
    return None if found is None else (found["how"].casefold(), stem(found["what"].casefold()))


def _variant(read: Read, value: Value) -> frozenset[str]:
    """The stems of the words that tell which version of a thing a value is of; none where it is of no version."""
    text, start = read.view.text, read.line(value.line).sentence.span.start
    clause = re.split(r"[;.]\s|, (?:and|but|while) ", text[start : value.span.start])[-1]
    found = _VARIANT.search(clause)
    return frozenset() if found is None else frozenset(token.stem for token in tokenize(found.group()))


def misses_variant(read: Read, value: Value) -> float:
    """Share of the words of the question in a value's sentence that only a like value's part of it holds, in [0, 1].

    "The Pella S costs €4,490 and the Pella L €5,890": the first sum is none of the L.
    """
    line = read.line(value.line)
    rivals = [v for v in read.values_in(value.line) if v.kind is value.kind]
    if len(rivals) < 2:
        return 0.0
    met = read.match.words[:, line.ids] >= STANDS
    clauses = [clause_of(read, line.sentence.span, rival.span) for rival in rivals]
    inside = [line.inside(clause) for clause in clauses]
    own = inside[rivals.index(value)] if value in rivals else []
    if not _has_variant(read, value, own):
        return 0.0
    weight = missed = 0.0
    for row in np.flatnonzero(~read.implied):
        if not any(met[row, places].any() for places in inside):
            continue
        weight += float(read.weights[row])
        missed += 0.0 if met[row, own].any() else float(read.weights[row])
    return missed / weight if weight else 0.0


def is_of_another(read: Read, value: Value, names: Sequence[int]) -> bool:
    """Whether a value's part of the sentence names something else, and a like value's part what the question names.

    "British trains stop there from June, Swiss ones from September": June is not the Swiss ones'. names: the places of
    the question's names among the sought words.
    """
    line = read.line(value.line)
    alike = [v for v in read.values_in(value.line) if v.kind is value.kind and v.unit == value.unit]
    rivals = [v for v in alike if not v.span.meets(value.span)]
    if not rivals or not names:
        return False
    met = read.match.words[:, line.ids] >= STANDS
    own = line.inside(clause_of(read, line.sentence.span, value.span))
    mine = {n for n in names if met[n, own].any()}
    others = [n for n in own if not line.tokens[n].span.meets(value.span) and not met[names, n].any()]
    if not any(_is_named(read, line.tokens[n], is_first=n == 0) for n in others):
        return False  # what was named before goes on: "Swiss trains were tried out in May and stop there from June"
    for rival in rivals:
        theirs = line.inside(clause_of(read, line.sentence.span, rival.span))
        if mine < {n for n in names if met[n, theirs].any()}:
            return True
    return False


def _is_named(read: Read, token: Token, *, is_first: bool) -> bool:
    """Whether a word is a name; the first of a sentence is written with a capital anyway."""
    is_sure = token.stem in read.view.proper or token.norm in words("questions", "nations")
    return is_sure if is_first else token.text[:1].isupper()


_BEFORE_WHOLE = lazy_pattern(r"\b(?:of|out of)(?: the| its| all| these| those| their)? $", re.IGNORECASE)
_ASKS_WHOLE = lazy_pattern(r"\b(?:total|altogether|in all|overall|out of how many|all in all|applied)\b")


def is_whole(read: Read, value: Value, before: str, asked: str) -> bool:
    """Whether a figure is the whole that another one of the sentence is a part of: "nine of the sixteen bearings"."""
    if _BEFORE_WHOLE.search(before) is None or _ASKS_WHOLE.search(asked):
        return False
    return any(v is not value and v.noun and v.noun == value.noun for v in read.values_in(value.line))


_VARIANT_UNITS = frozenset("length mass data power energy volume area".split())


def _has_variant(read: Read, value: Value, places: Sequence[int]) -> bool:
    """Whether a value's part of the sentence names a thing of its own: "the Pella S", "the 41 mm model"."""
    line = read.line(value.line)
    tokens = [line.tokens[n] for n in places if n and not line.tokens[n].span.meets(value.span)]
    if any(token.text[0].isupper() for token in tokens):
        return True
    sized = [v for v in read.values_in(value.line) if v.kind is ValueKind.NUMBER and v.measure in _VARIANT_UNITS]
    return value.kind is ValueKind.MONEY and any(v.span.holds(token.span) for v in sized for token in tokens)


def clause_of(read: Read, sentence: Span, span: Span) -> Span:
    """The part of a sentence around a value, between commas, semicolons and "and"; brackets do not part it."""
    text = read.view.text[sentence.start : sentence.stop]
    cuts = [match.start() + sentence.start for match in _PARTS.finditer(text)]
    start = max([cut for cut in cuts if cut < span.start], default=sentence.start)
    stop = min([cut for cut in cuts if cut >= span.stop], default=sentence.stop)
    return Span(min(start, span.start), max(stop, span.stop))


def _met_in(read: Read, value: Value) -> float:
    """Share of the question met in a value's part of the sentence, in [0, 1]."""
    line, segment = read.line(value.line), _segment(read, value.span)
    inside = line.inside(segment)
    if not inside:
        return 0.0
    best = read.match.words[:, line.ids[inside]].max(axis=1)
    total = float(read.weights.sum()) or 1.0
    return float((best * read.weights).sum()) / total


def _segment(read: Read, span: Span) -> Span:
    """The part of the sentence, between commas or conjunctions, that holds a span."""
    text = read.view.text
    sentence = next(
        (line.sentence.span for line in read.view.lines if line.sentence.span.holds(span)), Span(span.start, span.stop)
    )
    cuts = [match.start() + sentence.start for match in _SEGMENT.finditer(text[sentence.start : sentence.stop])]
    start = max([cut for cut in cuts if cut < span.start], default=sentence.start)
    stop = min([cut for cut in cuts if cut >= span.stop], default=sentence.stop)
    return Span(min(start, span.start), max(stop, span.stop))
