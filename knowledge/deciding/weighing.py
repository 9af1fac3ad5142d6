"""What speaks for each candidate of a question beside the others, as rows of numbers; a forest weighs them.

Features rank and tell how sure an answer is; they never let a candidate through a gate.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import neg

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.candidates import Candidate, Read
from knowledge.answering.doubts import DOUBTS
from knowledge.answering.rankedlines import MET, Believed, Key, key_of, pose, worded
from knowledge.deciding.readings import LIKELIEST, UNLIKE
from knowledge.deciding.stating import asking_places
from knowledge.extraction.changes import tells_change
from knowledge.language.text import fold
from knowledge.language.vectors import load_vectors
from knowledge.language.vocabulary import load_vocabulary
from knowledge.model import Certainty, Granularity, Span, ValueKind
from knowledge.questions.query import Asked, Query
from knowledge.questions.reconsidering import likely_kinds
from knowledge.reader.encoder import Posed, Worded
from knowledge.reader.interaction import NO_PART
from knowledge.reader.verifying import Offer, verify
from knowledge.search.matching import Sought
from knowledge.search.view import Line

Floats = NDArray[np.float32]

_ASKED, _VALUES, _GRAINS = tuple(Asked), tuple(ValueKind), tuple(Granularity)
_CERTAINTY = (Certainty.RUMOUR, Certainty.EXPECTED, Certainty.CONFIRMED)
_NOTES = (
    "phrase", "sentence", "definition", "list", "reason", "place", "affirms", "denies", LIKELIEST, "framed", UNLIKE,
)  # fmt: skip
LEAST_SHARE, LAST_PLACE = -9.0, 10
"""What a sentence has that the network was not given: the logarithm of a share; and the last place that is told."""
FAR = 20.0
"""Words of distance beyond which all is equally far."""
MONTHS = 12.0
MOST_SENTENCES = 60
"""An article of more is as long as any."""
_PARTS = 4
AS_MUCH = 0.8
"""Which share of an article's topic a newer one needs to be on the same matter."""

OF_QUESTION = (
    "asked", "words asked", "weight asked", "names asked", "identities", "inherited", "latest", "past", "rumour",
    "negative", "list", "tense", "candidates", "articles", "sure of kind", "likeliest kind",
    "share of kind", "told nowhere",
)  # fmt: skip
OF_LINE = (
    "topic", "named", "identified", "coverage", "own", "missing own", "missing near", "missing stated", "stated own",
    "stated near", "title", "heading", "heaviest", "second", "third", "verb", "vectors", "rumour article",
    "newest", "days behind", "topic behind", "line", "length", "said", "share", "share behind", "share place",
    "changes", "newer share", "newer change", "sentences",
)  # fmt: skip
OF_CANDIDATE = (
    "score", "behind best", "place", "kind", "note", "asking", "naming", "does", "certainty", "former", "denied",
    "speaker", "grain", "from today", "from published", "text", "echo", "attribute", "attribute apart", "first wanted",
    "vectors around", "told newer", "same text", "noun", "fit", "bearing", "time fit",
    "same day", "part", "least part", "most part", "part outside", "parts told", "doubt",
)  # fmt: skip
VERIFIED = ("verified", "verified behind", "verified place")
FEATURES = OF_QUESTION + OF_LINE + OF_CANDIDATE + VERIFIED


MOST_VERIFIED = 32
"""So many candidates at most are shown to the verifying network."""
UNVERIFIED = -9.0
"""The log-odds of the others."""
_TRAITS = [FEATURES.index(name) for name in ("asked", "note", "kind", "certainty")]
"""What it is told of each; -1 where there is none."""
_TRAIT_COUNTS = [len(known) + 1 for known in (_ASKED, _NOTES, _VALUES, _CERTAINTY)]
_FIRST_TRAITS = np.cumsum([1, *_TRAIT_COUNTS[:-1]])
TRAITS = sum(_TRAIT_COUNTS)
"""How many there are in all."""


