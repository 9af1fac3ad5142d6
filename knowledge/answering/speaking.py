"""How far a sentence speaks on what a yes/no question asks: its words met there, by what stands near, by a matter."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.candidates import Read
from knowledge.language.wordclasses import tag
from knowledge.questions.query import Query
from knowledge.search.matching import Sought
from knowledge.search.view import Line

LIKE = 0.8
"""What likeness in meaning counts beside the word itself or a synonym."""
BY_MATTER, BY_TOPIC = 1.0, 0.8
"""What a word is worth whose two-sided matter, or whose topic, the sentence speaks on in other words."""
BY_FIGURE = 0.9
HEADING = 0.9
NEIGHBOURS = ((-1, 0.7), (-2, 0.4), (1, 0.35))
"""What a word is worth that stands so many sentences on, in the same paragraph."""
AFTER_QUESTION = 0.95
"""What it is worth in a question of the article that the sentence answers."""
ELSEWHERE = 0.4
"""What a word is worth, as one that is not lacking, that stands anywhere in the article."""
IN_TITLE = 0.99
VERB = 0.85
"""What a verb that is not met counts beside a noun: it is said in other words more readily."""
HELD = 0.5
"""From which strength on a noun counts as held by an article."""
ALIKE, ALIKE_FOR_YES = 0.75, 0.6
"""What a noun counts that the article holds only by one alike in meaning; a denial often names just what is near."""
_VERBS, _NOUNS = frozenset("VZDG"), frozenset("NSP")


@dataclass(frozen=True, slots=True)
class Speech:
    """Shares of the weight of what is asked, each in [0, 1]."""

    own: float
    """Met by the sentence itself, likeness in meaning counted."""
    near: float
    """Met by it or what stands around it."""
    stated: float
    """Met by the very word, a synonym or a matter, in the sentence or its heading."""
    lacking: float
    """The weight of the heaviest word that is met neither there nor near, in [0, 1]."""


class Hearer:
    """Hears what the sentences of one article say to a question."""

    def __init__(self, query: Query, read: Read, sought: Sequence[Sought]) -> None:
        said = {token.norm for token in query.tokens}
        self._read, self.sought = read, sought
        self._stems = [one.token.stem for one in sought]
        self._norms = [one.token.norm for one in sought]
        tags = dict(zip(query.tokens, tag(query.tokens), strict=True))
        nouns = np.array([tags.get(one.token, "") in _NOUNS for one in sought], bool)
        self._nouns = np.flatnonzero(nouns & ~read.subject).tolist()
        of_topic = (read.subject | nouns) & (read.match.title >= IN_TITLE)
        asks = [not one.is_implied and one.token.norm in said and not of_topic[n] for n, one in enumerate(sought)]
        self._asks = np.array(asks, bool)
        self._heavy = np.array([VERB if tags.get(one.token, "") in _VERBS else 1.0 for one in sought], np.float32)
        self._weights = read.weights * self._asks
        self._article = ELSEWHERE * np.maximum(read.match.stated_title, read.match.stated.max(axis=1, initial=0.0))
        self._own = np.maximum(read.match.stated, LIKE * read.match.strengths)

    def hear(
        self,
        line: Line,
        *,
        matter: Collection[str],
        topic: Collection[str],
        figures: Collection[str],
        replied: int | None = None,
    ) -> Speech:
        """What a sentence says. matter, topic: stems of the question whose matter it speaks on, one with two sides or
        another; figures: folded words that a figure in it settles; replied: the line of the question it replies to."""
        number = line.sentence.number
        match = self._read.match
        otherwise = np.array(
            [
                BY_MATTER if stem in matter else BY_TOPIC if stem in topic else BY_FIGURE if norm in figures else 0.0
                for stem, norm in zip(self._stems, self._norms, strict=True)
            ],
            np.float32,
        )
        if replied is not None:
            otherwise = np.maximum(otherwise, AFTER_QUESTION * match.stated[:, replied])
        own = np.maximum(self._own[:, number], otherwise)
        stated = np.maximum(match.stated[:, number], otherwise)
        if line.heading is not None:
            stated = np.maximum(stated, HEADING * match.stated[:, line.heading])
        near = np.maximum(np.maximum(own, stated), self._around(line))
        lacking = self._weights * self._heavy * (1 - np.maximum(near, self._article).clip(0, 1))
        return Speech(self._share(own), self._share(near), self._share(stated), float(lacking.max(initial=0.0)))

    def lost(self, met: Collection[str], *, affirms: bool) -> float:
        """The weight of the heaviest noun asked about that the whole article does not hold, in [0, 1].

        met: folded words that are met otherwise. affirms: whether a yes or a no would be said.
        """
        match, alike = self._read.match, ALIKE_FOR_YES if affirms else ALIKE
        heaviest = 0.0
        for n in self._nouns:
            if self._norms[n] not in met:
                stated = max(float(match.stated[n].max()), float(match.stated_title[n]))
                held = max(stated, float(match.article[n]) * alike)
                heaviest = max(heaviest, float(self._read.weights[n]) * (1 - min(1.0, held / HELD)))
        return heaviest

    def _share(self, met: NDArray[np.float32]) -> float:
        total = float(self._weights.sum())
        return float((self._weights * met).sum()) / total if total > 0 else 1.0

    def _around(self, line: Line) -> NDArray[np.float32]:
        lines, stated = self._read.view.lines, self._read.match.stated
        found = np.zeros(len(self._asks), np.float32)
        for offset, worth in NEIGHBOURS:
            place = line.sentence.number + offset
            if not 0 <= place < len(lines) or lines[place].sentence.paragraph != line.sentence.paragraph:
                continue
            if offset == -1 and lines[place].sentence.text.endswith("?"):
                worth = AFTER_QUESTION
            found = np.maximum(found, worth * stated[:, place])
        return found
