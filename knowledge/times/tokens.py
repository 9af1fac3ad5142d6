"""A text as tokens and as a string with one character per token, on which patterns of times are matched."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.language.patterns import lazy_pattern
from knowledge.times.lexicon import SIGNS, Lexicon, Tags

_TOKEN = lazy_pattern(
    r"""[ \t]*(?:
  (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*\d*(?![^\W_]))
| (?=['’\d])(?:
  (?P<iso>(?<![\d.])(?<!\d[-/])\d{4}([-/])(?:\d\d?)\3\d\d?(?:T\d\d:\d\d(?::\d\d)?Z?)?(?![\d]))
| (?P<numeric>(?<![\d.,/])\d{1,2}([./])\d{1,2}\5(?:\d{4}|['’]?\d\d)(?!\d|[.,/]\d)
    |(?<![\d.,/-])\d{1,2}-\d{1,2}-(?:\d{4}|'\d\d)(?!\d|-\d))
| (?P<clock>(?<![\d.,:])\d{1,2}(?:[:.]\d\d){0,2}[ ]?(?:[ap]m\b|[ap]\.[ ]?m\b\.?)(?!\w)
    |(?<![\d.,:])\d{1,2}(?::\d\d){1,2}(?![\d:])[ap]?\b|(?<![\d.,:])\d{1,2}[hu]\d\d\b)
| (?P<isoweek>\d{4}-W\d\d\b)
| (?P<yearmonth>(?<![\d/-])[12]\d{3}-(?:0?[1-9]|1[0-2])(?![\d-]))
| (?P<decade>[12]\d{2}0[ ]?['’]?s\b|['’]\d0['’]?s\b)
| (?P<shortyear>['’]\d\d\b)
| (?P<daymonth>(?<![\d./])\d{1,2}/\d{1,2}(?![\d/.]))
| (?P<dotted>(?<![\d.,])[0-3]?\d\.[ ]?[01]?\d\.(?!\d))
| (?P<decimal>\d{1,3}(?:[.,]\d{3})+\b|\d+[.,]\d+(?:[.,]\d+)*)
| (?P<ord>\d{1,3}(?:st|nd|rd|th|er|re|e|è|º|ª|ro|do|ste|de|o|a)\b|\d{1,3}\.?[ºª°])
| (?P<int>\d+(?![^\W_])))
| (?P<other>\w+)
| (?P<sign>[^\w\s]|\n))
""",
    re.VERBOSE,
)
_MONEY = "$€£¥#№"
_SMALL = frozenset("a an and are as at but by for from if in into is of on or so the then to was we when will".split())
"""What stands behind the month of May, never behind the verb."""
_LEADS_COUNT = frozenset("to over under above below aged than least of the all other".split())


@dataclass(slots=True)
class Tokens:
    """The tokens of a text: lower-case words, offsets, tags, and the tag string over them."""

    text: str
    words: list[str]
    starts: list[int]
    stops: list[int]
    tags: list[Tags]
    string: str

    def value(self, index: int, tag: str) -> object:
        """What a token stands for as one of its tags."""
        return self.tags[index][tag]

    def number(self, index: int) -> int:
        """The number a token stands for, whichever way it is written."""
        tags = self.tags[index]
        for tag in ("int", "ord", "numberword", "ordword", "month", "weekday"):
            if tag in tags:
                return int(tags[tag])  # type: ignore[call-overload, no-any-return]
        raise KeyError(self.words[index])

    def has(self, index: int, *names: str) -> bool:
        """Whether there is such a token and it has one of the tags."""
        return 0 <= index < len(self.tags) and not self.tags[index].keys().isdisjoint(names)


_NONE: Tags = {}
_SIGNS: dict[str, Tags] = {sign: {name: sign} for sign, name in SIGNS.items()}


def tokenise(text: str, lexicon: Lexicon) -> Tokens:
    """The tokens of a text with the tags of one language."""
    words: list[str] = []
    starts: list[int] = []
    stops: list[int] = []
    tags: list[Tags] = []
    known, stems = lexicon.words, lexicon.stems
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or ""
        start, stop = found.span(kind)
        word = found[kind].lower()
        if kind == "word":
            if "’" in word:
                word = word.replace("’", "'")
            tag = known.get(word)
            if tag is None:
                tag = known.get(word[:-2], _NONE) if word.endswith("'s") else _NONE
                if not tag and "'" in word and not lexicon.month_first:
                    tag = known.get(word.partition("'")[2], _NONE)
                if not tag and word.startswith(stems) and (cut := lexicon.glued.match(word)):
                    return _unglued(text, start + cut.end(), lexicon)
                if not tag and word.endswith(stems) and (cut := lexicon.stuck.match(word)):
                    return _unglued(text, start + cut.end(), lexicon)
        elif kind == "sign":
            tag = _SIGNS.get(word, _NONE)
        else:
            tag = _shape(kind, word, text[max(0, start - 2) : start].strip()[-1:], lexicon)
        words.append(word)
        starts.append(start)
        stops.append(stop)
        tags.append(tag)
    tokens = Tokens(text, words, starts, stops, tags, "")
    if heads := [index for index, word in enumerate(words) if word in lexicon.phrases]:
        _merge(tokens, lexicon, heads)
    _settle_doubts(tokens, lexicon)
    char = lexicon.char
    tokens.string = "".join([char(tag) if tag else "_" for tag in tokens.tags])
    return tokens


def _unglued(text: str, cut: int, lexicon: Lexicon) -> Tokens:
    """The tokens of a text parted at `cut`, with the offsets of the text as given."""
    tokens = tokenise(f"{text[:cut]} {text[cut:]}", lexicon)
    tokens.starts = [start - (start > cut) for start in tokens.starts]
    tokens.stops = [stop - (stop > cut) for stop in tokens.stops]
    tokens.text = text
    return tokens


def _shape(kind: str, word: str, before: str, lexicon: Lexicon) -> Tags:
    if before and before in _MONEY:
        return _NONE
    if kind == "int":
        return _integer(word)
    if kind == "dotted":
        return {"decimal" if lexicon.month_first else "daymonth": word}
    if kind == "ord":
        digits = word.rstrip("abcdefghijklmnopqrstuvwxyzè.ºª°")
        if word[len(digits) :].strip(".") not in lexicon.ordinal_endings:
            return _NONE
        return {"ord": int(digits), "ordday": int(digits)} if 0 < int(digits) < 32 else {"ord": int(digits)}
    return {kind: word}


def _integer(word: str) -> Tags:
    number = int(word) if len(word) < 9 else 10**9
    if len(word) == 4 and 1000 <= number < 3000:
        return {"int": number, "year": number}
    if len(word) > 2 or number > 31:
        return {"int": number}
    if number > 24:
        return {"int": number, "day": number}
    if number > 12:
        return {"int": number, "day": number, "hour": number}
    if number:
        return {"int": number, "day": number, "hour": number, "monthnumber": number}
    return {"int": 0, "hour": 0}


def _merge(tokens: Tokens, lexicon: Lexicon, heads: list[int]) -> None:
    """Makes one token of each phrase that starts at one of `heads`, the longest first: "no later than"."""
    words, gone, free = tokens.words, 0, 0
    for head in heads:
        index = head - gone
        for pieces, tags in lexicon.phrases.get(words[index], ()) if index >= free else ():
            last = index + len(pieces) - 1
            if words[index : last + 1] == pieces:
                words[index : last + 1] = [" ".join(pieces)]
                tokens.starts[index + 1 : last + 1] = []
                tokens.stops[index:last] = []
                tokens.tags[index : last + 1] = [tags]
                gone, free = gone + len(pieces) - 1, index + 1
                break


_DOUBTFUL = ("month", "weekday", "season")
_NUMBERS = ("day", "ordday", "year", "ordword", "shortyear")
_BEFORE = tuple(
    "in by until since from last next this early mid late start end before after during on between weekday month "
    "starting latest same through about as_of within".split()
)


def _settle_doubts(tokens: Tokens, lexicon: Lexicon) -> None:
    """Takes the tags from words that only look like a month, weekday or season: the verb "may", the name "April"."""
    lower, capital = lexicon.doubtful
    for index, word in enumerate(tokens.words):
        word = word.removesuffix("'s")
        if word in capital or word in lower:
            tags = tokens.tags[index]
            is_capital = tokens.text[tokens.starts[index]].isupper()
            if word not in (capital if is_capital else lower):
                continue
            if not (_is_season(tokens, index) if "season" in tags else _is_named(tokens, index, is_capital)):
                tokens.tags[index] = {tag: value for tag, value in tags.items() if tag not in _DOUBTFUL}


_AFTER_MODAL = frozenset("be have not also well yet still soon never even only".split())
"""Words that follow the verb "may", and no month."""


def _is_modal(tokens: Tokens, index: int) -> bool:
    """Whether a small "may" behind a number is the verb: "up to 12 may travel free", "the Model 7 may be dropped"."""
    following = tokens.words[index + 1] if index + 1 < len(tokens.words) else ""
    if tokens.words[index] == "may" and following in _AFTER_MODAL:
        return True
    if tokens.words[index] != "may" or index < 2 or not _LEADS_COUNT & set(tokens.words[index - 2].split()[-1:]):
        return False
    return following.isalpha() and not (tokens.tags[index + 1] or following in _SMALL)


def _is_named(tokens: Tokens, index: int, is_capital: bool) -> bool:
    if not is_capital and _is_modal(tokens, index):
        return False
    after = index + 1 + tokens.has(index + 1, "dot", "comma", "dash", "slash", "the")
    if (
        tokens.has(after, *_NUMBERS)
        or (is_capital and tokens.has(after, "month"))
        or tokens.has(index - 1, *_NUMBERS[:-1])
    ):
        return True
    if is_capital and tokens.has(index - 1, "dot") and tokens.has(index - 2, "day") and "month" in tokens.tags[index]:
        return True
    if tokens.has(index - 1, "of", "dash", "slash", "to") and tokens.has(index - 2, *_NUMBERS, "month"):
        return True
    if not is_capital:
        return tokens.has(index - 1, "in", "last", "next", "mid", "until", "since")
    if tokens.has(index - 1, *_BEFORE):
        return True
    if tokens.has(index - 1, "to", "dash", "and", "or", "for", "the", "of", "vague"):
        return not is_name(tokens, index + 1)
    pair = tokens.has(index + 1, "dash", "to") and tokens.has(index + 2, "month", "weekday")
    return pair or tokens.has(index - 1, "open")


def is_name(tokens: Tokens, index: int) -> bool:
    """Whether a token is a word with a capital that names no time."""
    return index < len(tokens.words) and tokens.text[tokens.starts[index]].isupper() and not tokens.tags[index]


def _is_season(tokens: Tokens, index: int) -> bool:
    before = index - 1 - tokens.has(index - 1, "the", "vague")
    if tokens.has(index + 1, "year") or tokens.has(index + 2, "year") or tokens.has(index + 1, "last", "next"):
        return True
    if tokens.has(index + 1, "of"):
        return tokens.has(index + 2, "last", "next", "this") and tokens.words[index + 3 : index + 4] == ["year"]
    if tokens.words[max(0, index - 2) : index] == ["for", "the"]:
        return True  # "planned for the spring"
    if tokens.has(index - 1, "vague") and tokens.has(index + 1, "pronoun"):
        return True
    names = (
        "in",
        "by",
        "until",
        "since",
        "last",
        "next",
        "this",
        "early",
        "mid",
        "late",
        "during",
        "before",
        "after",
        "end",
    )
    if tokens.words[index] in ("autumn", "summer", "winter") and tokens.has(before, "to", "from"):
        return True
    return tokens.has(before, *names) or (tokens.has(before, "of") and tokens.has(before - 1, "end", "start", "mid"))
