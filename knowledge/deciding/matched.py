"""The articles found for a question, matched, and its words divided: those that name the matter and those that ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.answering.candidates import Read
from knowledge.extraction.analysis import StoredAnalysis
from knowledge.language.text import Token
from knowledge.language.vectors import load_vectors
from knowledge.language.vocabulary import load_vocabulary
from knowledge.search.kin import are_kin
from knowledge.search.matching import NEAR, Match, Sought, match
from knowledge.search.view import ArticleView

LIKE, LIKE_WORTH = 0.2, 1.0
"""Cosine from which on words are at all alike (unrelated words lie below .2), and what a cosine of 1 is worth."""
MOST_LIKE = 0.8
SAME_MATTER = 0.85
"""From which share of the best article's score on an article's title tells what the matter is."""
EVERYDAY = 0.45
"""Up to this rarity a word is an everyday word, and a name only where title or question write it as one."""
OTHER_MATTER = 0.6
"""Below which share of the best article's score an article is about something else."""
LENT = 0.9
"""What a name is worth to an article that lacks it, where another article on the same matter has it in its title."""
IN_TITLE = 0.99
"""From which strength on a word of the question stands in an article's title: it names the matter, and asks nothing."""


def matched(
    loaded: Sequence[tuple[ArticleView, StoredAnalysis]],
    sought: tuple[Sought, ...],
    prior: str | None,
    verbs: frozenset[Token],
    *,
    follow_up: bool = False,
) -> tuple[list[Read], tuple[Sought, ...]]:
    """The articles matched, and the question's words divided into those that name the matter and those that ask.

    follow_up: whether newer articles on the matter of the best one are kept though they meet few of the words.
    """
    if not loaded:
        return [], sought
    weights = np.array([one.weight for one in sought], np.float32)
    matches = [match(view, sought, _alike(sought, view)) for view, _ in loaded]
    _lend_names([view for view, _ in loaded], matches, sought, prior)
    totals = [float((weights * found.article).sum()) for found in matches]
    totals = [
        max(totals) if view.article.id == prior else total for (view, _), total in zip(loaded, totals, strict=True)
    ]
    about = [n for n, total in enumerate(totals) if total >= SAME_MATTER * max(totals)]
    titles = np.max([matches[n].title for n in about], axis=0)
    sought = tuple(
        replace(one, is_name=one.is_name or any(_names(one, loaded[n][0], titles[row]) for n in about))
        for row, one in enumerate(sought)
    )
    vocabulary = load_vocabulary()
    identity = np.array([one.is_identity for one in sought], bool)
    subject = np.array([one.is_name or one.is_identity for one in sought], bool)
    asks = np.array([one.is_implied or one.token in verbs or vocabulary.is_asking(one.token) for one in sought], bool)
    subject |= (titles >= IN_TITLE) & ~asks
    implied = np.array([one.is_implied for one in sought], bool)
    first = loaded[totals.index(max(totals))][0]
    reads = [
        Read(view, stored.analysis, found, weights, identity, subject, implied)
        for (view, stored), found, total in zip(loaded, matches, totals, strict=True)
        if total >= OTHER_MATTER * max(totals)
        or (follow_up and view.article.date > first.article.date and are_kin(view, first))
    ]
    on_matter = [read for read in reads if read.topic >= SAME_MATTER]
    if len(on_matter) > 1:
        min(on_matter, key=lambda read: read.published).is_first = True
    return reads, sought


def _lend_names(
    views: Sequence[ArticleView], matches: Sequence[Match], sought: Sequence[Sought], prior: str | None
) -> None:
    """A letter about a matter need not name it ("our game is late"): its kin name it in their titles.

    What the article before names at all needs no naming in its kin: the talk is of that matter.
    """
    named = [n for n, one in enumerate(sought) if not one.is_identity and not one.is_implied]
    lenders = []
    for view, found in zip(views, matches, strict=True):
        is_prior = view.article.id == prior
        known = found.article if is_prior else found.title
        proper = [n for n in named if known[n] >= IN_TITLE and sought[n].token.norm in view.proper]
        names = [*proper, *(n for n in named if is_prior and found.title[n] >= IN_TITLE and n not in proper)]
        lenders += [(view, names)] if names else []
    for view, found in zip(views, matches, strict=True):
        for lender, names in lenders:
            rows = [n for n in names if found.article[n] < LENT]
            if rows and are_kin(view, lender):
                found.article[rows] = LENT
                found.context[rows] = np.maximum(found.context[rows], NEAR["article"] * LENT)


def _names(one: Sought, view: ArticleView, in_title: float) -> bool:
    """Whether a word of the question is a name in an article: always with a capital there, and no everyday word."""
    if one.token.norm not in view.proper or one.is_implied:
        return False
    rare = load_vectors().rarity(one.token.norm) > EVERYDAY
    return rare or in_title >= IN_TITLE or one.token.text[0].isupper()


def say_sought(one: Sought, n: int, reads: Sequence[Read]) -> str:
    role = "=" if reads and reads[0].subject[n] else ""
    return f"{one.token.norm or '(implied)'}{role} {one.weight:.2f}{'!' if one.is_name or one.is_identity else ''}"


def _alike(sought: Sequence[Sought], view: ArticleView) -> NDArray[np.float32]:
    """Sought words × the article's words: what likeness in meaning is worth, in [0, 0.7]."""
    vectors = load_vectors()
    cosines = _matrix(tuple(one.token.norm for one in sought)) @ vectors.units_of(view.rows).T
    worth = np.clip((cosines - LIKE) / (1 - LIKE), 0, 1) * LIKE_WORTH
    for row, one in enumerate(sought):
        if one.is_identity or one.is_name or not vectors.is_known(one.token.norm):
            worth[row] = 0
    alike: NDArray[np.float32] = np.minimum(worth, MOST_LIKE).astype(np.float32)
    return alike


@lru_cache(maxsize=64)
def _matrix(words: tuple[str, ...]) -> NDArray[np.float32]:
    return load_vectors().matrix(words)
