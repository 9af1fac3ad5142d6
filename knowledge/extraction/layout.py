"""The shape of an announcement's text: labelled lines, headings, questions with their answers; knows no facts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value with the label before it: "Reason: roadworks", "Weight | 212 g"."""

    label_span: Span
    value_span: Span


@dataclass(frozen=True, slots=True)
class FaqItem:
    """A question that the text itself asks and answers."""

    question_span: Span
    answer_span: Span


_LINE = lazy_pattern(r"[^\n]+")
_MARK = lazy_pattern(r"[ \t]*(?:[-*•–—·‣▪●○]|\(?\d{1,2}[.)]|#{1,6})?[ \t]*")
_LABEL = r"[A-ZÀ-Ž][\w’'&/ .()-]{0,38}?[\w)]"
_LABELLED = lazy_pattern(rf"(?P<label>{_LABEL}):[ \t]+(?P<value>\S[^\n]*)")
_ROW = lazy_pattern(r"\|?[ \t]*(?P<label>[^|\t\n]{1,48}?)[ \t]*(?:\||\t)[ \t]*(?P<value>[^\n]*?\S)[ \t]*\|?[ \t]*$")
_BARE_LABEL = lazy_pattern(rf"(?P<label>{_LABEL}):[ \t]*$")
_NEXT_LABEL = lazy_pattern(r"(?<=[.;])[ ](?=[A-ZÀ-Ž][\w’'& -]{1,28}:[ ]\S)")
_VERBS = lazy_pattern(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|do|did|said|says|told"
    r"|added|asked|"
    r"wrote|tweeted|replied|explained|commented|declared|runs?|goes?|means|why|that|this|these|here|there|he"
    r"|she|it|they|"
    r"we|you|I|isn|aren|won|but|because|if|when|according|include[sd]?|following|be)\b",
    re.IGNORECASE,
)
_QUESTION = lazy_pattern(r"[^.!?\n“”\"]{2,140}\?(?![”\"])")
_ASKS = lazy_pattern(
    r"(?:And |But |So |OK, |Or )?(?:who|what|when|where|why|how|which|whose|is|are|was|were|will|would|can"
    r"|could|may|must|should|"
    r"do|does|did|has|have|am|isn|aren|won|won’t|any|anything|need|and|still|got|more|not)\b",
    re.IGNORECASE,
)
_Q_MARK = lazy_pattern(r"[ \t]*(?:Q(?:uestion)?(?:\s?\d+)?[.:)]|\d{1,2}[.)])[ \t]*", re.IGNORECASE)
_OPENING_MARKS = lazy_pattern(r"[\s*•#–-]*(?:Q(?:uestion)?)?[\s.:)\d]*", re.IGNORECASE)
_A_MARK = lazy_pattern(r"[ \t]*A(?:nswer)?(?:\s?\d+)?[.:)][ \t]*", re.IGNORECASE)


def find_labelled_lines(text: str) -> tuple[Labelled, ...]:
    """The labelled values of a text, in order: "Label: value" lines, several on a line, and rows of two cells.

    >>> text = "Time: 22:00 to 05:00"
    >>> [(line.label_span.of(text), line.value_span.of(text)) for line in find_labelled_lines(text)]
    [('Time', '22:00 to 05:00')]
    """
    if ":" not in text and "|" not in text and "\t" not in text:
        return ()
    found: list[Labelled] = []
    lines = list(_LINE.finditer(text))
    for number, line in enumerate(lines):
        mark = _MARK.match(text, line.start(), line.end())
        start = mark.end() if mark else line.start()
        row = _ROW.match(text, start, line.end())
        if row is not None:
            if not _is_rule(row["label"]) and not _is_rule(row["value"]):
                found.append(Labelled(Span(*row.span("label")), Span(*row.span("value"))))
            continue
        found.extend(_find_on_line(text, start, line.end()))
        bare = _BARE_LABEL.match(text, start, line.end())
        if bare is not None and number + 1 < len(lines) and _is_label(bare["label"]):
            below = lines[number + 1]
            if below.start() == line.end() + 1 and not _LABELLED.match(text, below.start()):
                found.append(Labelled(Span(*bare.span("label")), _value(text, below.start(), below.end())))
    return tuple(found)


def _is_rule(cell: str) -> bool:
    """Whether a cell holds nothing but the line that separates a table's head."""
    return not cell.strip(" -:=|")


def _find_on_line(text: str, start: int, stop: int) -> list[Labelled]:
    match = _LABELLED.match(text, start, stop)
    if match is None or not _is_label(match["label"]):
        return []
    further = _NEXT_LABEL.search(text, match.start("value"), stop)
    if further is None:
        return [Labelled(Span(*match.span("label")), _value(text, match.start("value"), stop))]
    first = Labelled(Span(*match.span("label")), _value(text, match.start("value"), further.start()))
    return [first, *_find_on_line(text, further.end(), stop)]


