"""How well the words of a question are met by a sentence and by what stands around it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.language.derivations import derived
from knowledge.language.text import Token
from knowledge.language.vocabulary import Vocabulary
from knowledge.language.wordclasses import is_number
from knowledge.model import Span, ValueKind
from knowledge.search.view import COUNTED, ArticleView

SAME_VERB = 0.95
"""What another form of a verb is worth that its stem does not show: "brought" beside "bring"."""
SAME_GROUP = 0.75
"""What a synonym is worth beside the word itself."""
SAME_ATTRIBUTE = 0.6
"""What a word is worth that states the attribute asked for, without being a synonym."""
WEAK_STEMS = frozenset(
    "at in on by for from to of up off until than out if not a an the or with long last all hold".split()
)
"""Words that state an attribute only as part of a phrase."""
NEAR = {"heading": 0.9, "title": 0.8, "before": 0.7, "after": 0.45, "paragraph": 0.6, "article": 0.4}
"""What a word is worth that does not stand in the sentence but near it."""


@dataclass(frozen=True, slots=True)
class Sought:
    """One word of the question, with everything that may stand for it in an article."""

    token: Token
    weight: float
    """How much it matters, in [0, 1]: rare words and names matter most."""
    stems: dict[str, float]
    """Stems that stand for it, with their strength."""
    phrases: tuple[tuple[str, float], ...] = ()
    """The same for phrases of several stems, written with a space around each stem."""
    is_name: bool = False
    is_implied: bool = False
    """Whether no word of the question says it: its absence speaks against a sentence, but not for silence."""
    is_identity: bool = False
    """Whether only the very word will do: numbers, versions, model names."""


@dataclass
class Match:
    """What one article holds of the question's words."""

    view: ArticleView
    words: NDArray[np.float32]
    """Sought words × the view's unique words: how well one stands for the other."""
    strengths: NDArray[np.float32]
    """Sought words × sentences: how well the sentence itself meets the word."""
    title: NDArray[np.float32]
    """Per sought word: how well the title meets it."""
    article: NDArray[np.float32]
    """Per sought word: the best in title and text together."""
    stated: NDArray[np.float32]
    """`strengths` without what is only alike in meaning: by the word, a synonym, or a word of the attribute."""
    stated_title: NDArray[np.float32]
    """The same for the title."""

    @cached_property
    def context(self) -> NDArray[np.float32]:
        """`strengths` with what stands around counted in; never below them."""
        return _context(self.view, self.strengths, self.title, self.article)


def match(view: ArticleView, sought: Sequence[Sought], similarities: NDArray[np.float32] | None = None) -> Match:
    """How the sentences of an article meet the sought words.

    similarities: sought words × the view's unique words, in [0, 1], for words that are alike in meaning; or None.
    """
    words = np.zeros((len(sought), len(view.norms) + 1), np.float32)
    for row, one in enumerate(sought):
        for stem, strength in one.stems.items():
            for number in _numbers(view, stem, one.is_identity):
                words[row, number] = max(words[row, number], strength)
    phrases, in_title = _phrases(view, sought)
    stated, stated_title = _strengths(view, words, phrases, in_title)
    strengths, title = stated, stated_title
    if similarities is not None:
        words[:, :-1] = np.maximum(words[:, :-1], similarities)
        strengths, title = _strengths(view, words, phrases, in_title)
    article = np.maximum(title, strengths.max(axis=1) if view.lines else 0)
    return Match(view, words, strengths, title, article, stated, stated_title)


