"""A set of articles and questions with gold answers, as articles.jsonl and questions.jsonl hold it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from knowledge import Article, BrokenFile

UNDATED = date(2000, 1, 1)
"""Day of an article that gives none; sets of reading passages have no dates."""


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with the reply we expect."""

    id: str
    text: str
    kind: str
    is_unanswerable: bool
    answers: tuple[str, ...]
    article_ids: tuple[str, ...]
    """The articles that a citation may point to."""
    places: tuple[tuple[str, str], ...] = ()
    """(article, evidence) that a citation must meet; () where only the article counts."""
    topic: tuple[str, ...] = ()
    """All articles of the matter, outdated ones too."""
    when: tuple[date, date] | None = None
    certainty: str | None = None
    speaker: str | None = None
    follow_up_of: str | None = None
    asked_on: date | None = None


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Articles by id, and the questions about them in order."""

    articles: dict[str, Article]
    questions: tuple[GoldQuestion, ...]

    @property
    def last_day(self) -> date:
        """The day of the newest article: "today" for a question that names none."""
        return max((article.date for article in self.articles.values()), default=UNDATED)


def read_set(folder: Path) -> GoldSet:
    """The set in a folder; extras.jsonl (topic, further evidence) is read if it is there. Raises BrokenFile."""
    articles = {article.id: article for article in _read(folder / "articles.jsonl", _article)}
    questions = _read(folder / "questions.jsonl", _question)
    extras_path = folder / "extras.jsonl"
    extras = {fields["id"]: fields for fields in _read(extras_path, dict)} if extras_path.exists() else {}
    return GoldSet(articles, tuple(_with_extras(question, extras.get(question.id, {})) for question in questions))


def _read(path: Path, parse: Any) -> list[Any]:
    found = []
    for number, line in _lines(path):
        try:
            found.append(parse(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BrokenFile(path, f"cannot be read as its kind of line: {error!r}", line=number) from error
    return found


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open(encoding="utf-8") as lines:
            yield from ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
    except OSError as error:
        raise BrokenFile(path, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BrokenFile(path, "is not UTF-8 text") from error


def _article(fields: dict[str, Any]) -> Article:
    return Article(
        fields["id"],
        fields.get("title") or fields["text"].strip()[:80],
        date.fromisoformat(fields["date"]) if fields.get("date") else UNDATED,
        fields["text"],
        fields.get("source"),
        fields.get("url"),
        fields.get("lang") or "en",
    )


def _question(fields: dict[str, Any]) -> GoldQuestion:
    article_ids = fields.get("article_ids") or [fields.get("article_id"), *fields.get("also", [])]
    evidence = fields.get("evidence")
    asked_on = fields.get("asked_on") or fields.get("date")
    when = fields.get("when")
    return GoldQuestion(
        id=fields["id"],
        text=fields["question"],
        kind=fields.get("kind") or "other",
        is_unanswerable=bool(fields["unanswerable"]),
        answers=tuple(fields["answers"]),
        article_ids=tuple(name for name in article_ids if name),
        places=((article_ids[0], evidence),) if evidence else (),
        when=(date.fromisoformat(when["start"]), date.fromisoformat(when["end"])) if when else None,
        certainty=fields.get("certainty"),
        speaker=fields.get("speaker"),
        follow_up_of=fields.get("follow_up_of"),
        asked_on=date.fromisoformat(asked_on) if asked_on else None,
    )


def _with_extras(question: GoldQuestion, extras: dict[str, Any]) -> GoldQuestion:
    further = tuple((alt["article_id"], alt["evidence"]) for alt in extras.get("evidence_alt", []))
    return replace(question, places=question.places + further, topic=tuple(extras.get("topic", [])))
