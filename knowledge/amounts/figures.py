"""Figures: numbers with their currency, sign, scale and unit, joined to ranges; knows no sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from knowledge.amounts.counted import blocks, find_noun, is_year
from knowledge.amounts.numerals import find_numerals, parse_number
from knowledge.amounts.units import currency_pattern, key, national_pattern, unit_names, unit_pattern
from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span


@dataclass(frozen=True, slots=True)
class Figure:
    """A number on the page, or a range of two, with its currency or unit."""

    start: int
    """Where it begins: the currency or the sign, if any."""
    stop: int
    """Where number and unit end."""
    digits_stop: int
    """Where the number alone ends."""
    low: Decimal
    high: Decimal | None = None
    measure: str = ""
    """A key of units.yaml ("length"), "money", or "" where no unit follows."""
    unit: str = ""
    is_joined: bool = False
    """Whether a hyphen joins number and unit: "7.8-inch"."""
    is_word: bool = False
    scale: Decimal = Decimal(1)
    is_changing: bool = False
    """Whether it is what something changes from: "from 18 to 30 crowns" is no range."""


_CURRENCY_END = lazy_pattern(r"[^\W\da-qt-z_][ \u00a0]?\Z|[^\w\s,;:(–—-][ \u00a0]?\Z|[řčł][ \u00a0]?\Z")
_SHORT_SCALE = {"m": Decimal(10**6), "k": Decimal(10**3), "b": Decimal(10**9), "t": Decimal(10**12)}
_SCALE_WORD = lazy_pattern(r"(?:thousand|million|billion|trillion|bn|mn|tn|k)\Z", re.IGNORECASE)
_TO = lazy_pattern(r"[ \u00a0]?(?P<join>–|—|-|‑|to|and|or|until)[ \u00a0]?(?=[\d$€£¥]|[A-Za-z]{1,3}\$|[a-zA-Z])")
_CHANGE = lazy_pattern(
    r"\b(?:rais|ris|rose|cut|fall|fell|dropp?|go(?:es|ing)?\b|went|mov|chang|switch|increas|reduc|lower|grow"
    r"|grew|climb|jump|doubl|"
    r"slash|shr[aiu]nk|declin|expand|extend|push|slip|widen|upgrad|updat|up|down)\w*\b[^.;]{0,60}\bfrom[ ]\Z",
    re.IGNORECASE,
)
_SMALLER = ("year", "month", "week", "day", "hour", "minute", "second")
_PARTS = {"year": 12, "month": 30, "week": 7, "day": 24, "hour": 60, "minute": 60, "foot": 12, "lb": 16, "st": 14}


def find_figures(text: str, blocked: Sequence[Span]) -> list[Figure]:
    """All figures of a text outside the blocked spans, ranges joined, in order."""
    singles = [
        figure
        for match in find_numerals(text)
        if not blocks(blocked, *match.span()) and (figure := _read(text, match)) is not None
    ]
    joined: list[Figure] = []
    for figure in singles:
        if joined and not joined[-1].measure and figure.measure and _is_change(text, joined[-1], figure):
            joined[-1] = replace(joined[-1], measure=figure.measure, unit=figure.unit, is_changing=True)
        whole = _join(text, joined[-1], figure) if joined else None
        if whole is not None:
            joined[-1] = whole
        else:
            joined.append(figure)
    return joined


def _read(text: str, match: re.Match[str]) -> Figure | None:
    """The figure around one numeral, or None where it is glued into a word or a code."""
    start, stop = match.span()
    value = parse_number(match[0])
    currency = (
        currency_pattern().search(text, max(0, start - 5), start)
        if _CURRENCY_END.search(text, max(0, start - 2), start)
        else None
    )
    if value is None or (currency is None and _is_glued(text, start)):
        return None
    is_word = match[0][0].isalpha()
    scaled = _SCALE_WORD.search(match[0])
    scale = parse_number(f"1 {scaled[0]}") if scaled and not is_word else None
    figure = Figure(start, stop, stop, value, is_word=is_word, scale=scale or Decimal(1))
    figure = _with_unit(text, figure) if currency is None else _with_currency(text, figure, currency)
    return None if _is_cut(text, figure) else _signed(text, figure)


def _is_glued(text: str, start: int) -> bool:
    """Whether a letter or a code stands straight before the number ("NB-50", "X.25"); a range's dash does not count."""
    before = text[start - 1 : start]
    if before.isalnum() or before in ("_", "/", "\\", "#"):
        return bool(before)
    further = text[start - 2 : start - 1] if start > 1 else ""
    if before and before in "-–—." and further.isalpha():
        return True
    return bool(before) and before in ".," and further.isdigit()


def _is_cut(text: str, figure: Figure) -> bool:
    """Whether the word goes on after the figure: "7E", "4.x", "19th"."""
    after = text[figure.stop : figure.stop + 2]
    return bool(after) and (after[0].isalnum() or (after[0] == "." and len(after) > 1 and after[1].isalnum()))


def _with_currency(text: str, figure: Figure, currency: re.Match[str]) -> Figure:
    _, unit = unit_names()[key(currency[0].strip())]
    scale = _SHORT_SCALE.get(text[figure.stop : figure.stop + 1].lower(), Decimal(1))
    if scale != 1 and not text[figure.stop + 1 : figure.stop + 2].isalpha():
        figure = replace(figure, low=figure.low * scale, scale=scale, stop=figure.stop + 1, digits_stop=figure.stop + 1)
    after = unit_pattern().match(text, figure.stop)
    if after is not None and unit_names()[key(after["unit"])][0] == "money" and after["unit"] not in ("p", "ct"):
        figure = replace(figure, stop=after.end())
    return replace(figure, start=currency.start(), measure="money", unit=unit)


