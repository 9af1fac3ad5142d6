"""Finds the amounts of a text: every reading of every number, the longest at each place kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.amounts.amount import Amount, AmountKind
from knowledge.amounts.counted import blocks, find_no_amounts
from knowledge.amounts.figures import find_figures
from knowledge.amounts.marks import find_ages, find_ordinals, find_sizes, find_versions
from knowledge.amounts.measures import read_figure
from knowledge.amounts.rates import find_durations, find_frequencies, find_parts, find_ratios
from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span

_DIGIT = lazy_pattern(r"\d")
_PART_WORDS = tuple(
    "half third quarter fourth fifth tenth sixth eighth seventh ninth twentieth dozens scores hundred thousand "
    "millions billions".split()
)
_TIME_WORDS = tuple("second minute hour day night week month year decade century half".split())
_AGE_WORDS = ("year", "age", "under", "over", "children", "kids", "people", "adults", "those", "visitors", "anyone")
_ORDINAL_MARKS = ("th ", "st ", "nd ", "rd ")
_AGE_APART = lazy_pattern(r", \d\d,")


def find_amounts(text: str, taken: Sequence[Span] = ()) -> tuple[Amount, ...]:
    """The amounts of a sentence or paragraph, in order and apart; what lies in `taken` is left out.

    >>> [(a.text, a.kind.value, a.unit, a.modifier) for a in find_amounts("About 230 households pay €5 per month.")]
    [('230 households', 'count', 'household', 'about'), ('€5', 'money', 'EUR', '')]
    """
    blocked = [*taken, *find_no_amounts(text)] if _DIGIT.search(text) or "clock" in text else list(taken)
    found = [amount for amount in _read_all(text, blocked) if not blocks(blocked, amount.span.start, amount.span.stop)]
    found.sort(key=lambda amount: (amount.span.start, -amount.span.stop))
    kept: list[Amount] = []
    for amount in found:
        if not kept or amount.span.start >= kept[-1].span.stop:
            kept.append(_completed(text, amount, kept))
    return tuple(kept)


_OF_THEM = lazy_pattern(r"[ ]of[ ](?:them|which|whom|these|those)\b")
_ELLIPSIS = lazy_pattern(r"[^.;:]{0,40}?(?:,|\(|\bor|\band|\bto|\bthan|\bof)[ ]?(?:\w+[ ]){0,3}\Z")
_OWN_NOUN = lazy_pattern(
    r"[ ](?!(?:in|with|for|on|at|of|from|if|when|without|by|more|less|per|a|to|the|and|or|as|before)\b)[a-z]"
)
_SHARED = frozenset(
    {AmountKind.MONEY, AmountKind.TIME, AmountKind.PERCENT, AmountKind.MASS, AmountKind.LENGTH, AmountKind.AGE}
)


def _completed(text: str, amount: Amount, before: Sequence[Amount]) -> Amount:
    """The amount with what an earlier one of the sentence says for it: the noun of "41 of them", the unit of
    "four days, or nine in saver mode"."""
    if amount.noun or amount.unit or not before or amount.kind not in (AmountKind.COUNT, AmountKind.PLAIN):
        return amount
    if _OF_THEM.match(text, amount.span.stop):
        counted = next((one for one in reversed(before) if one.kind is AmountKind.COUNT and one.noun), None)
        return replace(amount, noun=counted.noun, unit=counted.unit) if counted else amount
    last = before[-1]
    between = text[last.span.stop : amount.span.start]
    if last.kind not in _SHARED or not _ELLIPSIS.fullmatch(between) or _OWN_NOUN.match(text, amount.span.stop):
        return amount
    if not _is_near(last, amount) or (amount.text[:1].isalpha() and not last.text[:1].isalnum()):
        return amount  # nobody writes "€four"
    return replace(amount, kind=last.kind, unit=last.unit, text=said_like(last.text, amount.text))


_UNIT_AROUND = lazy_pattern(
    r"(?P<sign>[^\w\s.,-]*)[\d.,]+(?:[ ]?(?:thousand|million|billion))?(?P<unit>[ ]?[^\W\d].*)?"
)


def said_like(whole: str, number: str) -> str:
    """A number with the sign or unit that another amount has.

    >>> said_like("34 euros", "27"), said_like("€34", "27")
    ('27 euros', '€27')
    """
    match = _UNIT_AROUND.fullmatch(whole)
    if match is None:
        return f"{number} {whole.partition(' ')[2]}" if " " in whole and whole[0].isalpha() else number
    return f"{match['sign']}{number}{match['unit'] or ''}"


def _is_near(one: Amount, other: Amount) -> bool:
    """Whether two numbers are of one order, as values of one thing are."""
    low, high = sorted((abs(one.low), abs(other.low)))
    return low > 0 and high <= 20 * low


def _read_all(text: str, blocked: Sequence[Span]) -> Iterator[Amount]:
    """Every reading of every number, those of words around it before those of the number alone."""
    figures, lowered = find_figures(text, blocked), text.lower()
    if figures:
        yield from find_ratios(text)
    has_digits = _DIGIT.search(text) is not None
    if (figures or has_digits) and (any(word in lowered for word in _AGE_WORDS) or _AGE_APART.search(text)):
        yield from find_ages(text)
    if has_digits:
        yield from find_versions(text)
        yield from find_sizes(text)
    yield from find_frequencies(text)
    if any(word in lowered for word in _PART_WORDS):
        yield from find_parts(text)
    if any(word in lowered for word in _TIME_WORDS):
        yield from find_durations(text)
    if any(mark in lowered for mark in _ORDINAL_MARKS):
        yield from find_ordinals(text)
    for figure in figures:
        yield from read_figure(text, figure)
