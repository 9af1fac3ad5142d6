"""One row of numbers for each span: what speaks for its being the short answer."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.language.vectors import products
from knowledge.reader.likeness import FOUND
from knowledge.reader.passages import MARKS, glance
from knowledge.reader.sentencefeatures import SENTENCE_FEATURES, Comparison
from knowledge.reader.spans import Ints, Row, among
from knowledge.reader.wording import KINDS, PROTOTYPES, Floats, prototype_units

_FROM_SENTENCE = (
    "coverage",
    "coverage around",
    "heaviest missing",
    "names missing",
    "question words",
    "length",
    "position",
)
_COUNTED_TAGS = ("NS", "P", "J", "#", "TO", "VZD", "AM", "I", "C", "R", "GE")
_COUNTED_MARKS = ("capital", "time", "year", "money", "percent", "comma before")
_MARK_COLUMNS = [MARKS.index(mark) for mark in _COUNTED_MARKS]
_CUES = (
    "in on at by for to of from as because since with after before until about than like called named is was are were "
    "and or between during into through over under including such"
).split()
_CUE_OF = {cue: number + 1 for number, cue in enumerate(_CUES)}
_ANCHORS = ("head", "verb", "after gap", "before gap")
SPAN_FEATURES = (
    "kind", "asks subject", "sentence score", "sentence place", "sentence lead",
    *(f"sentence {name}" for name in _FROM_SENTENCE),
    "tokens", "first tag", "last tag", "tag before", "tag after", "cue before", "cue after", "second cue before",
    *(f"count {tags}" for tags in _COUNTED_TAGS),
    *(f"mark {mark}" for mark in _COUNTED_MARKS),
    "comma at start", "comma at end", "break at start", "break at end", "quoted", "possessive end", "possessive before",
    "joined at start", "joined at end", "cuts name left", "cuts name right", "cuts noun left", "cuts noun right",
    "asked words", "asked share", "rarity mean", "rarity max", "rarity last",
    "head likeness", "head likeness last", "head likeness best", "head likeness around", "head inside",
    *(f"like {name}" for name in PROTOTYPES), "type likeness",
    "near before", "near after", "near",
    *(f"from {name}" for name in _ANCHORS), *(f"found {name}" for name in _ANCHORS),
    "from start", "from end", "elsewhere", "in title", "sentence tokens",
)  # fmt: skip
_DECAY = 0.8


def span_features(c: Comparison, row: Row, sentence_rows: Floats, sentence_scores: NDArray[np.float64]) -> Floats:
    """One row for each span of `row`, columns as in SPAN_FEATURES.

    sentence_rows, sentence_scores: of the passages of `row`, in its order, best first.
    """
    starts = row.starts
    if not len(starts):
        return np.zeros((0, len(SPAN_FEATURES)), np.float32)
    sentence = row.sentence[starts]
    parts = [
        _question(c, len(starts)),
        _sentences(sentence, sentence_rows, sentence_scores),
        _form(c, row),
        _edges(row),
        *_meaning(c, row),
        _nearness(c, row),
        _elsewhere(c, row),
    ]
    return np.asarray(np.concatenate(parts, axis=1), np.float32)


def _columns(*columns: NDArray[Any] | float, count: int) -> Floats:
    found = np.empty((count, len(columns)), np.float32)
    for place, column in enumerate(columns):
        found[:, place] = column
    return found


def _question(c: Comparison, count: int) -> Floats:
    return _columns(KINDS.index(c.wording.kind), c.wording.asks_subject, count=count)


def _sentences(sentence: Ints, rows: Floats, scores: NDArray[np.float64]) -> Floats:
    wanted = [SENTENCE_FEATURES.index(name) for name in _FROM_SENTENCE]
    lead = _columns(scores, np.arange(len(scores)), scores - scores.max(), count=len(scores))
    return np.concatenate([lead, rows[:, wanted]], axis=1)[sentence]


def _counts(flags: NDArray[Any], row: Row) -> NDArray[np.float64]:
    """How many flagged tokens, or the sum of numbers, each span holds."""
    total = np.concatenate([[0], np.cumsum(flags, dtype=np.float64)])
    return np.asarray(total[row.stops] - total[row.starts])


def _beside(values: NDArray[Any], row: Row, offset: int, nothing: float) -> NDArray[Any]:
    """The value of the token `offset` before each span's start (negative) or from its end on (0, 1), if it has one."""
    where, inside = _places_beside(row, offset)
    return np.where(inside, values[where], nothing)


