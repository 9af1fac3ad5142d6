"""Runs of words in a text that are written like names; it knows nothing of what they name."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from knowledge.language.patterns import lazy_pattern
from knowledge.language.vectors import load_vectors
from knowledge.language.wordclasses import usual_tag
from knowledge.language.wordlists import lines, words


@dataclass(slots=True)
class Token:
    """A word that may begin or continue a name."""

    start: int
    stop: int
    text: str
    lower: str
    is_opening: bool
    """Whether it opens a sentence, a line or a quotation, where anything has a capital."""
    is_heading: bool
    """Whether it stands in a line of Title Case or CAPITALS."""
    is_capital: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text written like a name."""

    start: int
    stop: int
    text: str


_TOKEN = lazy_pattern(
    r"""(?<![\w'’])(?:
      (?:[A-Z]\.){2,}                                         # U.S., J.K.
    | [^\W\da-zß-öø-ÿ_]\w*(?:[-'’&./](?=\w)\w+|['’](?!\w))*   # Osgood-Hale, O'Neill, X3, Bakers'
    | [a-z]+[A-Z]\w* | [a-z]\w*_\w+                           # iPhone, inkblot_joe
    | \d+(?:\.\d+)*[^\W\d_]{0,2}(?!\w)                        # 3, 6.0.1, 7E
    | (?:of|for|the|and|van|von|der|den|de|del|della|la|le|du|da|di|dos|das|bin|ibn|al|el|ten|ter|zu|zur|af|av|y)(?!\w)
    | &(?=\s)
    )""",
    re.VERBOSE,
)
_SMALL_WORD = lazy_pattern(r"(?<![\w'’-])[a-zß-öø-ÿ]\w+(?:['’-]\w+)*(?![\w@/]|\.\w)")
_LONGEST = 10
"""No name has more words."""
_OPENERS = "\n.!?…:|•"
_SKIPPED = " \t\u00a0\"“”„«»'‘’([–—-*"
_QUOTES = "\"“„«'‘"
_MODEL = lazy_pattern(r"[A-Z]{1,4}-?\d[\w-]*|\d+\.\d+\.\d{1,3}(?!\d)[a-z]*|\d{1,3}[A-Z]")
_INNER = lazy_pattern(r"[a-z]+[A-Z]|\w+_\w")
_NUMBER = lazy_pattern(r"\d+(?:\.\d+)*[A-Za-z]?\Z")
_ABBREVIATION = lazy_pattern(r"(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Prof|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Rev|Jr|Sr|Mx)\Z")
_POSSESSIVE = lazy_pattern(r"['’]s?\Z")
_UNIT_AFTER = lazy_pattern(
    r"\s?(?:%|per\s?cent|million|billion|thousand|hundred|euros?|dollars?|pounds?|crowns?|francs?|kg|km|mm|cm|"
    r"m\b|g\b|GB|MB|TB|hours?|minutes?|seconds?|days?|weeks?|months?|years?|inch|°|pm\b|am\b|[ap]\.m|points?|people|"
    r"times|cents|copies|goals?|votes?|seats?|jobs?|units?|tonnes?|tons?|lit(?:re|er)s?|miles?|met(?:re|er)s?)"
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday".split()
)
_NAMES_TOO = frozenset("may april june august jan jun mar".split())
_OF_HEADS = frozenset(
    "university bank department house ministry council institute school board bureau office league church city centre "
    "association museum academy college order court state states kingdom republic isle port cape union society game "
    "lord god call heroes foundation fund committee center agency".split()
)
_NOT_STANDALONE = frozenset("i a am pm tv pc us uk eu un ceo cfo cto coo pdf q&a faq ok usb api".split())
_SMALLEST = frozenset("a an the of to in on at by for from with and or but nor as is be vs via over after".split())
_NUMBER_WORDS = frozenset("beta alpha line bus platform gate terminal chapter season".split())


def find_runs(text: str) -> list[Run]:
    """The runs of a text, in order, without openers and titles in front of them."""
    tokens = _tokens(text)
    small = frozenset(_SMALL_WORD.findall(text))
    inner = Counter(t.text for t in tokens if t.is_capital and not t.is_opening and not t.is_heading)
    raw = _raw_runs(text, tokens)
    runs = [run for tokens in raw if not tokens[0].is_heading and (run := _trim(tokens, small, inner))]
    parts = frozenset(bare(token.text) for run in runs if len(run) > 1 for token in run)
    standing = [run for run in runs if _stands(run, small, inner, parts)]
    known = {tuple(bare(token.text) for token in run) for run in standing}
    standing += [run for tokens in raw if tokens[0].is_heading for run in _known_runs(tokens, known)]
    found = []
    for run in sorted(standing, key=lambda run: run[0].start):
        start = run[0].start
        written = bare(text[start : run[-1].stop])
        found.append(Run(start, start + len(written), written))
    return found


