"""What answers a question for a price or a time without a figure: "free", "once the tower is mended"; and
figures without their currency or unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from knowledge.amounts import find_free, said_like
from knowledge.answering.candidates import Read, certainty_of
from knowledge.extraction.analysis import Value
from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span, ValueKind

_EVENT = lazy_pattern(
    r"\b(?:(?:only|not) )?(?:once|as soon as|when|until|after|before)"
    r" (?:the |a |an |its |their |all |we |it |they |he |she )?"
    r"(?!(?:that|this|then|which)\b)[\w.-]+ [^,.;:()\"“”]{3,60}(?=[,.;]|$)|\buntil [\w.]*\d[\w.]* (?:is |has )?\w+"
)
_DATE_WORD = lazy_pattern(
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


_PRICE_LINE = lazy_pattern(
    r"\W{0,3}[^\W\d][^:\n]{1,60}: (?P<sum>(?!0\d)\d{1,5}(?:[.,]\d{1,2})?)(?P<per> (?:per|an?) [a-z]+)?"
    r"(?=[.;,]?(?:\s|$))(?! ?\d)(?! ?(?!per\b|for\b|or\b|and\b|\()[a-z%°])"
)
_OF_PRICES = lazy_pattern(
    r"\b(?:prices?|fees?|fares?|tariffs?|charges?|costs?|rates?|admission|tickets?)\b"
    r"|\bin (?:\w+ )?(?:euros?|pounds?|dollars?|francs?|crowns?|kron\w+|yen)\b",
    re.IGNORECASE,
)
_PLAIN_SUM = lazy_pattern(r"(?P<sign>[^\w\s]?)\d[\d.,]*(?P<unit> [a-z]+)?")
LIST_HEAD = 8
"""How many lines above a price its list is announced at most."""


def listed_prices(read: Read) -> Iterator[Value]:
    """Prices of a list whose currency is told once for all: "Prices in francs", then "Adults: 38"."""
    sums = [v for v in read.analysis.values if v.kind is ValueKind.MONEY and v.measure == "money"]
    like = next((v for v in sums if _PLAIN_SUM.fullmatch(v.text)), None)
    if like is None or len({v.unit for v in sums}) > 1:
        return
    for line in read.view.lines:
        match = _PRICE_LINE.match(line.sentence.text)
        number = line.sentence.number
        if match is None or any(v.line == number for v in sums):
            continue
        above = read.view.lines[max(0, number - LIST_HEAD) : number]
        if not any(_OF_PRICES.search(other.sentence.text) for other in above):
            continue
        start = line.sentence.span.start
        said = re.sub(r"\d[\d.,]*", match["sum"], like.text, count=1) + (match["per"] or "")
        place = Span(start + match.start("sum"), start + match.end("sum"))
        yield Value(
            ValueKind.MONEY, place, number, said, measure="money", unit=like.unit, certainty=certainty_of(read, number)
        )


_BARE = lazy_pattern(r"(?P<lead>(?:[^\W\d]+ )*)(?P<number>\d[\d.,]*)(?P<scale> (?:thousand|[mb]illion))?")
_MANY_TIMES = 20
"""Up to how much larger or smaller a figure is than the one that says its unit."""


def elliptic_values(read: Read, kind: ValueKind, measure: str) -> Iterator[Value]:
    """Bare numbers that leave their unit to a figure before them: "the small one holds 2.1 litres, the large one 3.5".

    A number in millions that counts nothing is a sum of money where the article tells sums of one currency.
    """
    told = [v for v in read.analysis.values if v.kind is kind and v.measure == measure and v.low]
    if not told:
        return
    one_unit = len({v.unit for v in told}) == 1
    for value in read.analysis.values:
        if value.kind is not ValueKind.NUMBER or value.measure != "plain" or value.noun or value.per or not value.low:
            continue
        match = _BARE.fullmatch(value.text)
        if match is None or (_LOOKS_LIKE_YEAR.fullmatch(match["number"]) and not match["scale"]):
            continue
        before = [v for v in told if 0 <= value.line - v.line <= 1 and v.span.start < value.span.start]
        near = [v for v in before if _are_near(v.low or 0, value.low)]
        like = near[-1] if near else told[0] if match["scale"] and one_unit and kind is ValueKind.MONEY else None
        if like is not None:
            said = match["lead"] + said_like(_LEAD.sub("", like.text), match["number"] + (match["scale"] or ""))
            yield replace(value, kind=kind, measure=measure, unit=like.unit, text=said)


_LEAD = lazy_pattern(r"^(?:[^\W\d]+ )+(?=[^\w\s]?\d)")
_LOOKS_LIKE_YEAR = lazy_pattern(r"(?:19|20)\d\d")


def _are_near(one: float, other: float) -> bool:
    low, high = sorted((abs(one), abs(other)))
    return low > 0 and high <= _MANY_TIMES * low


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