@dataclass(slots=True)
class Scene:
    """A question with what all of its candidates are measured against."""

    query: Query
    candidates: Sequence[Candidate]
    reads: Sequence[Read]
    sought: Sequence[Sought]
    believed: Believed
    lines: dict[Key, list[float]] = field(default_factory=dict)
    newer: dict[str, list[float]] = field(default_factory=dict)
    """By article, what is reckoned once for all of its sentences: `_newer_shares`."""

    def __post_init__(self) -> None:
        self.asking = [n for n, one in enumerate(self.sought) if not self.reads[0].subject[n] and not one.is_implied]
        self.vector = load_vectors().sentence([self.sought[n].token.norm for n in self.asking])
        self.newest = max(read.published for read in self.reads)
        self.topic = max(read.topic for read in self.reads)
        self.shares = sorted(self.believed.shares.values(), reverse=True)
        self.attributes = _attributes(self.query)

    asking: list[int] = field(init=False)
    vector: Floats = field(init=False)
    newest: date = field(init=False)
    topic: float = field(init=False)
    shares: list[float] = field(init=False)
    attributes: frozenset[str] = field(init=False)


def weigh(scene: Scene) -> Floats:
    """One row for each candidate, columns as in FEATURES; the candidates best score first."""
    if not scene.candidates:
        return np.zeros((0, len(FEATURES)), np.float32)
    question = _of_question(scene)
    told = [
        [*question, *_of_line(scene, c), *_of_candidate(scene, place, c)] for place, c in enumerate(scene.candidates)
    ]
    rows = np.asarray(told, np.float32)
    return np.column_stack([rows, _verified(verify(*offered(scene, rows)), len(rows))])


def offered(scene: Scene, rows: Floats) -> tuple[Posed, list[Worded], list[Offer]]:
    """What the verifying network is shown of the first candidates; rows: what is known of them so far."""
    sentences, offers, numbers = list[Worded](), list[Offer](), dict[Key, int]()
    traits = rows[:, _TRAITS].astype(int) + _FIRST_TRAITS
    for c, own in zip(scene.candidates[:MOST_VERIFIED], traits.tolist(), strict=False):
        line = c.read.line(c.line)
        number = numbers.setdefault(key_of(c.read, line), len(sentences))
        if number == len(sentences):
            sentences.append(worded(c.read, line))
        offers.append(Offer(number, _inside(c, line), tuple(own)))
    return pose(scene.query, scene.reads[0], scene.sought), sentences, offers


def _verified(chances: Floats, count: int) -> Floats:
    """(count, len(VERIFIED)): of each candidate its log-odds, how far they lie behind the best, and its place."""
    told = np.full(count, UNVERIFIED, np.float32)
    told[: len(chances)] = chances
    places = np.argsort(np.argsort(-told, kind="stable"), kind="stable")
    return np.column_stack([told, told - told.max(), places]).astype(np.float32)


def _of_question(scene: Scene) -> list[float]:
    query, sought, read = scene.query, scene.sought, scene.reads[0]
    likely = likely_kinds(query)
    likeliest = next(iter(likely))
    return [
        float(_ASKED.index(query.asked)),
        float(len(scene.asking)),
        float(sum(read.weights[n] for n in scene.asking)),
        float(sum(one.is_name for one in sought)),
        float(sum(one.is_identity for one in sought)),
        float(bool(query.inherited)),
        float(query.is_latest),
        float(query.is_past),
        float(query.is_rumour),
        float(query.is_negative),
        float(query.wants_list),
        -1.0 if query.is_bygone is None else float(query.is_bygone),
        float(len(scene.candidates)),
        float(len(scene.reads)),
        likely[likeliest],
        float(_ASKED.index(likeliest)),
        likely.get(query.asked, 0.0),
        _nowhere(scene),
    ]


def _nowhere(scene: Scene) -> float:
    """How likely no sentence answers, as the logarithm of a share."""
    return float(np.log(max(1.0 - float(np.exp(scene.shares).sum()), np.exp(LEAST_SHARE))))


def _of_line(scene: Scene, c: Candidate) -> list[float]:
    """What the candidate's sentence says for it; reckoned once for all candidates of a sentence."""
    key = key_of(c.read, c.read.line(c.line))
    if c.met or key not in scene.lines:
        found = _line_row(scene, c)
        if c.met:
            return found
        scene.lines[key] = found
    return scene.lines[key]


