"""What answers a question for a price or a time without a figure: "free", "nothing", "once the tower is mended"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.amounts import find_free
from knowledge.answering.candidates import Read, certainty_of
from knowledge.extraction.analysis import Value
from knowledge.model import Span, ValueKind

_EVENT = re.compile(
    r"\b(?:(?:only|not) )?(?:once|as soon as|when|until|after|before)"
    r" (?:the |a |an |its |their |all |we |it |they |he |she )?"
    r"(?!(?:that|this|then|which)\b)[\w.-]+ [^,.;:()\"“”]{3,60}(?=[,.;]|$)|\buntil [\w.]*\d[\w.]* (?:is |has )?\w+"
)
_DATE_WORD = re.compile(
    r"\b(?:later|soon|follow\w*|until|not before|only|once|will|then|remain\w*|stay\w*)\b", re.IGNORECASE
)


def free_values(read: Read) -> Iterator[Value]:
    """Where an article says that something costs nothing, as prices of nothing."""
    for line in read.view.lines:
        for span in find_free(line.sentence.text):
            place = Span(span.start + line.sentence.span.start, span.stop + line.sentence.span.start)
            said = "nothing" if "nothing" in span.of(line.sentence.text).casefold() else "free"
            number = line.sentence.number
            yield Value(ValueKind.MONEY, place, number, said, measure="free", certainty=certainty_of(read, number))


def event_values(read: Read) -> Iterator[Value]:
    """Where an article tells a time by an event, in a sentence without a date; such times are vague."""
    dated = {v.line for v in read.analysis.values if v.kind is ValueKind.TIME and v.when is not None}
    for line in read.view.lines:
        sentence = line.sentence
        if sentence.number in dated or not _DATE_WORD.search(sentence.text):
            continue
        for match in _EVENT.finditer(sentence.text):
            span = Span(match.start() + sentence.span.start, match.end() + sentence.span.start)
            certainty = certainty_of(read, sentence.number)
            yield Value(ValueKind.TIME, span, sentence.number, match.group(), noun="vague", certainty=certainty)
