"""Where clauses and sentences begin and end, by punctuation and the words that open a main clause."""

from __future__ import annotations

import re

from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span

_BREAK = lazy_pattern(r"[.!?][”\"’]?\s+(?=[A-Z“\"])|[;\n]")
_MAIN_CLAUSE = lazy_pattern(
    r"(?<=\w)(?<!\bof)(?<!\bin)(?<!\bto)(?<!\bby)(?<!\bon)(?<!\bat)(?<!\bfor)(?<!\bfrom)(?<!\bwith)(?<!\band)(?<!\bis)(?<!\bthan)"
    r"(?<!\bthat)[ ](?=(?:the|it|we|they|he|she|you|this|a|an|all|no|there|our|its)\b[^,.;]{0,50}?[ ](?:will"
    r"|would|can|cannot|may|must|"
    r"should|is|are|was|were|has|have|had|\w{3,}s|\w{3,}ed)\b)"
)
_END = lazy_pattern(
    r"[;]| [–—-] |, (?:and|but|which|who|while|although|though|so|he|she|it|they|we|according|the \w+ (?:said"
    r"|says|told|added)|"
    r"(?:said|says|added|told|wrote|explained)\b|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)* (?:said|says|told|added"
    r"|wrote|explained))\b"
    r"|[.!?][”\"’]?(?=\s+[A-Z“\"]|$)|[”\"](?=,? )| (?:but|although|while|whereas)\b|\)",
)
PUNCTUATION = ".!?,;: \"”“’'\n"


def trim(text: str, start: int, stop: int) -> Span | None:
    """The range without the white space and punctuation around it, or None where nothing is left."""
    while start < stop and text[start] in PUNCTUATION + ",–—-":
        start += 1
    while stop > start and text[stop - 1] in PUNCTUATION + "–—":
        stop -= 1
    return Span(start, stop) if stop - start > 1 else None


def sentence_start(text: str, at: int) -> int:
    """Where the sentence that holds this place begins."""
    starts = [match.end() for match in _BREAK.finditer(text) if match.end() <= at]
    return starts[-1] if starts else 0


def opening_end(text: str, start: int) -> int | None:
    """Where a clause or phrase that opens a sentence ends and the main clause begins, or None."""
    stop = sentence_end(text, start)
    comma = text.find(", ", start, stop)
    if comma >= 0:
        return comma
    match = _MAIN_CLAUSE.search(text, start, stop)
    return match.start() if match else None


def clause_end(text: str, start: int) -> int:
    opened = text.count("“", 0, start) > text.count("”", 0, start) or text.count('"', 0, start) % 2 == 1
    for match in _END.finditer(text, start):
        if opened or match[0] not in ("”", '"'):
            return match.start()
    return len(text)


def sentence_end(text: str, start: int) -> int:
    match = re.compile(r"[.!?](?=\s|$)|;").search(text, start)
    return match.start() if match else len(text)