@lru_cache(maxsize=8)
def _places_beside(row: Row, offset: int) -> tuple[Ints, NDArray[np.bool_]]:
    """The tokens so far from each span, and whether they stand in its sentence; kept, since many features ask."""
    where = row.starts + offset if offset < 0 else row.stops + offset
    low, high = row.first[row.sentence[row.starts]], row.first[row.sentence[row.starts] + 1]
    return np.clip(where, 0, len(row.tags) - 1), (where >= low) & (where < high)


def _form(c: Comparison, row: Row) -> Floats:
    norms = [norm for number in row.passage for norm in c.words[number].norms]
    cues = np.array([_CUE_OF.get(norm, 0) for norm in norms])
    flags = [*(among(row.tags, tags) for tags in _COUNTED_TAGS), *row.marks[:, _MARK_COLUMNS].T]
    total = np.cumsum(np.stack(flags), axis=1, dtype=np.float64)
    total = np.concatenate([np.zeros((len(flags), 1)), total], axis=1)
    return _columns(
        row.stops - row.starts,
        row.tags[row.starts],
        row.tags[row.stops - 1],
        _beside(row.tags, row, -1, -1),
        _beside(row.tags, row, 0, -1),
        _beside(cues, row, -1, -1),
        _beside(cues, row, 0, -1),
        _beside(cues, row, -2, -1),
        *(total[:, row.stops] - total[:, row.starts]),
        count=len(row.starts),
    )


def _edges(row: Row) -> Floats:
    mark = {name: row.marks[:, MARKS.index(name)] for name in MARKS}
    nounish = among(row.tags, "NSP#JGE")
    name = among(row.tags, "P")
    first, last = row.starts, row.stops - 1
    return _columns(
        mark["comma before"][first],
        _beside(mark["comma before"], row, 0, 1),
        mark["break before"][first] | (row.place[first] == 0),
        _beside(mark["break before"], row, 0, 1),
        mark["quote before"][first] & mark["quote after"][last],
        mark["possessive"][last],
        _beside(mark["possessive"], row, -1, 0),
        mark["joined before"][first],
        _beside(mark["joined before"], row, 0, 0),
        name[first] & (_beside(name, row, -1, 0) > 0) & ~mark["comma before"][first],
        name[last] & (_beside(name, row, 0, 0) > 0) & (_beside(mark["comma before"], row, 0, 1) < 1),
        nounish[first] & (_beside(nounish, row, -1, 0) > 0) & ~mark["comma before"][first],
        nounish[last] & (_beside(nounish, row, 0, 0) > 0) & (_beside(mark["comma before"], row, 0, 1) < 1),
        count=len(first),
    )


def _meaning(c: Comparison, row: Row) -> tuple[Floats, Floats, Floats]:
    """What the words of the span mean, compared with what is asked for."""
    table, weights = c.likeness.table, c.likeness.weights[row.columns]
    asked = table[:, row.columns].max(axis=0) >= FOUND if len(table) else np.zeros(len(row.columns), bool)
    last = row.stops - 1
    heavy = _counts(weights, row) + 1e-6
    overlap = _columns(
        _counts(asked, row),
        _counts(asked * weights, row) / heavy,
        heavy / (row.stops - row.starts),
        _most(weights, row),
        weights[last],
        count=len(last),
    )
    units = c.likeness.units[row.columns]
    like_head = units @ c.wording.head_unit
    like_types = products(prototype_units(), units).T
    total = np.concatenate([np.zeros((1, len(PROTOTYPES))), np.cumsum(like_types * weights[:, None], axis=0)])
    types = (total[row.stops] - total[row.starts]) / heavy[:, None]
    head_row = c.wording.anchors[0]
    is_head = table[head_row, row.columns] >= FOUND if head_row >= 0 else np.zeros(len(row.columns), bool)
    around = np.maximum.reduce([_beside(like_head, row, offset, 0) for offset in (-2, -1, 0, 1)])
    head = _columns(
        _counts(like_head * weights, row) / heavy,
        like_head[last],
        _most(like_head, row),
        around,
        _counts(is_head, row),
        count=len(last),
    )
    wanted = c.wording.head_types
    fit = types @ wanted / ((np.linalg.norm(types, axis=1) * np.linalg.norm(wanted)) + 1e-6)
    return overlap, head, np.asarray(np.concatenate([types, fit[:, None]], axis=1), np.float32)


