"""Names in an article with the kind of thing each names; it knows no facts and decides from this one text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.model import Span
from knowledge.namekinds import Found, NameKind, kinds_of
from knowledge.wordlists import words

__all__ = ["Name", "NameKind", "find_names", "learn_aliases"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands at one place of a text."""

    span: Span
    text: str
    kind: NameKind

    @property
    def is_person(self) -> bool:
        """Whether it names a human being."""
        return self.kind is NameKind.PERSON


_TOKEN = re.compile(
    r"""(?:[A-Z]\.){2,}                               # U.S., J.K.
    | [^\W\d]\w*(?:[-'’&./](?=\w)\w+)*                # words, Halvorsen-Quist, O'Neill, paperjam_kel
    | \d+(?:\.\d+)*[^\W\d_]{0,2}(?!\w)                # 3, 6.0.1, 7E
    | &
    """,
    re.VERBOSE,
)
_SENTENCE_START = re.compile(r"(?:^|[\n.!?…:|•]|\n\s*(?:[-*]|\d+[.)]))[\s\"“”„«»'‘’(\[–—-]*$")
_MODEL = re.compile(r"[A-Z]{1,4}-?\d[\w-]*|\d+\.\d+\.\d+\w*|\d{1,3}[A-Z](?![\w])")
_INNER = re.compile(r"[a-z]+[A-Z]|\w+_\w")
_NUMBER = re.compile(r"\d+(?:\.\d+)*[A-Za-z]?\Z")
_ABBREVIATION = re.compile(r"(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Prof|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Rev|Jr|Sr|Mx)\Z")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_UNIT_AFTER = re.compile(
    r"\s?(?:%|per\s?cent|percent|million|billion|thousand|hundred|euros?|dollars?|pounds?|crowns?|francs?|kg|km|mm|cm|"
    r"m\b|g\b|GB|MB|TB|hours?|minutes?|seconds?|days?|weeks?|months?|years?|inch|°|pm\b|am\b|[ap]\.m|points?|people|"
    r"times|cents|copies|percent|goals?|votes?|seats?|jobs?|units?|tonnes?|tons?|litres?|liters?|miles?|metres?|meters?)"
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday".split()
)
_OF_HEADS = frozenset(
    "university bank department house ministry council institute school board bureau office league church city "
    "association museum academy college order court state states kingdom republic isle port cape union society game "
    "lord god call heroes".split()
)
_NOT_STANDALONE = frozenset("i a am pm tv pc us uk eu un ceo cfo cto coo pdf q&a faq ok usb api".split())
_LINKED = re.compile(r"[ \u00a0]|\. ")


@lru_cache(maxsize=4)
def find_names(text: str) -> tuple[Name, ...]:
    """The names of an article, in order; each carries the kind that all its places in the text speak for.

    Words that only open a sentence, months, weekdays and titles before a name are left out.

    >>> [(n.text, n.kind.value) for n in find_names("Imke Sollander, chief of Norvia AG, lives in Teyrn.")]
    [('Imke Sollander', 'person'), ('Norvia AG', 'organisation'), ('Teyrn', 'place')]
    """
    found = _sequences(text)
    kinds = kinds_of(text, found)
    return tuple(Name(Span(f.start, f.stop), f.text, kinds[f.text]) for f in found)


@dataclass(slots=True)
class _Token:
    start: int
    stop: int
    text: str
    lower: str
    is_opening: bool
    is_heading: bool


def _sequences(text: str) -> list[Found]:
    """Runs of words that look like names, trimmed of openers and titles."""
    tokens = _tokens(text)
    small = Counter(token.lower for token in tokens if token.text[0].islower())
    inner = Counter(t.text for t in tokens if t.text[0].isupper() and not t.is_opening and not t.is_heading)
    runs = [_trim(run, small, inner) for run in _runs(text, tokens)]
    runs = [run for run in runs if run]
    parts: Counter[str] = Counter()
    for run in runs:
        if len(run) > 1:
            parts.update({_bare(token.text) for token in run})
    found = []
    for run in runs:
        if _stands(run, small, inner, parts):
            start, stop = run[0].start, run[-1].stop
            written = _POSSESSIVE.sub("", text[start:stop])
            found.append(Found(start, start + len(written), written, run[0].is_opening))
    return found


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word)


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    headings = _heading_lines(text)
    heading = 0
    stop_before = 0
    for match in _TOKEN.finditer(text):
        start, stop, word = match.start(), match.end(), match.group()
        while heading < len(headings) and headings[heading][1] <= start:
            heading += 1
        in_heading = heading < len(headings) and headings[heading][0] <= start
        gap = text[stop_before:start]
        opening = not tokens or (gap not in (" ", ", ") and _opens(text, start, stop_before, tokens[-1].text))
        tokens.append(_Token(start, stop, word, word.lower(), opening, in_heading))
        stop_before = stop
    return tokens