def _is_label(label: str) -> bool:
    if re.match(r"(?:What|How|Where|Who|When) to \w+$", label):
        return True
    return len(label.split()) <= 5 and not _VERBS.search(label) and "." not in label.rstrip(".")


def _value(text: str, start: int, stop: int) -> Span:
    """The value without white space around it and without its full stop, unless it is several sentences."""
    while start < stop and text[start] in " \t":
        start += 1
    while stop > start and text[stop - 1] in " \t":
        stop -= 1
    if (
        text[stop - 1 : stop] == "."
        and ". " not in text[start:stop]
        and not re.search(r"\b\w\.\w?\.?$", text[start:stop])
    ):
        stop -= 1
    return Span(start, stop)


def find_headings(text: str) -> tuple[Span, ...]:
    """Lines that head what follows: short, without a full stop, in capitals or without a verb."""
    lines = list(_LINE.finditer(text))
    found = []
    for number, line in enumerate(lines[:-1]):
        mark = re.compile(r"[ \t]*#{1,6}[ \t]+").match(text, line.start(), line.end())
        start = mark.end() if mark else line.start()
        said = text[start : line.end()].strip()
        if mark or _is_heading(said, text[lines[number + 1].start() : lines[number + 1].end()]):
            found.append(Span(start, start + len(text[start : line.end()].rstrip())))
    return tuple(found)


def _is_heading(said: str, below: str) -> bool:
    if (
        not said
        or len(said) > 70
        or len(said.split()) > 9
        or said[-1] in '.!?:,;”")'
        or not re.search(r"[A-Za-zÀ-ž]{3}", said)
    ):
        return False
    if (
        re.search(r": |\||\t|\d+/\d+|@|https?:|\d{4}", said)
        or said.startswith(("-", "•", "*", "“", '"', "–"))
        or not said[0].isupper()
    ):
        return False
    if said.isupper():
        return True
    if len(below.split()) < len(said.split()):
        return False
    return bool(re.match(r"(?:What|How|Why|Where|When|Who|Which)\b", said)) or not _VERBS.search(said)


def find_faq(text: str) -> tuple[FaqItem, ...]:
    """The questions that the text asks outside quotation marks, each with the answer that follows it.

    >>> text = "Where? In the old mill."
    >>> [(item.question_span.of(text), item.answer_span.of(text)) for item in find_faq(text)]
    [('Where?', 'In the old mill.')]
    """
    if "?" not in text and not _Q_MARK.match(text):
        return ()
    questions = [span for match in _QUESTION.finditer(text) if (span := _question(text, match)) is not None]
    found = []
    for number, question in enumerate(questions):
        limit = _begin(text, questions[number + 1]) if number + 1 < len(questions) else len(text)
        answer = _answer(text, question, limit)
        if answer is not None:
            found.append(FaqItem(question, answer))
    return tuple(found)


def _question(text: str, match: re.Match[str]) -> Span | None:
    start = match.start()
    while start < match.end() and text[start] in " \t)’":
        start += 1
    mark = _Q_MARK.match(text, start, match.end())
    start = mark.end() if mark else start
    said = text[start : match.end()]
    line = text.rfind("\n", 0, start) + 1
    is_quoted = text.count('"', line, start) % 2 == 1 or text.count("“", line, start) > text.count("”", line, start)
    if is_quoted or len(said.split()) > 18:
        return None
    opens = _OPENING_MARKS.fullmatch(text, line, start) is not None
    if not opens and not _ASKS.match(said):
        return None
    return Span(start, match.end())


def _begin(text: str, question: Span) -> int:
    """Where the question begins, its mark ("Q:", "3.") included."""
    line = text.rfind("\n", 0, question.start) + 1
    return line if _OPENING_MARKS.fullmatch(text, line, question.start) else question.start


def _answer(text: str, question: Span, limit: int) -> Span | None:
    """What follows the question: the rest of its paragraph, else the paragraphs up to the next question or heading."""
    stop = text.find("\n", question.stop, limit)
    stop = limit if stop < 0 else stop
    if not text[question.stop : stop].strip():
        body = re.compile(r"\s*(?P<body>\S[^\n]*(?:\n(?!\n)[^\n]+)*)").match(text, question.stop, limit)
        if body is None:
            return None
        start, stop = body.span("body")
    else:
        start = question.stop
    mark = _A_MARK.match(text, start, stop)
    start = mark.end() if mark else start
    while start < stop and text[start] in " \t\n":
        start += 1
    while stop > start and text[stop - 1] in " \t\n":
        stop -= 1
    return Span(start, stop) if stop > start else None
