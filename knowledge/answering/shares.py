"""Which of several values of a sentence belongs to what: "five years on the frame and two on the battery"."""

from __future__ import annotations

import re

from knowledge.answering.candidates import Read
from knowledge.extraction.analysis import Value
from knowledge.language.text import stem, tokenize
from knowledge.questions.query import Query

SHARED = 0.6
"""What it counts that a value is given to the very thing asked about, or to another."""
_VARIANT = re.compile(
    r"\b(?:an?|another|the) (?P<which>(?:[\w-]+ ){0,3})(?:version|variant|edition|model|bundle|package|set|kit)s?\b"
    r"(?P<how>[^;.]*)\Z",
    re.IGNORECASE,
)
_GIVEN_TO = re.compile(
    r"(?:['’]s?)?(?: [\w-]+){0,2}? (?P<how>on|for|in|with|at|to) (?:the |an? |its |their )?(?P<what>[\w-]+)"
)


def share_fit(query: Query, read: Read, value: Value) -> float:
    """For a value given to what the question names while the sentence gives another to something else, and against it.

    0 where the sentence gives out no values side by side, in the same words.
    """
    rivals = [other for other in read.values_in(value.line) if other.kind is value.kind and other is not value]
    asked = {token.stem for token in query.tokens}
    if (
        any(not _variant(read, rival) for rival in rivals)
        and _variant(read, value)
        and not _variant(read, value) & asked
    ):
        return -SHARED  # the question asks for no version in particular
    mine = _given_to(read, value) if rivals else None
    if mine is None:
        return 0.0
    others = [given for rival in rivals if (given := _given_to(read, rival)) is not None and given[0] == mine[0]]
    if mine[1] in asked:
        return SHARED if any(what not in asked for _, what in others) else 0.0
    return -SHARED if any(what in asked for _, what in others) else 0.0


def _given_to(read: Read, value: Value) -> tuple[str, str] | None:
    """The preposition and the stem of the noun right behind a value, before any other value."""
    line = read.line(value.line).sentence.span
    later = [other.span.start for other in read.values_in(value.line) if other.span.start >= value.span.stop]
    found = _GIVEN_TO.match(read.view.text, value.span.stop, min([line.stop, *later]))
    return None if found is None else (found["how"].casefold(), stem(found["what"].casefold()))


def _variant(read: Read, value: Value) -> frozenset[str]:
    """The stems of the words that tell which version of a thing a value is of; none where it is of no version."""
    text, start = read.view.text, read.line(value.line).sentence.span.start
    clause = re.split(r"[;.]\s|, (?:and|but|while) ", text[start : value.span.start])[-1]
    found = _VARIANT.search(clause)
    return frozenset() if found is None else frozenset(token.stem for token in tokenize(found.group()))