def _line_row(scene: Scene, c: Candidate) -> list[float]:
    read, number = c.read, c.line
    line, found = read.line(number), read.match
    own, near, stated = found.strengths[:, number], found.context[:, number], found.stated[:, number]
    if c.met:
        met = np.array([one.token.norm in c.met for one in scene.sought], bool)
        own, near, stated = (np.where(met, np.float32(1), part) for part in (own, near, stated))
    heading = found.stated[:, line.heading] if line.heading is not None else np.zeros_like(stated)
    parts = np.array([near, own, stated, np.maximum(stated, 0.9 * heading), found.title, heading])
    covered, met_itself, told, told_under, titled, headed = read.shares(parts.T, read.asks)
    heavy = sorted(scene.asking, key=lambda n: -read.weights[n])[:3]
    verbs = asking_places(scene.query, c, scene.sought)
    return [
        read.topic,
        read.named(number),
        read.identified(number),
        covered,
        met_itself,
        *(_missing(scene, read, part) for part in (own, near, stated)),
        told,
        told_under,
        titled,
        headed if line.heading is not None else -1.0,
        *[float(own[n]) for n in heavy],
        *[-1.0] * (3 - len(heavy)),
        max((float(stated[n]) for n in verbs), default=-1.0),
        _cosine(scene, read.view.rows_of(line)),
        float(read.analysis.is_rumour),
        float(read.published == scene.newest),
        min(60.0, (scene.newest - read.published).days / 30),
        scene.topic - read.topic,
        float(number),
        float(len(line.words)),
        float(number in read.analysis.speakers),
        *_share(scene, key_of(read, line)),
        float(tells_change(line.sentence.text)),
        *_newer_shares(scene, read),
        float(min(MOST_SENTENCES, len(read.view.lines))),
    ]


def _newer_shares(scene: Scene, read: Read) -> list[float]:
    """The logarithm of the best share of a newer article's sentences on the same matter; and of those that tell a
    change: what an older article told may hold no longer though the newer one says so in other words."""
    name, shares = read.view.article.id, scene.believed.shares
    if name in scene.newer:
        return scene.newer[name]
    newer = [  # the likeliest first
        one
        for one in scene.believed.lines
        if one[0].published > read.published and one[0].topic >= AS_MUCH * read.topic
    ]
    best = shares[key_of(*newer[0])] if newer else LEAST_SHARE
    telling = (shares[key_of(*one)] for one in newer if tells_change(one[1].sentence.text))
    changed = next(telling, LEAST_SHARE)
    scene.newer[name] = [best, changed]
    return scene.newer[name]


def _share(scene: Scene, key: Key) -> list[float]:
    """The logarithm of a sentence's share, how far it is behind the best, and its place among all."""
    share = scene.believed.shares.get(key, LEAST_SHARE)
    best = scene.shares[0] if scene.shares else LEAST_SHARE
    return [share, share - best, float(min(LAST_PLACE, bisect_left(scene.shares, -share, key=neg)))]


def _missing(scene: Scene, read: Read, found: Floats) -> float:
    """The weight of the heaviest asking word that is not met, in [0, 1]."""
    return max((float(read.weights[n]) * (1 - min(1.0, float(found[n]) / MET)) for n in scene.asking), default=0.0)


def _of_candidate(scene: Scene, place: int, c: Candidate) -> list[float]:
    query, read, line, value = scene.query, c.read, c.read.line(c.line), c.value
    inside = frozenset(line.inside(value.span)) if value is not None else frozenset[int]()
    words = tuple(fold(word.strip(".,;:!?“”\"'()")) for word in c.text.split())
    when = c.when
    told, apart = _told(scene, c, inside)
    parts = (*c.parts, 0.0, 0.0, 0.0, 0.0)[:_PARTS]
    return [
        c.score,
        c.score - scene.candidates[0].score,
        float(place),
        -1.0 if value is None else float(_VALUES.index(value.kind)),
        float(next((n for n, note in enumerate(_NOTES) if c.notes and c.notes[0].startswith(note)), -1)),
        c.asking,
        c.naming,
        c.does,
        float(_CERTAINTY.index(c.certainty)),
        float(value is not None and value.is_former),
        float(value is not None and value.is_denied),
        float(bool(c.speaker)),
        -1.0 if when is None else float(_GRAINS.index(when.granularity)),
        0.0 if when is None or query.today is None else _months((when.start - _day_of_asking(scene, query.today)).days),
        0.0 if when is None else _months((when.start - read.published).days),
        float(len(words)),
        _echo(words, scene.sought),
        told,
        apart,
        float(value is not None and value.kind in query.wanted[:1]),
        _cosine(scene, np.delete(read.view.rows_of(line), list(inside))) if inside else -1.0,
        float(_is_told_newer(scene, c)),
        float(sum(other.text == c.text for other in scene.candidates)),
        *parts[:_PARTS],
        float(when is not None and when.start == when.end == read.published),
        *_parts(scene, c, inside),
        float(DOUBTS.index(c.doubt)) if c.doubt else -1.0,
    ]