def _opens(text: str, start: int, stop_before: int, before: str) -> bool:
    """Whether the word at `start` begins a sentence, a line or a quotation."""
    gap = text[stop_before:start]
    if gap.startswith(". ") and _ABBREVIATION.match(before):
        return False
    return any(mark in gap for mark in '\n.!?…:|•"“„«') or gap.endswith(("'", "‘"))


def _heading_lines(text: str) -> list[tuple[int, int]]:
    """Lines in Title Case or CAPITALS: their capitals prove nothing."""
    found = []
    start = 0
    for line in text.split("\n"):
        stop = start + len(line)
        if 12 < len(line) < 200:
            long = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
            if len(long) > 3 and sum(word[0].isupper() for word in long) / len(long) > 0.7:
                found.append((start, stop))
        start = stop + 1
    return found


def _runs(text: str, tokens: list[_Token]) -> list[list[_Token]]:
    runs: list[list[_Token]] = []
    index, count = 0, len(tokens)
    while index < count:
        token = tokens[index]
        if not _begins(token):
            index += 1
            continue
        run = [token]
        index += 1
        while index < count:
            step = _step(text, run, tokens, index)
            if not step:
                break
            run += tokens[index : index + step]
            index += step
        runs.append(run)
    return runs


def _begins(token: _Token) -> bool:
    word = token.text
    if word[0].isupper():
        return token.lower not in _MONTHS
    return bool(_MODEL.fullmatch(word) or _INNER.match(word))


def _step(text: str, run: list[_Token], tokens: list[_Token], index: int) -> int:
    """How many tokens from `index` on join the run; 0 where it ends."""
    last, token = run[-1], tokens[index]
    gap = text[last.stop : token.start]
    if last.text.endswith(("'s", "’s")) and not (token.text[0].isupper() and len(run) == 1 and _is_saint(run)):
        return 0
    if gap == ". " and _ABBREVIATION.match(last.text) and token.text[0].isupper():
        return 1
    if gap not in (" ", "\u00a0"):
        return 0
    word = token.text
    if word[0].isupper() and token.lower not in _MONTHS:
        return 1
    if _NUMBER.match(word) or _MODEL.fullmatch(word):
        return 1 if _is_model_number(text, last, token) else 0
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None or not following.text[0].isupper() or text[token.stop : following.start] != " ":
        return 0
    if following.lower in _MONTHS:
        return 0
    if token.lower in words("cues", "particles") or word == "&":
        return 2
    if word == "of" and last.lower in _OF_HEADS:
        return 2
    if word == "and" and following.lower in ("sons", "daughters", "brothers", "partners", "co"):
        return 2
    if word in ("of", "and") and index + 2 < len(tokens) and following.lower == "the":
        return 0
    return 0


def _is_saint(run: list[_Token]) -> bool:
    return run[0].text in ("St", "Saint")


def _is_model_number(text: str, last: _Token, token: _Token) -> bool:
    if last.lower in _MONTHS or (last.lower in words("cues", "not_names") and last.lower not in ("beta", "alpha")):
        return False
    if len(token.text) == 4 and token.text[:2] in ("19", "20"):
        return False
    return not _UNIT_AFTER.match(text, token.stop)


def _trim(run: list[_Token], small: Counter[str], inner: Counter[str]) -> list[_Token]:
    """The run without openers and titles in front and without trailing figures of speech."""
    not_names, titles = words("cues", "not_names"), words("cues", "titles")
    while len(run) > 1:
        first = run[0]
        lower = _bare(first.lower)
        if lower in titles or (lower in words("roles", "heads") and run[1].text[0].isupper()):
            run = run[1:]
        elif lower in not_names and (first.is_opening or not inner[first.text] or lower in ("the", "a", "an")):
            if lower == "the" and not first.is_opening and len(run) > 1:
                break
            run = run[1:]
        elif first.is_opening and small[lower] and not inner[first.text] and run[1].text[0].isupper():
            run = run[1:]
        else:
            break
    return run


