"""Builders for tests: articles, facts, what the networks look at, and the gold questions of tests/gold/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from knowledge import Article, Certainty, Entry, Fact, Focus, KnowledgeBase, Span, ValueKind, When, read_yaml
from knowledge.factfile import parse_when
from knowledge.language.text import tokenize
from knowledge.language.vectors import load_vectors
from knowledge.reader.encoder import CAPITAL, LOWER, Posed, Worded

GOLD = Path(__file__).parent / "gold"
QUESTION_KEYS = ("ask", "after", "answers", "when", "certainty", "speaker", "cites", "abstains")


@dataclass(frozen=True, slots=True)
class Gold:
    """A question and the reply we expect; None and () are what is not looked at."""

    ask: str
    after: Focus | None
    answers: tuple[str, ...]
    when: When | None
    certainty: str | None
    speaker: str | None
    cites: str | None
    abstains: bool


def make_article(
    text: str = "The museum opens on 14 April 2023.",
    *,
    name: str = "2023-02-06-museum",
    title: str = "A museum",
    day: date = date(2023, 2, 6),
    source: str | None = None,
    url: str | None = None,
) -> Article:
    return Article(name, title, day, text, source, url)


@contextmanager
def filled(folder: Path, articles: Iterable[Article]) -> Iterator[KnowledgeBase]:
    """A base in a folder that holds these articles and no shipped one."""
    with KnowledgeBase(folder, library=False) as base:
        for article in articles:
            base.add(article)
        yield base


def make_fact(value: str = "14 April 2023", *, subject: str = "museum", attribute: str = "opening") -> Fact:
    return Fact(
        id="2023-02-06-museum#1",
        article_id="2023-02-06-museum",
        subject=subject,
        attribute=attribute,
        value=value,
        kind=ValueKind.TIME,
        evidence=Span(20, 33),
        sentence=Span(0, 34),
        certainty=Certainty.CONFIRMED,
    )


def gold_names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in GOLD.glob("*.yaml")))


def read_gold(name: str) -> tuple[date, tuple[Article, ...], tuple[Gold, ...]]:
    """A file of gold questions: the day they are asked, the articles they are asked of, the questions."""
    entry = read_yaml(GOLD / f"{name}.yaml").allow("today", "articles", "questions")
    articles = tuple(_article(each) for each in entry.entries("articles"))
    return entry.get_date("today"), articles, tuple(_gold(each) for each in entry.entries("questions"))


def _article(entry: Entry) -> Article:
    entry.allow("id", "title", "date", "source", "url", "text")
    fields = (entry.get_text("id"), entry.get_text("title"), entry.get_date("date"), entry.get_text("text"))
    return Article(*fields, entry.find_text("source"), entry.find_text("url"))


def _gold(entry: Entry) -> Gold:
    entry.allow(*QUESTION_KEYS)
    when, after = entry.find_text("when"), entry.find_text("after")
    return Gold(
        ask=entry.get_text("ask"),
        after=Focus(after) if after else None,
        answers=entry.texts("answers"),
        when=parse_when(when) if when else None,
        certainty=entry.find_text("certainty"),
        speaker=entry.find_text("speaker"),
        cites=entry.find_text("cites"),
        abstains=entry.get_flag("abstains"),
    )


def posed(question: str, about: str) -> Posed:
    """A question as the networks look at it; about: the word that names what it is about."""
    tokens = tokenize(question)
    words = tuple(token.norm for token in tokens)
    return Posed(words, tuple(token.stem for token in tokens), tuple(word == about for word in words))


def worded(sentence: str) -> Worded:
    """A sentence as the networks look at it, without values."""
    tokens = tokenize(sentence)
    marks = np.array([CAPITAL if token.text[:1].isupper() else LOWER for token in tokens])
    return Worded(load_vectors().rows([t.norm for t in tokens]), tuple(t.stem for t in tokens), marks)