def _phrases(view: ArticleView, sought: Sequence[Sought]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How well each sentence, and the title, meets each sought word by a phrase."""
    found = np.zeros((len(sought), len(view.lines)), np.float32)
    title = np.zeros(len(sought), np.float32)
    for row, one in enumerate(sought):
        for phrase, strength in one.phrases:
            if phrase in view.title_stems:
                title[row] = max(title[row], strength)
            if phrase in view.line_stems:
                columns = [column for column, line in enumerate(view.lines) if phrase in line.stems]
                found[row, columns] = np.maximum(found[row, columns], strength)
    return found, title


def _strengths(
    view: ArticleView, words: NDArray[np.float32], phrases: NDArray[np.float32], in_title: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How well each sentence, and the title, meets each sought word, by the words' strengths and by phrases."""
    strengths = phrases  # the last column of `words`, which ends each sentence, meets nothing
    if view.lines and len(words):
        strengths = np.maximum(phrases, np.maximum.reduceat(words.take(view.columns, axis=1), view.starts, axis=1))
    title = words[:, view.title_ids].max(axis=1) if len(view.title_ids) else np.zeros(len(words), np.float32)
    return strengths, np.maximum(title, in_title)


def _numbers(view: ArticleView, stem: str, is_identity: bool) -> list[int]:
    """The words of an article that are a stem; a version is met with a last ".0" and without it: 9 and 9.0."""
    found = view.by_stem.get(stem, [])
    if is_identity and stem.replace(".", "").isdigit():
        bare = stem.removesuffix(".0")
        found = [number for same in (bare, f"{bare}.0") for number in view.by_stem.get(same, [])]
    return found


def _context(
    view: ArticleView, own: NDArray[np.float32], title: NDArray[np.float32], article: NDArray[np.float32]
) -> NDArray[np.float32]:
    found: NDArray[np.float32] = np.maximum(own, NEAR["title"] * title[:, None])
    found = np.maximum(found, NEAR["article"] * article[:, None])
    if not view.lines or not len(own):
        return found
    paragraphs = np.array([line.sentence.paragraph for line in view.lines])
    joined = paragraphs[1:] == paragraphs[:-1]
    starts = np.flatnonzero(np.append(True, ~joined))
    best = np.maximum.reduceat(own, starts, axis=1)
    np.maximum(
        found, NEAR["paragraph"] * np.repeat(best, np.diff(np.append(starts, len(paragraphs))), axis=1), out=found
    )
    np.maximum(found[:, 1:], NEAR["before"] * own[:, :-1] * joined, out=found[:, 1:])
    np.maximum(found[:, :-1], NEAR["after"] * own[:, 1:] * joined, out=found[:, :-1])
    under = [column for column, line in enumerate(view.lines) if line.heading is not None]
    headings = [line.heading for line in view.lines if line.heading is not None]
    found[:, under] = np.maximum(found[:, under], NEAR["heading"] * own[:, headings])
    return found


def seek(
    tokens: Sequence[Token],
    places: Sequence[int],
    vocabulary: Vocabulary,
    weights: Sequence[float],
    *,
    identity: Sequence[bool],
    wanted: Sequence[ValueKind],
) -> list[Sought]:
    """The sought words of a question: each with its stem, its synonyms, and the words that state what it asks for.

    tokens: the whole question, so that phrases with small words are seen; places: those of the sought words in it.
    wanted: the kinds of value that may answer; attributes of other kinds lend no words.
    """
    groups, asked = vocabulary.groups(tokens), vocabulary.asked(tokens)
    found = []
    for n, place in enumerate(places):
        token = tokens[place]
        stems: dict[str, float] = {token.stem: 1.0}
        if not identity[n] and is_number(token.norm):
            stems[COUNTED + token.stem] = 1.0
        if identity[n] and (same := _same_version(token.norm)):
            stems[same] = 1.0
        phrases: dict[str, float] = {}
        if not identity[n]:
            stems.update(dict.fromkeys(vocabulary.forms(token.stem), SAME_VERB))
            pool = [(key, SAME_GROUP) for key in vocabulary.members(groups[place])]
            for root in derived(token.norm):
                pool += [((form,), SAME_GROUP) for form in (root, *vocabulary.forms(root))]
            for name in asked[place]:
                if not wanted or vocabulary.attributes[name].kinds & set(wanted):
                    pool += [(key, SAME_ATTRIBUTE) for key in vocabulary.telling(name)]
            _fill(stems, phrases, pool)
        found.append(Sought(token, weights[n], stems, tuple(phrases.items()), is_identity=identity[n]))
    return found


def _same_version(number: str) -> str:
    """The other way to write a version: 9.0 for 9, 9 for 9.0; "" for what is none."""
    if number.isdigit() and len(number) < 3:
        return f"{number}.0"
    return number[:-2] if re.fullmatch(r"\d{1,2}\.0", number) else ""


def imply(names: Sequence[str], vocabulary: Vocabulary, *, weight: float) -> Sought:
    """What a question asks for that names nothing but its subject ("when is the X3?"): any of some attributes."""
    stems: dict[str, float] = {}
    phrases: dict[str, float] = {}
    for name in names:
        _fill(stems, phrases, [(key, 1.0) for key in vocabulary.telling(name)])
    return Sought(Token(Span(0, 0), "", "", ""), weight, stems, tuple(phrases.items()), is_implied=True)


def _fill(stems: dict[str, float], phrases: dict[str, float], pool: Sequence[tuple[tuple[str, ...], float]]) -> None:
    for key, strength in pool:
        if len(key) > 1:
            words = f" {' '.join(key)} "
            phrases[words] = max(strength, phrases.get(words, 0.0))
        elif key[0] not in WEAK_STEMS:
            stems[key[0]] = max(strength, stems.get(key[0], 0.0))


def rarity(df: int, total: int) -> float:
    """How much a word tells apart, in (0, 1]: 1 for a word that no or one passage holds."""
    return math.log(1 + total / (1 + df)) / math.log(1 + total) if total > 1 else 1.0