def _stands(run: list[_Token], small: Counter[str], inner: Counter[str], parts: Counter[str]) -> bool:
    if len(run) > 1:
        return True
    token = run[0]
    word, lower = _bare(token.text), _bare(token.lower)
    if lower in words("cues", "not_names") or lower in words("cues", "titles") or len(word) == 1:
        return False
    if lower in _NOT_STANDALONE:
        return False
    if _MODEL.fullmatch(word) or _INNER.match(word):
        return True
    if not token.is_opening and not token.is_heading:
        return True
    if small[lower]:
        return False
    return inner[token.text] + inner[word] > 0 or parts[word] > 0 or token.text.endswith(("'s", "’s"))


def learn_aliases(text: str, names: Sequence[Name]) -> dict[str, str]:
    """Other ways in which this text names something, each with the fullest name.

    Surname or first name alone, abbreviation in brackets, '("Norvia")', "formerly X", "now called X", a product
    without its maker. A short name that fits two full ones is left out.
    """
    aliases: dict[str, str] = {}
    _learn_stated(text, names, aliases)
    fuller: dict[str, set[str]] = defaultdict(set)
    written = {name.text for name in names}
    kinds = {name.text: name.kind for name in names}
    for full in written:
        for short in _shorter(full, kinds[full]):
            if short in written and short != full:
                fuller[short].add(full)
    for short, fulls in fuller.items():
        longest = max(fulls, key=len)
        if all(full in longest for full in fulls):
            aliases.setdefault(short, longest)
    return {short: _last(aliases, full) for short, full in aliases.items()}


def _last(aliases: dict[str, str], full: str) -> str:
    for _ in range(3):
        full = aliases.get(full, full)
    return full


def _shorter(full: str, kind: NameKind) -> list[str]:
    parts = full.split()
    if len(parts) < 2:
        return []
    if kind is NameKind.PERSON:
        return [" ".join(parts[cut:]) for cut in range(1, len(parts))] + [parts[0]]
    return [" ".join(parts[:cut]) for cut in range(1, len(parts))] + [
        " ".join(parts[cut:]) for cut in range(1, len(parts)) if parts[cut][0].isalpha()
    ]


_BRACKETED = re.compile(r"\s?\((?:the\s)?[\"“”'‘„«]?([A-Z][\w&.-]*(?: [A-Z0-9][\w&.-]*){0,3})[\"“”'’«»]?\)")
_FORMERLY = re.compile(
    r",? \(?(?:formerly|previously|once|until recently|earlier)(?: known as| called| named)? ([A-Z])"
)
_NOW = re.compile(r",? \(?(?:now|since renamed|later)(?: known as| called| named| renamed)? ([A-Z])")
_KNOWN_AS = re.compile(r",? \(?(?:also |better |hereinafter )?(?:known|referred to) as [\"“‘']?([A-Z])")


def _learn_stated(text: str, names: Sequence[Name], aliases: dict[str, str]) -> None:
    starts = {name.span.start: name.text for name in names}
    for name in names:
        bracket = _BRACKETED.match(text, name.span.stop)
        if bracket and bracket.group(1) != name.text and _abbreviates(bracket.group(1), name.text):
            aliases[bracket.group(1)] = name.text
        for pattern, is_new_first in ((_FORMERLY, True), (_KNOWN_AS, True), (_NOW, False)):
            match = pattern.match(text, name.span.stop)
            other = starts.get(match.start(1)) if match else None
            if other and other != name.text:
                aliases[other if is_new_first else name.text] = name.text if is_new_first else other


def _abbreviates(short: str, full: str) -> bool:
    """Whether the words in brackets stand for the name before them.

    >>> _abbreviates("CISR", "Caldera Institute for Space Research"), _abbreviates("Meridian", "Carrowmede Foods")
    (True, False)
    """
    if short in full:
        return True
    letters = short.replace(".", "").replace("&", "").lower()
    initials = "".join(part[0] for part in re.split(r"[\s-]+", full) if part[0].isalnum()).lower()
    rest = iter(initials)
    return len(letters) > 1 and letters.isalpha() and all(letter in rest for letter in letters)
