"""Rates and shares in words: "every 8 minutes", "one in forty", "half of it", "under a minute"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from knowledge.amounts.amount import ADVERBS, PERIODS, Amount, AmountKind, build, measured
from knowledge.amounts.counted import find_noun, is_year, singular
from knowledge.amounts.numerals import FRACTION, NUMERAL, VAGUE, parse_number, parse_vague
from knowledge.amounts.units import key, unit_names, unit_pattern
from knowledge.language.patterns import lazy_pattern

_EVERY = lazy_pattern(r"\bevery[ \u00a0](?:(?P<other>other|second|single)[ ])?", re.IGNORECASE)
_TIMES = lazy_pattern(
    r"\b(?P<count>once|twice|thrice)[ ](?:(?P<a>an?|per|each|every)[ ](?P<period>(?:[a-z]+[ ])?(?:minute|hour"
    r"|day|night|week|weekend|fortnight|month|quarter|season|term|year|decade|century)s?\b)"
    r"|(?P<daily>daily|weekly|monthly|yearly)\b)",
    re.IGNORECASE,
)
_SMALL_RATIO = lazy_pattern(
    r"\b(?P<first>one|two|three|four|five|six|seven|eight|nine|\d{1,3}(?:\.\d+)?)[ ](?:(?P<noun>(?!(?:in|out"
    r"|of|on|at|to)\b)[a-z][\w-]+)[ ])?"
    r"(?P<join>in(?:[ ]every)?|out[ ]of(?:[ ]every)?|of[ ]every)[ ]",
    re.IGNORECASE,
)
_FRACTION_AFTER = lazy_pattern(
    r"(?:[ ](?:of|more|less|fewer|lower|higher|longer|shorter|faster|slower|cheaper|smaller|larger|bigger"
    r"|lighter|the|its|"
    r"their|his|her|off|as|said|were|are|have|had)\b|[.,;:)”\"]|$)",
    re.IGNORECASE,
)
_NOT_HALF = lazy_pattern(
    r"(?:first|second|other|better|latter|one|two|and a|a|time and a|this|that|each|last)[ -]\Z", re.IGNORECASE
)
_A_TIME = lazy_pattern(
    r"\b(?:for|within|under|in|about|over|after|nearly|almost|than|lasts?|takes?|took|of|least|most|around"
    r"|roughly|up to|to)[ ]"
    r"(?P<value>(?:an?[ ](?:further[ ]|full[ ]|whole[ ]|good[ ]|single[ ])?|(?P<half>half[ ]an?[ ]))"
    r"(?P<unit>minute|hour|day|night|week|weekend|fortnight|month|year|decade|century)|an?[ ]second(?=[.,;)]|$))\b"
    r"(?![ ](?:ago|later|earlier|when|where|like|off|out|of\s(?:the|his|her|their|my|our))\b|-)",
    re.IGNORECASE,
)
_HALF_TIME = lazy_pattern(
    r"\b(?P<value>half[ ]an?[ ](?P<unit>minute|hour|day|night|month|year|decade|century|mile|kilometre"
    r"|kilometer|litre|kilo))\b",
    re.IGNORECASE,
)


def find_ratios(text: str) -> Iterator[Amount]:
    """One in so many: "one reader in forty", "1 in 40", "nine out of ten schools"."""
    for match in _SMALL_RATIO.finditer(text):
        whole = NUMERAL.match(text, match.end())
        first, second = parse_number(match["first"]), parse_number(whole[0]) if whole else None
        if whole is None or first is None or second is None or not 0 < first < second or is_year(whole[0]):
            continue
        is_in = match["join"].lower() == "in"
        if is_in and ((match["noun"] and first != 1) or _with_unit(text, whole.end())):
            continue
        noun = find_noun(text, whole.end())
        said = match["noun"] or (noun.of(text) if noun else "")
        if not is_in and not said and match["first"][0].isdigit() and second in (5, 10, 20, 100):
            continue
        if is_in and noun is not None and match["noun"]:
            continue
        yield build(text, match.start(), whole.end(), AmountKind.RATIO, first / second, noun=said, per="")


def _with_unit(text: str, stop: int) -> bool:
    match = unit_pattern().match(text, stop)
    return match is not None and unit_names()[key(match["unit"])][0] in ("time", "percent", "length", "money")


def find_frequencies(text: str) -> Iterator[Amount]:
    """ "every 8 minutes", "every other week", "once a day"."""
    lowered = text.lower()
    if "every" in lowered:
        for match in _EVERY.finditer(text):
            whole = NUMERAL.match(text, match.end())
            value = (
                parse_number(whole[0]) if whole else Decimal(2) if match["other"] in ("other", "second") else Decimal(1)
            )
            unit = unit_pattern().match(text, whole.end() if whole else match.end() - 1)
            if value is None or unit is None or unit_names()[key(unit["unit"])][0] not in ("time", "length"):
                continue
            name = unit_names()[key(unit["unit"])][1]
            yield build(text, match.start(), unit.end(), AmountKind.FREQUENCY, value, unit=name, modifier="", per=name)
    if "once" in lowered or "twice" in lowered or "thrice" in lowered:
        for match in _TIMES.finditer(text):
            value = Decimal({"once": 1, "twice": 2, "thrice": 3}[match["count"].lower()])
            per = (match["period"] or "").split()[-1] if match["period"] else ADVERBS[match["daily"].lower()]
            yield build(
                text, *match.span(), AmountKind.FREQUENCY, value, unit="time", noun="times", modifier="", per=per
            )
    for match in re.finditer(r"\btimes[ ](?:an?|per|each)[ ](?P<period>[a-z]+)\b", text) if " times " in text else ():
        numbers = [
            m for m in NUMERAL.finditer(text, max(0, match.start() - 40), match.start()) if m.end() + 1 == match.start()
        ]
        value = parse_number(numbers[-1][0]) if numbers else None
        if numbers and value is not None and match["period"] in PERIODS:
            yield build(
                text,
                numbers[-1].start(),
                match.end(),
                AmountKind.FREQUENCY,
                value,
                unit="time",
                noun="times",
                per=match["period"],
            )


def find_parts(text: str) -> Iterator[Amount]:
    """Parts of a whole and numbers that only tell a magnitude: "half of it", "two-thirds", "tens of thousands"."""
    for match in FRACTION.finditer(text):
        lowered = match[0].lower()
        if text[match.end() : match.end() + 1] == "-" or (
            not lowered.endswith("s") and not _FRACTION_AFTER.match(text, match.end())
        ):
            continue
        lead, after = text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 14]
        if lowered == "half" and (
            _NOT_HALF.search(lead) or not re.match(r"[ ](?:of|the|its|their|his|her|as|off)\b", after)
        ):
            continue
        value = parse_number(match[0])
        whole = re.match(r"[ ]of[ ](?:it|them|us|those|these|that)\b", after)
        if value is not None:
            stop = match.end() + (whole.end() if whole else 0)
            yield build(
                text,
                match.start(),
                stop,
                AmountKind.RATIO,
                value,
                noun="" if whole else measured(text, match.end(), takes_noun=False),
                per="",
            )
    for match in VAGUE.finditer(text):
        least, most = parse_vague(match[0])
        noun = find_noun(text, match.end() + 3)
        stop = noun.stop if noun else match.end()
        said = noun.of(text) if noun else ""
        yield build(
            text,
            match.start(),
            stop,
            AmountKind.COUNT,
            least,
            high=most,
            noun=said,
            unit=singular(said.split()[-1]) if said else "",
        )


def find_durations(text: str) -> Iterator[Amount]:
    """Durations without a number: "under a minute", "half an hour"."""
    for match in _A_TIME.finditer(text):
        value = Decimal("0.5") if match["half"] else Decimal(1)
        yield build(
            text,
            *match.span("value"),
            AmountKind.TIME,
            value,
            unit=(match["unit"] or "second").lower(),
            per="",
            noun=measured(text, match.end(), takes_noun=False),
        )
    if "alf a" in text:
        for match in _HALF_TIME.finditer(text):
            kind, unit = unit_names()[key(match["unit"])]
            yield build(
                text,
                *match.span("value"),
                AmountKind(kind),
                Decimal("0.5"),
                unit=unit,
                noun=measured(text, match.end(), takes_noun=False),
            )
