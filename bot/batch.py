"""`ask --batch`: JSON Lines of questions in, JSON Lines of outcomes out, in the same order."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.questions import Asked, BrokenQuestion, ask_timed, read_day
from knowledge import BrokenFile, Focus, KnowledgeBase

MAX_QUESTION = 100_000
"""Characters of a line; a question is some hundred."""


@dataclass(frozen=True, slots=True)
class Question:
    """A line of a batch."""

    text: str
    id: str | int | None = None
    chat: str | None = None
    """Questions of the same chat are one conversation, in order."""
    asked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the output, and whether the question could be asked at all."""

    text: str
    is_asked: bool


@contextmanager
def open_lines(name: str) -> Iterator[Iterable[str]]:
    """The lines of a file, or of standard input for "-". Raises BrokenFile."""
    if name == "-":
        yield sys.stdin
        return
    try:
        with Path(name).open(encoding="utf-8-sig") as lines:
            yield lines
    except OSError as error:
        raise BrokenFile(name, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError:
        raise BrokenFile(name, "is not UTF-8 text") from None


def ask_all(base: KnowledgeBase, lines: Iterable[str], *, today: date) -> Iterator[Line]:
    """One line of JSON for each that is not blank; one that cannot be asked says so in `error` and stops nothing."""
    foci: dict[str, Focus | None] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            question = parse_question(line, number)
        except BrokenQuestion as error:
            yield Line(json.dumps({"id": None, "error": str(error)}, ensure_ascii=False), is_asked=False)
        else:
            yield Line(ask_in_chat(base, question, foci, today=today).as_json(), is_asked=True)


def ask_in_chat(base: KnowledgeBase, question: Question, foci: dict[str, Focus | None], *, today: date) -> Asked:
    """The outcome of a question in its chat; `foci`, what each chat's last outcome left, is kept up to date."""
    focus = foci.get(question.chat) if question.chat is not None else None
    asked = ask_timed(base, question.text, today=question.asked_on or today, focus=focus, name=question.id)
    if question.chat is not None:
        foci[question.chat] = asked.outcome.focus
    return asked


def parse_question(line: str, number: int) -> Question:
    """The question of one line. Raises BrokenQuestion, which names the line."""
    try:
        fields = json.loads(line) if len(line) <= MAX_QUESTION else None
    except (json.JSONDecodeError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise BrokenQuestion(f"line {number}: not a JSON object of at most {MAX_QUESTION:,} characters")
    text, chat, asked_on, name = (fields.get(key) for key in ("question", "chat", "asked_on", "id"))
    if not isinstance(text, str):
        raise BrokenQuestion(f"line {number}: `question` must be text")
    if name is not None and not isinstance(name, str | int):
        raise BrokenQuestion(f"line {number}: `id` must be text or a number")
    try:
        day = None if asked_on is None else read_day(str(asked_on))
    except BrokenQuestion as error:
        raise BrokenQuestion(f"line {number}: `asked_on`: {error}") from None
    return Question(text, name, None if chat is None else str(chat), day)
