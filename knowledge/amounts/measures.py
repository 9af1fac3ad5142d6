"""Reads one figure: a price, a measure, a count of something, a score or a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from knowledge.amounts.amount import PERIODS, Amount, AmountKind, build, find_modifier, find_per, measured
from knowledge.amounts.counted import find_noun, is_name_before, is_year, singular, word_before
from knowledge.amounts.figures import Figure
from knowledge.amounts.numerals import parse_number
from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span

_BEFORE_ONE = frozenset("no any every each some this that the which another last next only not than first".split())
_SCORE_CUE = lazy_pattern(
    r"\b(?:w[io]n|winn\w*|beat\w*|los[et]\w*|lost|defeat\w*|draw\w*|drew|victor\w*|scor\w*|lead|leads|led"
    r"|vot\w*|margin|"
    r"result|final|ahead|behind|us|them|down|up|ruled|decision|series)\b[^.;]{0,40}\Z",
    re.IGNORECASE,
)
_CHANGES_TO = lazy_pattern(r"[ ]to[ ][\d,.]+(?:[ ](?:million|billion|thousand))?")
_PRICE_CUE = lazy_pattern(
    r"\b(?:sold|sells?|selling|priced?|prices?|costs?|pay|paid|bought|charges?d?)(?: \w+)?(?: at| for"
    r"| of)?(?: about| around)? \Z",
    re.IGNORECASE,
)


def read_figure(text: str, figure: Figure) -> Iterator[Amount]:
    if figure.measure:
        yield from _read_measure(text, figure)
        return
    start, stop = figure.start, figure.stop
    if (score := _read_score(text, figure)) is not None:
        yield score
        return
    joined = re.compile(r"-(?P<word>[a-z]{2,})").match(text, stop)
    plus = stop + 1 if text[stop : stop + 1] == "+" else stop
    noun = Span(*joined.span("word")) if joined else find_noun(text, plus, is_one=figure.low == 1)
    if noun is None and (change := _CHANGES_TO.match(text, stop)) is not None:
        noun = find_noun(text, change.end())
        if noun is not None:
            yield build(
                text,
                start,
                stop,
                AmountKind.COUNT,
                figure.low,
                unit=singular(noun.of(text).split()[-1]),
                noun=noun.of(text),
                modifier="",
                per="",
            )
            return
    digits = text[start:stop]
    if _is_pronoun(text, figure) or _is_name_word(text, figure):
        return
    if _is_named(text, figure, has_noun=noun is not None):
        if "." in digits and not figure.is_word:
            yield build(text, start, stop, AmountKind.VERSION, figure.low, high=figure.high, modifier="", per="")
        return
    modifier = find_modifier(text, start, stop)
    if figure.high and is_year(str(figure.low)) and is_year(str(figure.high)):
        return
    if is_year(digits) and not figure.high and (noun is None or modifier in ("", "from", "within")):
        return
    if (
        figure.low == 1
        and figure.is_word
        and (joined or noun is None or word_before(text, start).lower() in _BEFORE_ONE)
    ):
        noun = None
        per, _ = find_per(text, stop)
        if not per:
            return
    yield _count(text, figure, noun, modifier)


_THE_ONE = lazy_pattern(r"\b(?:the|an?|this|that|each|every|another)(?: [a-z-]+)? \Z", re.IGNORECASE)


def _is_pronoun(text: str, figure: Figure) -> bool:
    """Whether "one" stands for a noun: "the big one walks"."""
    lead = text[max(0, figure.start - 30) : figure.start]
    return figure.is_word and figure.low == 1 and _THE_ONE.search(lead) is not None


def _is_name_word(text: str, figure: Figure) -> bool:
    """Whether a number word ends a name: "Harbour Nine"."""
    before = word_before(text, figure.start)
    return figure.is_word and text[figure.start].isupper() and before[:1].isupper() and before[1:].islower()


def _is_named(text: str, figure: Figure, *, has_noun: bool) -> bool:
    return (
        not figure.is_word
        and "," not in text[figure.start : figure.stop]
        and is_name_before(text, figure.start, has_noun=has_noun)
    )


def _count(text: str, figure: Figure, noun: Span | None, modifier: str) -> Amount:
    """What a number without a unit comes to: a frequency, a count of its noun, a price without currency, or plain."""
    stop = noun.stop if noun else figure.stop
    said = noun.of(text) if noun else ""
    unit = singular(said.split()[-1]) if said else ""
    per, after = find_per(text, stop)
    modifier = modifier or find_modifier(text, figure.start, stop)
    if per in PERIODS:
        return build(
            text,
            figure.start,
            after,
            AmountKind.FREQUENCY,
            figure.low,
            high=figure.high,
            unit=unit,
            noun=said,
            modifier=modifier,
            per=per,
        )
    kind = AmountKind.COUNT if said else AmountKind.PLAIN
    if not said and (whole := _OF_WHOLE.match(text, stop)) is not None:
        kind, said = AmountKind.COUNT, _noun_of_whole(text, whole)
        unit = singular(said.split()[-1]) if said else ""
    digits = text[figure.start : figure.stop]
    if (
        not said
        and re.search(r"\d[.,]\d\d$", digits)
        and _PRICE_CUE.search(text[max(0, figure.start - 40) : figure.start])
    ):
        kind = AmountKind.MONEY
    return build(
        text, figure.start, stop, kind, figure.low, high=figure.high, unit=unit, noun=said, modifier=modifier, per=per
    )


_OF_WHOLE = lazy_pattern(
    r"[ ](?:of|out of)[ ](?P<whole>them|you|us|whom|which|(?:the|these|those|its|their|his|her|our|all|\d[\d,.]*|two"
    r"|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred)\b"
    r"(?:[ ](?P<number>\d[\d,.]*|[a-z-]+)(?=[ ]))?)"
)
"""Of what a part is counted: "nine of the sixteen bearings", "41 of them"."""


def _noun_of_whole(text: str, whole: re.Match[str]) -> str:
    """The noun that a part and its whole are counted in: "bearings" in "nine of the sixteen bearings"."""
    if whole["whole"] in ("you", "us", "whom"):
        return "people"
    number = whole["number"]
    stop = (
        whole.end()
        if number and parse_number(number) is not None
        else whole.start("whole") + len(whole["whole"].split()[0])
    )
    noun = find_noun(text, stop)
    return noun.of(text) if noun else ""


def _read_measure(text: str, figure: Figure) -> Iterator[Amount]:
    after = text[figure.stop : figure.stop + 40]
    if figure.measure == "time" and re.match(r"[ ]ago\b|[ -]old\b|[ ]of[ ]age\b", after):
        return
    if figure.is_joined and re.match(r"-[a-z]", after) and figure.measure == "time" and figure.low == 1:
        return
    if (
        figure.measure == "time"
        and figure.is_word
        and figure.low == 1
        and word_before(text, figure.start).lower() in _BEFORE_ONE
    ):
        return
    yield build(
        text,
        figure.start,
        figure.stop,
        AmountKind(figure.measure),
        figure.low,
        high=figure.high,
        unit=figure.unit,
        noun=measured(text, figure.stop, takes_noun=_takes_noun(text, figure)),
    )


def _takes_noun(text: str, figure: Figure) -> bool:
    """Whether the unit stands before its noun: "7.8-inch screen", "150 mm main", but not "118 MB today"."""
    return figure.is_joined or (
        len(text[figure.digits_stop : figure.stop].strip()) <= 3 and figure.measure not in ("time", "money", "percent")
    )


def _read_score(text: str, figure: Figure) -> Amount | None:
    """A result like "2–1", or a mark like "8.1 out of 10" and "7/10"."""
    mark = re.compile(r"(?:[ ]out[ ]of[ ]|/)(?P<top>5|10|20|100|ten|five)\b(?![.,]?\d|/)").match(text, figure.stop)
    if (
        mark is not None
        and not figure.is_word
        and find_noun(text, mark.end()) is None
        and not text.startswith(" of", mark.end())
    ):
        return build(text, figure.start, mark.end(), AmountKind.SCORE, figure.low, modifier="", per="")
    pair = re.compile(r"(?P<a>\d{1,3})[–-](?P<b>\d{1,3})(?![\w%°€£$]|[-–.,/]\d)").match(text, figure.start)
    if pair is None or figure.is_word:
        return None
    is_range = int(pair["a"]) < int(pair["b"])
    if is_range and (
        find_noun(text, pair.end()) or not _SCORE_CUE.search(text[max(0, figure.start - 60) : figure.start])
    ):
        return None
    return build(
        text,
        pair.start(),
        pair.end(),
        AmountKind.SCORE,
        Decimal(pair["a"]),
        high=Decimal(pair["b"]),
        modifier="",
        per="",
    )