def _known_runs(tokens: list[Token], known: set[tuple[str, ...]]) -> list[list[Token]]:
    """The names of a heading: where everything has a capital, only what is a name elsewhere in the text."""
    found, index = [], 0
    while index < len(tokens):
        longest = next(
            (size for size in range(5, 0, -1) if tuple(bare(t.text) for t in tokens[index : index + size]) in known), 0
        )
        if longest and index + longest <= len(tokens):
            found.append(tokens[index : index + longest])
        index += longest or 1
    return found


def bare(word: str) -> str:
    """The word without a possessive ending.

    >>> bare("Norvia’s"), bare("Bakers'")
    ('Norvia', 'Bakers')
    """
    return _POSSESSIVE.sub("", word) if word[-1:] in "s'’" else word


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    headings = _heading_lines(text)
    heading = 0
    for match in _TOKEN.finditer(text):
        start, stop, word = match.start(), match.end(), match.group()
        while heading < len(headings) and headings[heading][1] <= start:
            heading += 1
        in_heading = heading < len(headings) and headings[heading][0] <= start
        opens = _opens(text, start, tokens[-1] if tokens else None)
        tokens.append(Token(start, stop, word, word.lower(), opens, in_heading, word[0].isupper()))
    return tokens


def _opens(text: str, start: int, before: Token | None) -> bool:
    """Whether the word at `start` begins a sentence, a line or a quotation."""
    at = start - 1
    while at >= 0 and text[at] in _SKIPPED:
        if text[at] in _QUOTES:
            return True
        at -= 1
    if at < 0:
        return True
    if text[at] == "." and before is not None and before.stop == at and _ABBREVIATION.match(before.text):
        return False
    return text[at] in _OPENERS


def _heading_lines(text: str) -> list[tuple[int, int]]:
    """Lines in Title Case or CAPITALS: their capitals prove nothing."""
    found = []
    start = 0
    for line in text.split("\n"):
        stop = start + len(line)
        if _is_capitals(line) or _is_title_case(line):
            found.append((start, stop))
        start = stop + 1
    return found


def _is_capitals(line: str) -> bool:
    return line.isupper() and line.count(" ") < 12


def _is_title_case(line: str) -> bool:
    """Whether all words of a line but the smallest have a capital."""
    if not 12 < len(line) < 200 or ". " in line or ": " in line:
        return False
    counted = [word for word in line.split() if word[0].isalpha() and word.lower() not in _SMALLEST]
    return len(counted) > 3 and sum(word[0].islower() for word in counted) <= 0.15 * len(counted)


def _raw_runs(text: str, tokens: list[Token]) -> list[list[Token]]:
    runs: list[list[Token]] = []
    index, count = 0, len(tokens)
    while index < count:
        token = tokens[index]
        index += 1
        if not _begins(text, token) and not _is_weekly(tokens, index - 1):
            continue
        run = [token]
        while index < count and len(run) < _LONGEST:
            step = _step(text, run, tokens, index)
            if not step:
                break
            run += tokens[index : index + step]
            index += step
        runs.append(run)
    return runs


def _begins(text: str, token: Token) -> bool:
    if token.is_capital:
        return token.lower not in _MONTHS and text[token.stop : token.stop + 1] not in ("$", "€", "£")
    return bool(_MODEL.fullmatch(token.text) or _INNER.match(token.text))


def _is_weekly(tokens: list[Token], index: int) -> bool:
    """Whether a weekday opens a name: "Sunday Times"."""
    if not tokens[index].is_capital or index + 1 >= len(tokens):
        return False
    following = tokens[index + 1]
    return following.start == tokens[index].stop + 1 and following.lower in words("cues", "organisations")


def _step(text: str, run: list[Token], tokens: list[Token], index: int) -> int:
    """How many tokens from `index` on join the run; 0 where it ends."""
    last, token = run[-1], tokens[index]
    gap = text[last.stop : token.start]
    if last.text.endswith(("'s", "’s", "s'", "s’")) and not _is_proper_possessive(token):
        return 0
    if gap == ". " and token.is_capital and _ABBREVIATION.match(last.text):
        return 1
    if gap not in (" ", "\u00a0"):
        return 0
    if token.is_capital and (token.lower not in _MONTHS or _is_month_like_name(text, last, token)):
        return 1
    if token.text[0].isdigit():
        return 1 if _is_model_number(text, last, token) else 0
    return _linked(text, last, token, tokens, index)