def _with_unit(text: str, figure: Figure) -> Figure:
    match = unit_pattern().match(text, figure.stop)
    if text[figure.stop : figure.stop + 1] in "mk" and not text[figure.stop + 1 : figure.stop + 2].isalpha():
        scale = _SHORT_SCALE[text[figure.stop : figure.stop + 1] or "m"] if figure.stop < len(text) else Decimal(1)
        further = unit_pattern().match(text, figure.stop + 1)
        is_money = further is not None and unit_names()[key(further["unit"])][0] == "money"
        if scale != 1 and (is_money or find_noun(text, figure.stop + 1) is not None):
            figure = replace(
                figure, low=figure.low * scale, scale=scale, stop=figure.stop + 1, digits_stop=figure.stop + 1
            )
            match = further if is_money else None
    if match is None and (national := national_pattern().match(text, figure.stop)) is not None:
        return replace(figure, stop=national.end(), measure="money", unit=unit_names()[key(national["unit"])][1])
    if match is None or not _is_unit(text, figure, match):
        return figure
    measure, unit = unit_names()[key(match["unit"])]
    if unit == "GBP" and match["unit"].lower() == "pounds" and _is_weight(text, figure.start, match.end()):
        measure, unit = "mass", "lb"
    return replace(figure, stop=match.end(), measure=measure, unit=unit, is_joined="-" in match["gap"])


def _is_unit(text: str, figure: Figure, match: re.Match[str]) -> bool:
    """Whether the letters after the number are its unit and not the next word."""
    form, gap = match["unit"], match["gap"]
    if form in ("C", "F", "p", "k") and gap:
        return False
    if figure.is_word and len(form) <= 2 and form not in ("km", "kg", "cm", "mm", "GB", "MB", "kW", "MW"):
        return False
    if (
        form[0].isupper()
        and len(form) > 3
        and form[1:].islower()
        and text[figure.start - 1 : figure.start] in ("“", '"', "‘")
    ):
        return False
    digits = text[figure.start : figure.digits_stop]
    if form in ("second", "in.", "quarter") and (is_year(digits) or (form == "in." and text[match.end() :][:1] == "")):
        return False
    return not (form.lower() == "second" and gap == " " and figure.low != 1)


def _is_weight(text: str, start: int, stop: int) -> bool:
    return bool(
        re.search(r"\bweigh\w*[^.;]{0,30}\Z", text[max(0, start - 45) : start], re.IGNORECASE)
        or re.match(r"(?: \([\d.,]+ ?kg| of (?!the|profit|debt|loan))", text[stop : stop + 16])
    )


def _signed(text: str, figure: Figure) -> Figure:
    """The figure with the minus straight before it, where something can be negative."""
    before = text[figure.start - 1 : figure.start] if figure.start else ""
    if not before or before not in "-–−" or figure.measure not in ("temperature", "percent", "money"):
        return figure
    if figure.start > 1 and (text[figure.start - 2].isalnum() or text[figure.start - 2] in ")%°"):
        return figure
    return replace(figure, start=figure.start - 1, low=-figure.low)


def _is_change(text: str, first: Figure, second: Figure) -> bool:
    """Whether the second figure replaces the first ("raised from 18 to 30 crowns")."""
    between = text[first.stop : second.start].strip(" \u00a0")
    return between in ("to", "–", "-") and _CHANGE.search(text[max(0, first.start - 70) : first.start]) is not None


def _join(text: str, first: Figure, second: Figure) -> Figure | None:
    """Both as one range ("€30 to €40") or one value of two units ("3 hours 20 minutes"), or None."""
    between = text[first.stop : second.start]
    if len(between) > 7 or first.high is not None:
        return None
    if (whole := _compound(between, first, second)) is not None:
        return whole
    match = _TO.fullmatch(between) or re.fullmatch(r"[ ]?(?P<join>–|—|-|‑|to|and|or|until)[ ]?", between)
    if match is None:
        return None
    lead, join = text[max(0, first.start - 70) : first.start], match["join"]
    is_between = lead.lower().endswith("between ")
    if join == "and" and not is_between:
        return None
    if _is_change(text, first, second):
        return None
    if join == "or" and not (first.measure == "" and first.low + 1 == second.low):
        return None
    if first.measure and second.measure and (first.measure, first.unit) != (second.measure, second.unit):
        return None
    low = first.low
    if first.scale == 1 and second.scale > 1 and low < second.low and low * second.scale < second.low * 10:
        low = low * second.scale if low * second.scale <= second.low else low
    if low >= second.low:
        return None
    named = second if second.measure else first
    start = first.start - len("between ") if is_between and join == "and" else first.start
    return replace(
        second, start=start, low=low, high=second.low, measure=named.measure, unit=named.unit, is_word=first.is_word
    )


def _compound(between: str, first: Figure, second: Figure) -> Figure | None:
    if between.strip() not in ("", "and", ",") or not first.unit or first.measure != second.measure:
        return None
    is_next = (first.unit, second.unit) in _STEPS
    if not is_next or second.low >= _PARTS[first.unit] * (7 if first.unit == "year" else 1):
        return None
    return replace(
        first, stop=second.stop, digits_stop=second.digits_stop, low=first.low + second.low / _PARTS[first.unit]
    )


_STEPS = {*pairwise(_SMALLER), ("foot", "inch"), ("lb", "oz"), ("st", "lb")}
