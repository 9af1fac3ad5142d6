"""How likely a sentence says yes to a yes/no question: the rules' word and what question and sentence hold, weighed by
a forest that was trained beforehand (`python -m tests.training.train_sides`).

The rules alone tell whether a sentence denies what is asked; that another thing than the one asked about is told of
("Is it blue?" "It comes in black.") they don't see, and announcements are asked about just such things.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.candidates import Read
from knowledge.answering.speaking import Speech
from knowledge.language.vectors import WEIGHTS, load_vectors
from knowledge.language.wordclasses import tag
from knowledge.model import Certainty
from knowledge.questions.query import Query
from knowledge.reader.forest import Forest, read_forest
from knowledge.search.matching import Sought
from knowledge.search.view import Line

SIDES_FILE = WEIGHTS / "sides.npz"
Row = list[float]

_OPENERS = (
    "is are was were do does did can could will would has have had should must may might am be".split()
)  # fmt: skip
_IN_QUESTION: tuple[frozenset[str], ...] = tuple(
    frozenset(words.split())
    for words in (
        "not n't never no without isn't aren't won't doesn't don't didn't can't cannot hasn't wasn't",
        "still", "already yet", "also too even", "only just", "really true correct right actually certain sure",
        "any some anything anyone", "all both every everyone each always", "same again", "free charge",
        "or", "more less longer later earlier higher bigger cheaper than", "before", "now today currently these",
        "ever", "after all", "planned originally first supposed promised", "need must have", "i we my me",
        "get buy order", "in at on", "money back refund", "out available ready done finished over",
    )
)  # fmt: skip
_IN_SENTENCE: tuple[frozenset[str], ...] = tuple(
    frozenset(words.split())
    for words in (
        "not n't never isn't aren't won't doesn't don't didn't can't cannot hasn't wasn't weren't couldn't",
        "no none nobody nothing neither nor without", "only just solely", "instead rather", "but however although",
        "longer anymore", "also too even likewise well", "still remain remains unchanged stays stay continue",
        "already", "cancelled canceled dropped scrapped postponed delayed withdrawn abandoned shelved stopped ends",
        "free included includes include", "both all every each", "will", "was were had", "until before", "from",
        "yes", "except apart", "first", "now", "must", "can may allowed", "if unless", "false wrong untrue denied",
        "new", "instead replaced replaces", "sold available",
    )
)  # fmt: skip
_KINDS = "NSPJV#"
"""Kinds of words of which it is told how well they are met: nouns, names, adjectives, verbs, figures."""

FEATURES = (
    "rules", "agrees", "settles", "told by figures", "reverses", "denied after", "reply", "confined", "matters",
    "two-sided", "turned", "open", "asks openness", "certainty", "unsure", "formerly", "changed", "excepts",
    "own", "near", "stated", "lacking", "likely", "network", "behind", "newest", "days behind", "rumour article",
    "number", "words", "asked words", "opener", "second", "figures unmet", "figures met", "figures told", "names unmet",
    *(f"met {letter}" for letter in _KINDS), *(f"unmet {letter}" for letter in _KINDS),
    "heaviest unmet", "heaviest unmet kind", "nearest to it", "least likeness",
    *(f"question {n}" for n in range(len(_IN_QUESTION))), *(f"sentence {n}" for n in range(len(_IN_SENTENCE))),
)  # fmt: skip
"""Columns of a row: what the rules found, how well what is asked is met, and words that give a side away."""

_CERTAINTY = (Certainty.RUMOUR, Certainty.EXPECTED, Certainty.CONFIRMED)
_MET = 0.6
"""From which strength on a word of the question is met in a sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the rules found in a sentence."""

    affirms: bool
    agrees: bool
    settles: bool
    told: bool | None
    reverses: bool
    is_denied: bool
    replies: bool | None
    is_confined: bool
    matters: int
    two_sided: int
    is_turned: bool
    is_open: bool
    asks_openness: bool
    certainty: Certainty
    is_unsure: bool
    is_former: bool
    is_changed: bool
    excepts: bool


class Weigher:
    """Weighs the sentences of one article for a question."""

    def __init__(self, query: Query, read: Read, sought: Sequence[Sought], newest: date) -> None:
        """newest: the day of the newest article at hand."""
        self._read = read
        self._behind = (newest - read.published).days
        norms = [token.norm for token in query.tokens]
        clause = query.clause or query.text
        first = [word.strip("?!.,;:").casefold() for word in clause.split()[:2]]
        places = [float(_OPENERS.index(word)) if word in _OPENERS else -1.0 for word in first]
        words = frozenset((*norms, *first, *clause.casefold().replace("n't", " n't").split()))
        self._question = [float(bool(words & marks)) for marks in _IN_QUESTION]
        self._form = [float(len(norms)), *places, *[-1.0] * (2 - len(places))]
        tags = dict(zip(query.tokens, tag(query.tokens), strict=True))
        said = [n for n, one in enumerate(sought) if not one.is_implied and one.token in tags]
        self._said = said
        self._kinds = [tags[sought[n].token] for n in said]
        self._weights = read.weights[said]
        self._figures = frozenset(norm for norm in norms if norm[:1].isdigit())
        self._names = [n for n, kind in enumerate(self._kinds) if kind == "P" or sought[said[n]].is_name]
        self._units = load_vectors().matrix([sought[n].token.norm for n in said])

    def row(self, line: Line, found: Found, speech: Speech, *, likely: float, side: float) -> Row:
        """One row, columns as in FEATURES; likely: how far the sentence lies behind the likeliest one, in log-odds.

        side: the network's log-odds that the sentence says yes; 0 where it did not read it.
        """
        read, number = self._read, line.sentence.number
        norms = line.norms
        words = frozenset(norms)
        if "n't" in line.sentence.text.casefold().replace("’", "'"):
            words |= {"n't"}
        strengths = np.maximum(read.match.stated[self._said, number], read.match.strengths[self._said, number])
        met = strengths >= _MET
        figures = frozenset(norm for norm in norms if norm[:1].isdigit())
        kinds = self._kinds
        return [
            float(found.affirms), float(found.agrees), float(found.settles),
            -1.0 if found.told is None else float(found.told), float(found.reverses), float(found.is_denied),
            -1.0 if found.replies is None else float(found.replies), float(found.is_confined), float(found.matters),
            float(found.two_sided), float(found.is_turned), float(found.is_open), float(found.asks_openness),
            float(_CERTAINTY.index(found.certainty)), float(found.is_unsure), float(found.is_former),
            float(found.is_changed), float(found.excepts),
            speech.own, speech.near, speech.stated, speech.lacking, likely, side, read.topic, float(self._behind == 0),
            min(360.0, float(self._behind)), float(read.analysis.is_rumour), float(number), float(len(norms)),
            *self._form,
            float(len(self._figures - figures)), float(len(self._figures & figures)), float(len(figures)),
            float(sum(not met[n] for n in self._names)),
            *(float(sum(kind == letter and met[n] for n, kind in enumerate(kinds))) for letter in _KINDS),
            *(float(sum(kind == letter and not met[n] for n, kind in enumerate(kinds))) for letter in _KINDS),
            *self._unmet(line, strengths),
            *self._question, *(float(bool(words & marks)) for marks in _IN_SENTENCE),
        ]  # fmt: skip

    def _unmet(self, line: Line, strengths: NDArray[np.float32]) -> Row:
        """The weight of the heaviest unmet word, its kind, how alike its nearest word in the sentence is, and the
        least likeness of all that is asked."""
        if not self._said:
            return [0.0, -1.0, 0.0, 0.0]
        lacking = self._weights * (1 - np.minimum(1, strengths / _MET))
        place = int(lacking.argmax())
        units = load_vectors().units_of(self._read.view.rows_of(line))
        likeness = (self._units @ units.T).max(axis=1) if len(units) else np.zeros(len(self._units), np.float32)
        kind = _KINDS.find(self._kinds[place])
        return [float(lacking[place]), float(kind), float(likeness[place]), float(likeness.min())]


@lru_cache(maxsize=1)
def load_sides() -> Forest:
    """The shipped forest, read once."""
    with np.load(SIDES_FILE) as file:
        return read_forest(dict(file), "sides")


def says_yes(rows: Sequence[Row]) -> list[float]:
    """Of each row, how likely the sentence says yes, in (0, 1)."""
    return [float(p) for p in load_sides().probability(np.asarray(rows, np.float32))] if rows else []
