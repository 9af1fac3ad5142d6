"""Which sentences of several articles answer a question, and which of their words: what the network believes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from knowledge.answering.candidates import Read
from knowledge.language.patterns import lazy_pattern
from knowledge.language.vectors import load_vectors
from knowledge.model import Span, ValueKind
from knowledge.questions.query import Query
from knowledge.reader import interaction
from knowledge.reader.encoder import (
    CAPITAL,
    LONGEST_INHERITED,
    LONGEST_QUESTION,
    LONGEST_SENTENCE,
    LOWER,
    Floats,
    Posed,
    Worded,
)
from knowledge.search.matching import Sought
from knowledge.search.view import Line

READ = 25
"""Sentences that the network is given, those that meet the question best; more cost time and change little."""
EDGE = -1.0
"""Log-odds from which on a word beside a likelier one belongs to the answer with it."""
TAKEN = -99.0
"""The log-odds of words that were given already."""
LIKELY_SHARE, AS_LIKELY = -2.3, 0.7
"""The logarithm of the share from which on a sentence is a likely one, and how far behind the best it may lie."""
MET = 0.45
"""From which strength on a word counts as met."""
_KINDS = tuple(ValueKind)
_WORDLESS = Worded(np.array([-1]), ("",), np.array([LOWER]))
"""What stands for a sentence without words: one that is unknown."""
_DIGIT = lazy_pattern(r"\d")

Key = tuple[str, int]
"""An article's id, and the number of a sentence in it."""


@dataclass(frozen=True, slots=True)
class Believed:
    """What the network believes of a question's sentences."""

    lines: tuple[tuple[Read, Line], ...] = ()
    """The likeliest first."""
    shares: dict[Key, float] = field(default_factory=dict)
    """The logarithm of each sentence's share of the belief which sentence answers."""
    parts: dict[Key, Floats] = field(default_factory=dict)
    """For each of a sentence's first words, the log-odds that it is a part of the answer."""
    sides: dict[Key, float] = field(default_factory=dict)
    """The log-odds that a sentence says yes, if it settles a question for yes or no."""

    @property
    def best(self) -> float:
        """The logarithm of the likeliest sentence's share."""
        return max(self.shares.values(), default=0.0)

    def is_likely(self, read: Read, number: int) -> bool:
        """Whether a sentence is about as likely as the likeliest one to answer."""
        share = self.shares.get((read.view.article.id, number))
        return share is not None and share >= max(LIKELY_SHARE, self.best - AS_LIKELY)


def key_of(read: Read, line: Line) -> Key:
    """The key of a sentence."""
    return read.view.article.id, line.sentence.number


def believe(query: Query, reads: Sequence[Read], sought: Sequence[Sought]) -> Believed:
    """What the network believes; reckoned once for a question and its articles."""
    lines = lines_to_read(reads, count=READ)
    if not lines:
        return Believed()
    posed = pose(query, reads[0], sought)
    known, name = reads[0].models, ("believed", " ".join(posed.norms))
    if name not in known:
        belief = interaction.interact(posed, [worded(*one) for one in lines], _features(query, lines, sought))
        keys = [key_of(*one) for one in lines]
        order = np.argsort(-belief.shares, kind="stable").tolist()
        shares, sides = (dict(zip(keys, map(float, told), strict=True)) for told in (belief.shares, belief.sides))
        parts = dict(zip(keys, belief.by_sentence, strict=True))
        known[name] = Believed(tuple(lines[n] for n in order), shares, parts, sides)
    found: Believed = known[name]
    return found


def lines_to_read(reads: Sequence[Read], *, count: int) -> list[tuple[Read, Line]]:
    """The sentences that meet the question best, each with its article; at most `count`."""
    ranked = sorted(
        (-read.line_score(line.sentence.number), n, line.sentence.number)
        for n, read in enumerate(reads)
        for line in read.view.lines
        if line.words
    )
    return [(reads[n], reads[n].line(number)) for _, n, number in ranked[:count]]