def _parts(scene: Scene, c: Candidate, inside: frozenset[int]) -> list[float]:
    """How likely the answer's words are parts of the answer, in log-odds: their mean, least and most, the most of the
    sentence's other words, and how much of all that is likely in the sentence they are."""
    line = c.read.line(c.line)
    parts = scene.believed.parts.get((c.read.view.article.id, c.line))
    inside = inside or _inside(c, line)
    mine = np.array([n for n in inside if parts is not None and n < len(parts)], np.int64)
    if parts is None or not len(mine):
        return [NO_PART, NO_PART, NO_PART, NO_PART if parts is None else float(parts.max()), -1.0]
    others, shares = np.delete(parts, mine), 1 / (1 + np.exp(-parts))
    found = parts[mine]
    outside = float(others.max()) if len(others) else NO_PART
    told = float(shares[mine].sum() / shares.sum())
    return [float(found.mean()), float(found.min()), float(found.max()), outside, told]


def _inside(c: Candidate, line: Line) -> frozenset[int]:
    """Which words of its sentence an answer is; none where it is said in others."""
    if c.value is not None and (words := line.inside(c.value.span)):
        return frozenset(words)
    at = line.sentence.text.find(c.text)
    if at < 0:
        return frozenset()
    start = line.sentence.span.start + at
    return frozenset(line.meeting(Span(start, start + len(c.text))))


def _day_of_asking(scene: Scene, today: date) -> date:
    """The day of the question, or two months after the newest article: who asks later asks for no other time."""
    return min(today, scene.newest + timedelta(60))


def _months(days: int) -> float:
    return max(-MONTHS, min(MONTHS, days / 30))


def _cosine(scene: Scene, rows: NDArray[np.int64]) -> float:
    """How alike the words in some rows of the vectors are to those that ask."""
    return float(load_vectors().sentence_of(rows) @ scene.vector) if len(rows) else 0.0


def _attributes(query: Query) -> frozenset[str]:
    """The attributes that a word of the question asks for and whose kinds may answer it."""
    known = load_vocabulary().attributes
    names = {name for found in load_vocabulary().asked(query.tokens) for name in found}
    return frozenset(name for name in names if not query.wanted or known[name].kinds & set(query.wanted))


def _told(scene: Scene, c: Candidate, inside: frozenset[int]) -> tuple[float, float]:
    """Whether the sentence tells an attribute asked for (-1: none is asked for), and how many words from the value."""
    if not scene.attributes:
        return -1.0, 0.0
    read, key = c.read, ("attributes told", str(c.line))
    if key not in read.models:
        told = load_vocabulary().told([stem for _, stem in read.line(c.line).spelled])
        read.models[key] = [n for n, names in enumerate(told) if names & scene.attributes]
    places: list[int] = read.models[key]
    if not places or not inside:
        return float(bool(places)), 0.0 if places else FAR
    return 1.0, min(FAR, float(min(abs(n - m) for n in places for m in inside)))


def _echo(words: Sequence[str], sought: Sequence[Sought]) -> float:
    """The share of an answer's longer words that the question has itself."""
    long = [word for word in words if len(word) > 2]
    asked = {one.token.norm for one in sought}
    return sum(word in asked for word in long) / len(long) if long else 0.0


def _is_told_newer(scene: Scene, c: Candidate) -> bool:
    """Whether a newer article has a candidate of the same kind that is nearly as good."""
    return c.read.published != scene.newest and any(
        other.read.published > c.read.published
        and other.score >= 0.85 * c.score
        and (other.value is None) == (c.value is None)
        for other in scene.candidates
    )
