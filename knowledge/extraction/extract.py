"""Article → Analysis and facts: runs every finder over an article and puts what they find in one place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any

from knowledge.amounts import Amount, AmountKind, find_amounts, say_amount
from knowledge.extraction.analysis import Analysis, Value
from knowledge.extraction.causes import find_causes
from knowledge.extraction.changes import is_former, is_move, takes_back
from knowledge.extraction.contacts import find_contacts
from knowledge.extraction.durations import is_length, say_length
from knowledge.extraction.hedges import is_rumour_article, label
from knowledge.extraction.lists import find_lists
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Sentence, repair, split_sentences
from knowledge.language.wordlists import words
from knowledge.model import Article, Certainty, Granularity, Span, ValueKind, When
from knowledge.naming.names import Name, NameKind, find_names, learn_aliases
from knowledge.naming.roles import Role, find_roles
from knowledge.quotations.quotes import Quote, find_quotes
from knowledge.search.view import is_heading
from knowledge.times.dates import TimeKind, TimeMention, find_times, say_when

_NAME_KINDS = {
    NameKind.PERSON: ValueKind.PERSON,
    NameKind.ORGANISATION: ValueKind.ORGANISATION,
    NameKind.PLACE: ValueKind.PLACE,
    NameKind.PRODUCT: ValueKind.NAME,
    NameKind.OTHER: ValueKind.NAME,
}


def analyse(article: Article, is_known: Callable[[str], bool]) -> Analysis:
    """Everything that was found in an article. is_known: whether a folded word is English."""
    repaired = repair(article.text, is_known, title=article.title)
    text = repaired.text
    sentences = split_sentences(text)
    names = find_names(text)
    quotes = find_quotes(text, names)
    rumour = is_rumour_article(article.title, text)
    locate = _Locator(sentences)
    found: list[Value] = []
    found += _from_sentences(article, text, sentences, locate)
    found += _from_names(names, locate)
    roles = find_roles(text)
    quotes = tuple(_by_name(quote, roles) for quote in quotes)
    found += _from_roles(roles, locate)
    found += _from_quotes(text, quotes, locate)
    speakers = _speakers(quotes, sentences)
    said = tuple(
        (part, quote.speaker) for quote in quotes if quote.is_direct and quote.speaker for part in quote.content
    )
    labelled = tuple(_labelled(value, sentences, said, article.title, rumour) for value in _in_order(found))
    return Analysis(
        text,
        repaired.inserted,
        sentences,
        labelled,
        dict(learn_aliases(text, names)),
        speakers,
        _headings(sentences),
        rumour,
    )


class _Locator:
    """Finds the sentence of a position."""

    def __init__(self, sentences: tuple[Sentence, ...]) -> None:
        self._sentences = sentences
        self._starts = [sentence.span.start for sentence in sentences]

    def line(self, position: int) -> int:
        """The number of the sentence that holds a position, or of the one before it."""
        return max(0, bisect_right(self._starts, position) - 1)


def _in_order(values: Iterable[Value]) -> list[Value]:
    return sorted(values, key=lambda value: (value.span.start, value.span.stop, value.kind))


def _from_sentences(article: Article, text: str, sentences: tuple[Sentence, ...], locate: _Locator) -> Iterator[Value]:
    # times are found in the whole text: "until the 15th" looks back at the month before it
    times: dict[int, list[TimeMention]] = {}
    for time in find_times(text, anchor=article.date, lang=article.lang):
        line = locate.line(time.span.start)
        inside = replace(time, span=_shift(time.span, -sentences[line].span.start)) if sentences else time
        times.setdefault(line, []).append(inside)
    for sentence in sentences:
        yield from sentence_values(sentence, times.get(sentence.number, []), article.date)


def sentence_values(sentence: Sentence, found: Sequence[TimeMention], published: date) -> Iterator[Value]:
    """Times, amounts, contacts, lists and causes of one sentence, with spans in the whole text.

    found: its times, with spans in the sentence.
    """
    text, shift = sentence.text, sentence.span.start
    contacts = find_contacts(text)
    for contact in contacts:
        yield Value(
            ValueKind.CONTACT, _shift(contact.span, shift), sentence.number, contact.text, measure=str(contact.kind)
        )
    taken = [contact.span for contact in contacts]
    times = [time for time in found if not _meets(time.span, taken)]
    for time in times:
        yield from _time_values(time, sentence, published)
    yield from _days_together(times, sentence)
    taken += [time.span for time in times if time.kind not in (TimeKind.DURATION, TimeKind.SET)]
    for amount in find_amounts(text, taken=taken):
        yield _amount_value(_arrived(text, amount, taken), sentence)
    for mention in find_lists(text):
        items = tuple(_shift(item, shift) for item in mention.items)
        said = mention.span.of(text)
        yield Value(ValueKind.LIST, _shift(mention.span, shift), sentence.number, said, parts=items)
    for cause in find_causes(text):
        yield Value(
            ValueKind.CAUSE,
            _shift(cause.span, shift),
            sentence.number,
            cause.span.of(text),
            measure=str(cause.cue),
            modifier="" if cause.is_stated else "guess",
        )


def _days_together(times: Sequence[TimeMention], sentence: Sentence) -> Iterator[Value]:
    """Days in a row with hours of their own, as one stretch: "on 25 April from 10 to 9, and on 26 April"."""
    days = [time for time in times if time.kind is TimeKind.DATE and time.when is not None]
    for one, other in pairwise(days):
        if one.when is None or other.when is None or one.when.start != one.when.end:
            continue
        between = sentence.text[one.span.stop : other.span.start]
        follows = (other.when.start - one.when.end).days == 1 and other.when.start == other.when.end
        if follows and _AND_ON.search(between) and len(between) < APART and "." not in between:
            span = Span(one.span.start, other.span.stop)
            when = When(one.when.start, other.when.end, Granularity.PART)
            noun = "relative" if one.is_relative else ""
            yield Value(
                ValueKind.TIME, _shift(span, sentence.span.start), sentence.number, say_when(when), when, noun=noun
            )


def _arrived(text: str, amount: Amount, taken: Sequence[Span]) -> Amount:
    """The amount reached, of one that moved by another to it: "it falls by €50 to €1,149"."""
    parted = _MOVED_TO.search(amount.span.of(text))
    if parted is None or not re.search(r"\bby (?:about |around |some )?$", text[: amount.span.start]):
        return amount
    at = amount.span.start + parted.end()
    ends = [one for one in find_amounts(text, taken=[*taken, Span(0, at)]) if one.span.start >= at]
    return ends[0] if ends and ends[0].span.start < amount.span.stop else amount


def _time_values(time: TimeMention, sentence: Sentence, published: date) -> Iterator[Value]:
    span = _shift(time.span, sentence.span.start)
    about = "about" if time.is_approximate else ""
    state = partial(Value, span=span, line=sentence.number, measure=time.relation, modifier=about)
    if time.kind is TimeKind.DURATION:
        if is_length(sentence.text, time.span):
            yield state(ValueKind.DURATION, text=say_length(time.text), unit=time.value)
    elif time.kind is TimeKind.SET:
        yield state(ValueKind.DURATION, text=time.text, unit=time.value, measure="every")
    elif time.kind is TimeKind.REFERENCE:
        yield state(ValueKind.TIME, text=time.text, unit=time.value, noun="vague")
    elif time.when is not None and _is_dateline(sentence, time.span):
        yield state(ValueKind.TIME, when=time.when, text=say_when(time.when), noun="dateline")
    elif time.when is not None and time.when.start != time.when.end and is_move(sentence.text, time.span):
        # what is moved lies ahead of the article, whatever the tense of "has been postponed"
        later = 1 if time.is_relative and time.when.end < published else 0
        periods = _moved_periods(time, published)
        for period, former in zip(periods, (True, False), strict=False):
            yield state(ValueKind.TIME, when=period, text=say_when(period), is_former=former)
        for day, former in () if periods else ((time.when.start, True), (time.when.end, False)):
            moved = When(_years_on(day, later), _years_on(day, later))
            yield state(ValueKind.TIME, when=moved, text=say_when(moved), is_former=former)
    elif time.when is not None:
        said = say_when(time.when)
        if time.relation in ("before", "after") and _HOLIDAY.match(time.text):
            said = (
                f"{time.relation} {time.text} {time.when.start.year}"  # nobody says "before 25 December" of Christmas
            )
        yield state(ValueKind.TIME, when=time.when, text=said, noun="relative" if time.is_relative else "")
    if time.clock is not None:
        zone = f" {time.zone}" if time.zone else ""
        clock = time.clock.replace("/", " to ")
        yield state(ValueKind.CLOCK, text=f"{clock}{zone}", when=time.when, unit=time.clock)


_ENDS_IN_DAY = lazy_pattern(r"(?:^|\D)\d{1,2}$")


def _moved_periods(time: TimeMention, published: date) -> tuple[When, ...]:
    """The two ends of a move between periods: "from July to the autumn"; nothing where it is one between days."""
    before, _, after = time.text.partition(" to ")
    if not after or _ENDS_IN_DAY.search(before) or after[:1].isdigit():
        return ()
    found = [find_times(f"in {part}", anchor=published) for part in (before, after)]
    whens = tuple(times[0].when for times in found if len(times) == 1 and times[0].when is not None)
    return whens if len(whens) == len(found) and all(when.start < when.end for when in whens) else ()


def _years_on(day: date, years: int) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if is_leap_day and years else day.day)


def _is_dateline(sentence: Sentence, span: Span) -> bool:
    """Whether a date only says where and when the article was written."""
    match = _DATELINE.match(sentence.text) if sentence.number < 2 else None
    return match is not None and span.stop <= match.end()


def _amount_value(amount: Amount, sentence: Sentence) -> Value:
    kind = ValueKind.MONEY if amount.kind is AmountKind.MONEY else ValueKind.NUMBER
    if amount.kind is AmountKind.TIME:
        kind = ValueKind.DURATION
    return Value(
        kind,
        _shift(amount.span, sentence.span.start),
        sentence.number,
        say_amount(amount),
        measure=str(amount.kind),
        unit=amount.unit,
        noun=amount.noun,
        per=amount.per,
        modifier=amount.modifier,
        low=float(amount.low),
    )


def _from_names(names: Iterable[Name], locate: _Locator) -> Iterator[Value]:
    for name in names:
        kind = _NAME_KINDS[name.kind]
        yield Value(kind, name.span, locate.line(name.span.start), name.text, measure=str(name.kind))


def _by_name(quote: Quote, roles: Sequence[Role]) -> Quote:
    """A quotation of "the director" as one of the only person who is a director in the article."""
    described = _DEFINITE.fullmatch(quote.speaker or "")
    if described is None:
        return quote
    heads = {word for word in described.group(1).casefold().split() if word in words("roles", "heads")}
    holders = {role.person for role in roles if heads and heads <= set(role.role.casefold().split())}
    return replace(quote, speaker=holders.pop()) if len(holders) == 1 else quote


def _from_roles(roles: Iterable[Role], locate: _Locator) -> Iterator[Value]:
    for role in roles:
        yield Value(
            ValueKind.ROLE,
            role.role_span,
            locate.line(role.role_span.start),
            role.role,
            who=role.person,
            organisation=role.organisation or "",
            modifier="former" if role.is_former else "",
            parts=(role.person_span,),
        )


def _from_quotes(text: str, quotes: Iterable[Quote], locate: _Locator) -> Iterator[Value]:
    for quote in quotes:
        said = " ".join(part.of(text).strip() for part in quote.content)
        yield Value(
            ValueKind.QUOTE,
            quote.span,
            locate.line(quote.content[0].start if quote.content else quote.span.start),
            said,
            measure="direct" if quote.is_direct else "indirect",
            who=quote.speaker or "",
            speaker=quote.speaker or "",
            parts=quote.content,
        )


def _speakers(quotes: Iterable[Quote], sentences: tuple[Sentence, ...]) -> dict[int, str]:
    """Sentences that lie mostly inside direct quotations, and whose words they are."""
    found: dict[int, str] = {}
    for quote in quotes:
        if not quote.is_direct or not quote.speaker:
            continue
        for part in quote.content:
            for sentence in sentences:
                shared = min(part.stop, sentence.span.stop) - max(part.start, sentence.span.start)
                if shared > 0.5 * (sentence.span.stop - sentence.span.start):
                    found[sentence.number] = quote.speaker
    return found


def _labelled(
    value: Value, sentences: tuple[Sentence, ...], said: Sequence[tuple[Span, str]], title: str, rumour: bool
) -> Value:
    """The value with how sure its clause is, whether it still holds, and who is quoted as saying it."""
    sentence = sentences[value.line]
    speaker = next((who for part, who in said if part.holds(value.span)), "")
    if not sentence.span.holds(value.span):
        return replace(value, speaker=value.speaker or speaker)
    before = sentences[value.line - 1] if value.line else None
    context = before.text if before is not None and before.paragraph == sentence.paragraph else ""
    inside = _shift(value.span, -sentence.span.start)
    judged = label(sentence.text, inside, inside_quote=bool(speaker), context=f"{title}. {context}")
    following = sentences[value.line + 1].text if value.line + 1 < len(sentences) else ""
    found: dict[str, Any] = {
        "speaker": value.speaker or speaker,
        "certainty": _certainty(value, judged.certainty, rumour),
        "is_denied": (judged.is_denied and not _is_bound(value)) or takes_back(following),
        "is_former": value.is_former or (value.kind in _CHANGING and is_former(sentence.text, inside)),
        "condition": judged.condition or "",
    }
    # most are stated flatly: a copy costs more than the comparison
    changed = {name: what for name, what in found.items() if getattr(value, name) != what}
    return replace(value, **changed) if changed else value


def _certainty(value: Value, judged: Certainty, rumour: bool) -> Certainty:
    """What somebody is, is stated flatly even where the clause expects something of them."""
    if value.kind is ValueKind.ROLE:
        return Certainty.CONFIRMED
    return Certainty.RUMOUR if rumour and judged is Certainty.EXPECTED else judged


def _is_bound(value: Value) -> bool:
    """Whether a time only bounds what is denied: "nobody is dismissed before 2029", "not sold until May"."""
    return value.kind is ValueKind.TIME and value.measure in ("before", "until")


_CHANGING = frozenset({ValueKind.TIME, ValueKind.CLOCK, ValueKind.DURATION, ValueKind.MONEY, ValueKind.NUMBER})
_HOLIDAY = lazy_pattern(r"(?:Christmas|Easter|New Year|Whitsun|Pentecost|Thanksgiving|Hallowe['’]?en)\b[^\d]*$")
_AND_ON = lazy_pattern(r"(?:\band|&|,|;)\s+(?:on\s+)?(?:\w+day,?\s+)?(?:the\s+)?$")
APART = 60
"""Characters between two days that are one stretch."""
_MOVED_TO = lazy_pattern(r" to (?=\S*\d)")
_DEFINITE = lazy_pattern(r"(?:the|its|their|our|his|her) ((?:[a-z-]+ ?){1,4})", re.IGNORECASE)
_DATELINE = lazy_pattern(r"^[A-Z][\w .'-]{2,40}, (?:[\w .,]{3,25})(?:\([^)]*\) ?)?\s*[-–—]\s")


def _headings(sentences: tuple[Sentence, ...]) -> dict[int, int]:
    """Sentence → the heading or question over it: as far as the next heading or the end of the next paragraph."""
    found: dict[int, int] = {}
    heading: Sentence | None = None
    for sentence in sentences:
        if is_heading(sentence.text):
            heading = sentence
        elif heading is not None and sentence.paragraph <= heading.paragraph + 1:
            found[sentence.number] = heading.number
    return found


def _shift(span: Span, by: int) -> Span:
    return Span(span.start + by, span.stop + by)


def _meets(span: Span, taken: Iterable[Span]) -> bool:
    return any(span.meets(other) for other in taken)