def likeliest_words(line: Line, parts: Floats, count: int = 1) -> list[Span]:
    """Where in a sentence the likeliest words of the answer stand, each with those around it that belong to the answer:
    at most so many runs of words, the likeliest first.

    parts: of its first words, one or more, as in Believed.
    """
    starts, stops = line.edges
    shift, left, found = line.sentence.span.start, parts.copy(), list[Span]()
    while len(found) < count and float(left.max()) > TAKEN:
        first = last = int(np.argmax(left))
        while first and left[first - 1] > EDGE:
            first -= 1
        while last + 1 < len(left) and left[last + 1] > EDGE:
            last += 1
        left[first : last + 1] = TAKEN
        found.append(Span(starts[first] - shift, stops[last] - shift))
    return found


def pose(query: Query, read: Read, sought: Sequence[Sought]) -> Posed:
    """A question as the networks look at it; read: one of its articles."""
    own = query.tokens[:LONGEST_QUESTION]
    words = [token.norm for token in (*own, *(*query.context, *query.inherited)[:LONGEST_INHERITED])]
    subject = frozenset(one.token.norm for one, is_subject in zip(sought, read.subject, strict=True) if is_subject)
    return Posed(tuple(words), tuple(token.stem for token in own), tuple(word in subject for word in words))


def _features(query: Query, lines: Sequence[tuple[Read, Line]], sought: Sequence[Sought]) -> Floats:
    """What is known of each sentence besides its words; columns as in interaction.FEATURES."""
    best = max(read.line_score(line.sentence.number) for read, line in lines)
    newest = max(read.published for read, _ in lines)
    told = next(((read, line) for read, line in lines if query.told and line.sentence.text == query.told), None)
    asking = [n for n, one in enumerate(sought) if not lines[0][0].subject[n] and not one.is_implied]
    vector = load_vectors().sentence([sought[n].token.norm for n in asking])
    met = {id(read): _met(read, asking) for read, _ in lines}
    rows = []
    for read, line in lines:
        number, own = line.sentence.number, read.line_score(line.sentence.number)
        row = [own, own - best, read.topic, min(number, 30) / 10, min(len(line.words), 60) / 20]
        row += [line.heading is not None, number in read.analysis.speakers, bool(_DIGIT.search(line.sentence.text))]
        row += [read.own(number), read.named(number), read.identified(number), read.published == newest]
        row += [min((newest - read.published).days, 360) / 360, read.analysis.is_rumour]
        row += [0.0 if told is None or told[0] is not read else 1 / (1 + abs(number - told[1].sentence.number))]
        found = met[id(read)]
        row += [read.coverage(number), found.stated[number], found.title, found.article]
        row += [lacking[number] for lacking in found.lacking]
        row += [read.own(n) if 0 <= n < len(read.view.lines) else 0.0 for n in (number - 1, number + 1)]
        row += [found.stated[line.heading] if line.heading is not None else 0.0]
        row += [float(load_vectors().sentence_of(read.view.rows_of(line)) @ vector)]
        rows.append(row)
    return np.array(rows, np.float32)


@dataclass(frozen=True, slots=True)
class _Met:
    """How the sentences of an article meet the words that ask."""

    stated: list[float]
    title: float
    article: float
    lacking: list[list[float]]
    """The weight of the heaviest word that a sentence lacks: itself, with what stands around it, and as a word."""


def _met(read: Read, asking: Sequence[int]) -> _Met:
    found, weights = read.match, read.weights[asking][:, None]
    lacking = [
        (weights * (1 - np.minimum(1, met[asking] / MET))).max(axis=0, initial=0).tolist()
        for met in (found.strengths, found.context, found.stated)
    ]
    title, article = (read.share(met, read.asks) for met in (found.title, found.article))
    return _Met(read.shares(found.stated, read.asks), title, article, lacking)


def worded(read: Read, line: Line) -> Worded:
    """A sentence's words with their marks; reckoned once an article."""
    known: dict[int, Worded] = read.view.worded
    found = known.get(line.sentence.number)
    if found is None:
        marks = np.array([CAPITAL if word[0].isupper() else LOWER for word in line.words[:LONGEST_SENTENCE]], np.int64)
        for value in read.values_in(line.sentence.number):
            marks[[n for n in line.inside(value.span) if n < LONGEST_SENTENCE]] = _KINDS.index(value.kind) + CAPITAL + 1
        stems = tuple([stem for _, stem in line.spelled[:LONGEST_SENTENCE]])
        found = Worded(read.view.rows_of(line)[:LONGEST_SENTENCE], stems, marks)
        found = known[line.sentence.number] = found if stems else _WORDLESS
    return found
