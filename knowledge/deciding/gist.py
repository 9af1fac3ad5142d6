"""What a candidate says, in a form that tells which candidates answer alike and which stand against each other."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.answering.candidates import Candidate
from knowledge.answering.currencies import price_of
from knowledge.extraction.analysis import Value
from knowledge.language.text import fold
from knowledge.model import Span, ValueKind
from knowledge.questions.query import Asked, Query

_SIDES = ("Yes", "No")


@dataclass(frozen=True, slots=True)
class Gist:
    """What one candidate says, and where."""

    said: str
    """The same for those that say the same: of a yes or no just that, whatever its reason; of a value what it is worth,
    however it is written; of a price, asked for in no currency, the same in whichever of its currencies it is told."""
    article: str
    span: Span | None
    """Where its words stand in the article's text; None for what is put together."""

    def agrees(self, other: Gist) -> bool:
        """Whether one says the same as the other, or no more than a part of it: "Teyrn", "by volunteers in Teyrn"."""
        if self.said == other.said:
            return True
        if self.article != other.article or self.span is None or other.span is None:
            return False
        return self.span.holds(other.span) or other.span.holds(self.span)


def gist_of(query: Query, candidate: Candidate) -> Gist:
    """What a candidate for a question says."""
    article = candidate.read.view.article.id
    side = candidate.text.partition(",")[0]
    if side in _SIDES:
        return Gist(side, article, None)
    return Gist(_said(query, candidate), article, candidate.span)


def _said(query: Query, candidate: Candidate) -> str:
    if query.asked is Asked.HOW_MUCH and not query.currency:
        price = price_of(candidate)
        if price:
            return f"{candidate.read.view.article.id} {price[0].span.start}"
    value = candidate.value
    return fold(candidate.text) if value is None else _worth(value) or fold(candidate.text)


def _worth(value: Value) -> str:
    """What a time or a figure is worth; "" for any other value."""
    if value.when is not None:
        return f"{value.when.start} {value.when.end}"
    if value.low is None or value.kind not in (ValueKind.MONEY, ValueKind.NUMBER, ValueKind.DURATION):
        return ""
    return f"{value.low:g} {value.unit}".strip()