def _is_month_like_name(text: str, last: Token, token: Token) -> bool:
    """Whether "Jun" in "Lei Jun" is a name: a word with a capital before it, no day behind it."""
    if token.lower not in _NAMES_TOO or last.lower in words("cues", "not_names") or last.text[0].isdigit():
        return False
    return not re.match(r"\.? ?\d", text[token.stop : token.stop + 3])


def _linked(text: str, last: Token, token: Token, tokens: list[Token], index: int) -> int:
    """The length of a link such as "van", "of" or "& Sons" with the name behind it."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None or text[token.stop : following.start] != " ":
        return 0
    further = tokens[index + 2] if index + 2 < len(tokens) else None
    is_far = further is not None and further.is_capital and text[following.stop : further.start] == " "
    if token.lower in ("of", "for") and last.lower in _OF_HEADS:
        if following.is_capital and following.lower not in _MONTHS:
            return 2
        return 3 if following.lower == "the" and is_far else 0
    if is_far and token.lower in words("cues", "particles") and following.lower in words("cues", "particles"):
        return 3
    if not following.is_capital or following.lower in _MONTHS:
        return 0
    if token.lower in words("cues", "particles") or token.text == "&":
        return 2
    return 2 if token.text == "and" and following.lower in ("sons", "daughters", "brothers", "partners", "co") else 0


def _is_proper_possessive(token: Token) -> bool:
    """Whether "Miller's" goes on as a name: "Field", "School", "Day"."""
    return token.is_capital and (
        token.lower in words("cues", "places") or token.lower in words("cues", "organisations")
    )


def _is_model_number(text: str, last: Token, token: Token) -> bool:
    if last.lower in _MONTHS or (last.lower in words("cues", "not_names") and last.lower not in _NUMBER_WORDS):
        return False
    if not _NUMBER.match(token.text) and not _MODEL.fullmatch(token.text):
        return False
    if len(token.text) == 4 and token.text[:2] in ("19", "20"):
        return False
    return not _UNIT_AFTER.match(text, token.stop)


def _trim(run: list[Token], small: frozenset[str], inner: Counter[str]) -> list[Token]:
    """The run without openers and titles in front; empty where it is a mere role or heading."""
    not_names, titles, heads = words("cues", "not_names"), words("cues", "titles"), words("roles", "heads")
    run = _behind_title(run)
    while len(run) > 1:
        first = run[0]
        lower = bare(first.lower)
        is_title = (lower in titles or lower in heads) and f"{lower} {run[1].lower}" not in lines("cues", "fixed")
        is_opener = lower in not_names and (first.is_opening or not inner[first.text] or lower in ("a", "an"))
        is_article = lower == "the" and not first.is_opening
        is_noun = first.is_opening and lower in small and not inner[first.text]
        if not (is_title or (is_opener and not is_article) or (is_noun and run[1].is_capital)):
            break
        run = run[1:]
    described = words("roles", "modifiers")
    if all(token.lower in described or token.lower in heads for token in run):
        return []
    return run


def _behind_title(run: list[Token]) -> list[Token]:
    """What follows a title inside the run: "Utah Gov. Ann O'Dell" names Ann O'Dell."""
    for at in range(len(run) - 2, -1, -1):
        pair = f"{run[at].lower} {run[at + 1].lower}"
        if run[at].lower in words("cues", "titles") and run[at + 1].is_capital and pair not in lines("cues", "fixed"):
            return run[at + 1 :]
    return run


def _stands(run: list[Token], small: frozenset[str], inner: Counter[str], parts: frozenset[str]) -> bool:
    """Whether the run is a name, and no common word that merely opens a sentence."""
    if len(run) > 1:
        return True
    token = run[0]
    word, lower = bare(token.text), bare(token.lower)
    if lower in words("cues", "not_names") or lower in words("cues", "titles") or len(word) < 2:
        return False
    if lower in _NOT_STANDALONE:
        return False
    if _MODEL.fullmatch(word) or _INNER.match(word):
        return True
    if not token.is_opening and not token.is_heading:
        return True
    if lower in small:
        return False
    if inner[token.text] + inner[word] > 0 or word in parts or token.text.endswith(("'s", "’s")):
        return True
    return not token.is_heading and is_proper(lower)


@lru_cache(maxsize=4096)
def is_proper(word: str) -> bool:
    """Whether a word in lower case is no common English word, or usually a name.

    >>> is_proper("tickets"), is_proper("norvia")
    (False, True)
    """
    if not word.isalpha():
        return False
    return load_vectors().find(word) is None or usual_tag(word) == "P"