def _most(values: NDArray[Any], row: Row) -> NDArray[Any]:
    """The largest value in each span."""
    best = values[row.starts]
    for offset in range(1, int((row.stops - row.starts).max())):
        where = np.minimum(row.starts + offset, row.stops - 1)
        best = np.maximum(best, values[where])
    return best


def _nearness(c: Comparison, row: Row) -> Floats:
    """How near the span stands to the words of the question, and on which side."""
    table = c.likeness.table
    found = np.where(table >= FOUND, table, 0) * c.wording.weights[:, None]
    pull = found[:, row.columns].max(axis=0) if len(table) else np.zeros(len(row.columns))
    before, after = _pulls(pull, row.first)
    left, right = before[row.starts], after[row.stops - 1]
    sentence = row.sentence[row.starts]
    distances, strengths = [], []
    for anchor in c.wording.anchors:
        place, strength = _anchor(table[anchor, row.columns] if anchor >= 0 else None, row)
        at = place[sentence]
        signed = np.where(at < row.starts, row.starts - at, np.where(at >= row.stops, row.stops - 1 - at, 0))
        distances.append(np.where(strength[sentence] >= FOUND, np.clip(signed, -15, 15), -20))
        strengths.append(strength[sentence])
    return _columns(left, right, left + right, *distances, *strengths, count=len(row.starts))


def _pulls(pull: NDArray[Any], first: Ints) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each token the decayed sum of what stands before it in its sentence, and of what stands after it."""
    before, after = np.zeros(len(pull)), np.zeros(len(pull))
    for low, high in pairwise(first.tolist()):
        for at in range(low + 1, high):
            before[at] = _DECAY * (before[at - 1] + pull[at - 1])
        for at in range(high - 2, low - 1, -1):
            after[at] = _DECAY * (after[at + 1] + pull[at + 1])
    return before, after


def _anchor(likeness: Floats | None, row: Row) -> tuple[Ints, Floats]:
    """Where each sentence has the anchor word, and how surely."""
    count = len(row.first) - 1
    places, strengths = np.zeros(count, np.int64), np.zeros(count, np.float32)
    if likeness is not None:
        for number, (low, high) in enumerate(pairwise(row.first.tolist())):
            if high > low:
                places[number] = low + int(likeness[low:high].argmax())
                strengths[number] = likeness[places[number]]
    return places, strengths


def _elsewhere(c: Comparison, row: Row) -> Floats:
    """Where the span stands in its sentence, in how many passages its words stand, how much of it is in the title."""
    sentence = row.sentence[row.starts]
    lengths = (row.first[1:] - row.first[:-1])[sentence]
    place = row.place[row.starts]
    passages = np.zeros((len(c.passages), len(c.likeness.weights)), bool)
    of = np.repeat(np.arange(len(c.passages)), np.diff(np.append(c.texts.first, len(c.texts.columns))))
    passages[of, c.texts.columns] = True
    spread = passages.sum(axis=0)[row.columns].astype(np.float64)
    empty = c.likeness.is_empty[row.columns]
    titled = np.concatenate([_in_title(c, int(number)) for number in row.passage])
    return _columns(
        place,
        lengths - place - (row.stops - row.starts),
        -_most(np.where(empty, -99.0, -spread), row),
        _counts(titled & ~empty, row) / (_counts(~empty, row) + 1e-6),
        lengths,
        count=len(place),
    )


def _in_title(c: Comparison, number: int) -> NDArray[np.bool_]:
    title = frozenset(glance(c.passages[number].title).stems)
    return np.array([stem in title for stem in c.words[number].stems], dtype=bool)
