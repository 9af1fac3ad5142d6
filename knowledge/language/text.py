"""Normalising, repair of glued words, sentences, tokens, stems: strings in, spans out; knows no facts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span

_FOLDS = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "−": "-"}
)
_WORD = lazy_pattern(
    r"""(?:[A-Za-z]\.){2,}                     # U.S., a.m.
    | \d+(?:[.,:/]\d+)*(?:[^\W\d_]+\d*)?       # 31,500  6.0.1  14/11/2024  7E  5l
    | [^\W\d_]+(?:\d[\w]*)?(?:['’][^\W\d_]+)*  # words, X3, don't, Tanner's
    """,
    re.VERBOSE,
)
_SENTENCE_END = lazy_pattern(r"[.!?…][.!?…]*[\"”“’')\]»]*[.]?(?=\s)")
_ABBREVIATIONS = frozenset(
    "dr mr mrs ms prof st no nos vs e.g i.e inc ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec "
    "approx ca ref fig vol gen sen rep gov lt col sgt rev hon jr sr cf al est min max tel "
    "z.b bzw ca sra sr".split()
)
_AMBIGUOUS_END = frozenset("a.m p.m u.s u.k u.n e.u etc inc ltd co corp jr sr plc".split())
_STEMMER = Stemmer.Stemmer("english")


class Token(NamedTuple):
    """One word of a text: as written, folded (lower case, no accents, no possessive s) and its stem."""

    span: Span
    text: str
    norm: str
    stem: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text. number counts from 0 over the text, paragraph likewise."""

    number: int
    paragraph: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text in which glued words were parted; `original` leads back to the text as given."""

    text: str
    inserted: tuple[tuple[int, int], ...]
    """(position in `text`, number of characters put in there), in order."""

    def original(self, span: Span) -> Span:
        """The span in the text as given that `span` of the repaired text stands for."""
        return Span(self._back(span.start), self._back(span.stop)) if self.inserted else span

    def _back(self, position: int) -> int:
        shift = 0
        for at, count in self.inserted:
            if at >= position:
                break
            shift += min(count, position - at)
        return position - shift


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case, straight quotes, no accents, no possessive s.

    >>> fold("Café’s")
    'cafe'
    """
    word = word.translate(_FOLDS).casefold()
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    if word.endswith("'s"):
        word = word[:-2]
    return word.strip("'")


_APART = {"founding": "founded"}
_STEMS = frozenset({"founded", "takings"})
"""Words that their stem would make another: who founded a firm found nothing, and takings are not taken."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a folded word; words with digits stay as they are. Source: Snowball's English stemmer."""
    word = _APART.get(word, word)
    return str(_STEMMER.stemWord(word)) if word.isalpha() and word not in _STEMS else word


class SpelledWords(dict[str, tuple[str, str]]):
    """Words as written, each folded and with its stem; begun anew when there are too many.

    Each word of each article is looked up here: half of what the links of an lru_cache cost.
    """

    def __missing__(self, word: str) -> tuple[str, str]:
        if len(self) >= _MOST_SPELLED:
            self.clear()
        norm = word if word.isascii() and word.isalpha() and word.islower() else fold(word)
        found = self[word] = norm, stem(norm)
        return found


_MOST_SPELLED = 65536
spell_word = SpelledWords().__getitem__
"""A word folded, and its stem."""


@lru_cache(maxsize=1024)
def tokenize(text: str) -> tuple[Token, ...]:
    """The words and numbers of a text, in order; hyphenated words as their parts."""
    return tokenize_part(text, 0)


def tokenize_part(text: str, start: int) -> tuple[Token, ...]:
    """The same for a part of a longer text, in which it begins at `start`, and the words' places are counted."""
    tokens = []
    for match in _WORD.finditer(text):
        word = match.group()
        norm, stemmed = spell_word(word)
        if norm:
            tokens.append(Token(Span(start + match.start(), start + match.end()), word, norm, stemmed))
    return tuple(tokens)


@lru_cache(maxsize=256)
def spell(text: str) -> tuple[tuple[str, str], ...]:
    """The words that `tokenize` finds, each folded and with its stem: quicker, for their places are not kept."""
    return tuple([spelled for spelled in map(spell_word, _WORD.findall(text)) if spelled[0]])


def spell_words(text: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The words that `tokenize` finds: as written; and each folded and with its stem."""
    words = _WORD.findall(text)
    spelled = list(map(spell_word, words))
    if _NOTHING in spelled:
        words = [word for word, found in zip(words, spelled, strict=True) if found != _NOTHING]
        spelled = [found for found in spelled if found != _NOTHING]
    return words, spelled


_NOTHING = ("", "")
"""What is left of a word of quotation marks only."""

_GLUED_TAILS = (
    ("probably", " "),
    ("although", " "),
    ("because", " "),
    ("while", " "),
    ("since", " "),
    ("which", " "),
    ("where", " "),
    ("they", ", "),
    ("when", " "),
    ("she", ", "),
    ("the", ", "),
    ("and", " "),
    ("but", ", "),
    ("he", ", "),
    ("it", ", "),
    ("we", ", "),
    ("an", ", "),
    ("a", ", "),
)
_TAILS = tuple(tail for tail, _ in _GLUED_TAILS)
_AFTER_PRONOUN = frozenset(
    "is was has have had will would can could may might must should did does do seems seem said says then also "
    "added adds explained declared wrote told are were not never looks appears goes comes remains".split()
)
_PRONOUNS = frozenset("it he she they we".split())
_LEGAL_FORMS = frozenset("AG GmbH Ltd Inc plc SA SpA BV NV KG AB AS Oy LLC".split())
_ENDINGS = "|".join(sorted({tail[-2:] for tail, _ in _GLUED_TAILS if len(tail) > 1}))
_GLUE = lazy_pattern(rf"(?<![^\W\d_])([^\W\d_]{{4,}}+)(?<={_ENDINGS}|\wa)(?=\s+([^\W\d_]+))")


def repair(text: str, is_known: Callable[[str], bool], *, title: str = "") -> Repaired:
    """The text with glued words parted ("a Julyit seems" → "a July, it seems"); nothing else is changed.

    A word is parted only if it is unknown, stands once in the text, and is a known word, a legal form or a name that
    stands elsewhere in text or title, followed by a pronoun, an article or a conjunction that fits what comes next.
    """
    counts: Counter[str] | None = None
    pieces, inserted, done, grown = [], [], 0, 0
    for match in _GLUE.finditer(text):
        word, following = match.groups()
        if not word.endswith(_TAILS) or following[0].isupper() or is_known(word.casefold()):
            continue
        if counts is None:
            counts = Counter(re.findall(r"[^\W\d_]+", f"{text} {title}"))
        cut = _glued_at(word, following, counts, is_known)
        if cut is None:
            continue
        at, filler = match.start() + cut[0], cut[1]
        pieces += [text[done:at], filler]
        inserted.append((at + grown, len(filler)))
        done, grown = at, grown + len(filler)
    return Repaired("".join([*pieces, text[done:]]), tuple(inserted))


def _glued_at(
    word: str, following: str, counts: Counter[str], is_known: Callable[[str], bool]
) -> tuple[int, str] | None:
    if counts[word] > 1:
        return None
    for tail, filler in _GLUED_TAILS:
        head = word[: -len(tail)]
        if not word.endswith(tail) or len(head) < 2:
            continue
        if tail in _PRONOUNS and following.casefold() not in _AFTER_PRONOUN:
            continue
        named = head in _LEGAL_FORMS or counts[head] > 0
        if named or (len(head) > 3 and is_known(head.casefold())):
            return len(head), filler
    return None


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order; a line that ends a block, a bullet or a label starts a new one."""
    found: list[Sentence] = []
    for paragraph, block in enumerate(_blocks(text)):
        for span in _sentences_of(text, block):
            found.append(Sentence(len(found), paragraph, span, span.of(text)))
    return tuple(found)


_MONTH = lazy_pattern(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)(?![^\W_])"
)
_BLANK_LINES = lazy_pattern(r"\n\s*\n")
_BULLET = lazy_pattern(r"\s*(?:[-*•–·]|\d{1,2}[.)])\s+")


def _blocks(text: str) -> list[Span]:
    """The paragraphs of a text, without the white space around them."""
    edges, at = [], 0
    for match in _BLANK_LINES.finditer(text):
        edges.append((at, match.start()))
        at = match.end()
    edges.append((at, len(text)))
    return [span for start, stop in edges if (span := _strip(text, start, stop)).start < span.stop]


def _strip(text: str, start: int, stop: int) -> Span:
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return Span(start, stop)


def _sentences_of(text: str, block: Span) -> list[Span]:
    spans = []
    for line in _lines(text, block):
        start = line.start
        for match in _SENTENCE_END.finditer(text, line.start, line.stop):
            if _ends_sentence(text, match.start(), match.end(), line):
                spans.append(_strip(text, start, match.end()))
                start = match.end()
        spans.append(_strip(text, start, line.stop))
    return [span for span in spans if span.start < span.stop]


def _lines(text: str, block: Span) -> list[Span]:
    """The lines of a paragraph, hard-wrapped ones joined."""
    lines, start = [], block.start
    for match in re.compile(r"\n").finditer(text, block.start, block.stop):
        ahead = text[match.end() : block.stop].lstrip()
        wrapped = ahead[:1].islower() and match.start() - start > 40 and not _BULLET.match(ahead)
        if not wrapped:
            lines.append(_strip(text, start, match.start()))
            start = match.end()
    lines.append(_strip(text, start, block.stop))
    return lines


def _ends_sentence(text: str, start: int, stop: int, line: Span) -> bool:
    following = text[stop : line.stop].lstrip()
    if not following:
        return True
    first = following[0]
    if first.islower():
        return False
    if text[start] != "." or text[start : start + 2] in ("..", ".…"):
        return True
    before = text[max(line.start, start - 12) : start]
    word = re.split(r"[\s(\[\"“]", before)[-1]
    if stop - start > 1:
        return True
    if word.isdigit() and len(word) < 3 and _MONTH.match(following):
        return False  # "on the 2. April"
    folded = word.casefold()
    if folded in _AMBIGUOUS_END:
        return first.isupper() and not re.match(r"(?:Pacific|Eastern|Central|Mountain|[A-Z]{2,4}\b)", following)
    if folded in _ABBREVIATIONS:
        # "nos. 2" and "Sept. 17" go on; "no. The" and "in the dec. We" are rare enough
        return False
    return not (len(word) == 1 and word.isupper() and word != "I" and line.start < start - 1)
