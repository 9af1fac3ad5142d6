"""A plain retriever of sentences (BM25 over stems, with neighbours, title and article): the reader is trained and
measured without the product's index."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.language.text import Sentence, split_sentences, tokenize
from knowledge.reader import Passage
from knowledge.reader.wording import EMPTY

SETS = Path(__file__).resolve().parents[2].parent / "shared" / "eval"
"""Where evaluation sets are looked for: beside the repository."""
_NEIGHBOUR, _TITLE, _ARTICLE = 0.3, 0.4, 0.5


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence with its article."""

    article: int
    sentence: Sentence
    passage: Passage


class Retriever:
    """All sentences of some articles, to be ranked for a question."""

    def __init__(self, articles: Sequence[Mapping[str, Any]]) -> None:
        self.articles = articles
        self.sentences: list[Found] = []
        of_sentences: list[Counter[str]] = []
        of_articles: list[Counter[str]] = []
        for number, article in enumerate(articles):
            self._add(number, article, of_sentences, of_articles)
        self._article_of = np.array([found.article for found in self.sentences])
        self._sentences = _Postings(of_sentences, length_share=0.5)
        self._articles = _Postings(of_articles, length_share=0.75)

    def _add(
        self, number: int, article: Mapping[str, Any], of_sentences: list[Counter[str]], of_articles: list[Counter[str]]
    ) -> None:
        title, text = article.get("title") or "", article["text"]
        sentences = split_sentences(text)
        own = [terms(sentence.text) for sentence in sentences]
        titled = terms(title)
        for place, sentence in enumerate(sentences):
            weights: Counter[str] = Counter(own[place])
            for shared, share in ((own[place - 1] if place else {}, _NEIGHBOUR), (titled, _TITLE)):
                _blend(weights, shared, share)
            _blend(weights, own[place + 1] if place + 1 < len(own) else {}, _NEIGHBOUR)
            of_sentences.append(weights)
            before = sentences[place - 1].text if place else ""
            after = sentences[place + 1].text if place + 1 < len(sentences) else ""
            self.sentences.append(
                Found(number, sentence, Passage(sentence.text, before, after, title, text, position=place))
            )
        of_articles.append(sum(own, Counter(titled)))

    def best(self, question: str, count: int) -> list[int]:
        """Numbers of the `count` best sentences, best first."""
        asked = set(terms(question))
        scores = self._sentences.scores(asked) + _ARTICLE * self._articles.scores(asked)[self._article_of]
        return [int(number) for number in np.argsort(-scores, kind="stable")[:count]]


def terms(text: str) -> Counter[str]:
    """The stems of a text without empty words."""
    return Counter(token.stem for token in tokenize(text) if token.norm not in EMPTY)


def _blend(weights: Counter[str], others: Mapping[str, int], share: float) -> None:
    for term, count in others.items():
        weights[term] += share * count  # type: ignore[assignment]


class _Postings:
    """BM25 with k1 = 1.2 over bags of terms whose counts may be fractions."""

    def __init__(self, bags: Sequence[Mapping[str, float]], length_share: float) -> None:
        self._size = len(bags)
        lengths = np.array([sum(bag.values()) for bag in bags])
        frequency = Counter(term for bag in bags for term, count in bag.items() if count >= 1)
        found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, bag in enumerate(bags):
            damped = 1.2 * (1 - length_share + length_share * lengths[number] / lengths.mean())
            for term, count in bag.items():
                seen = frequency[term]
                idf = math.log(1 + (self._size - seen + 0.5) / (seen + 0.5))
                found[term].append((number, idf * count * 2.2 / (count + damped)))
        self._found = {term: (np.array([n for n, _ in p]), np.array([w for _, w in p])) for term, p in found.items()}

    def scores(self, asked: Iterable[str]) -> NDArray[np.float64]:
        """One score a bag."""
        total = np.zeros(self._size)
        for term in sorted(asked):
            if term in self._found:
                numbers, weights = self._found[term]
                total[numbers] += weights
        return total


def gold_sentences(retriever: Retriever, question: Mapping[str, Any]) -> set[int]:
    """Numbers of the sentences that hold the gold answer of a question with `answer_start`."""
    if question["unanswerable"]:
        return set()
    at = question["answer_start"]
    return {
        number
        for number, found in enumerate(retriever.sentences)
        if retriever.articles[found.article]["id"] == question["article_id"]
        and found.sentence.span.start <= at < found.sentence.span.stop
    }
