"""One article as the question path sees it: its words once, its sentences as lists of word numbers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Sentence, Token, spell_word, spell_words, tokenize, tokenize_part
from knowledge.language.vectors import load_vectors
from knowledge.language.wordclasses import NUMBER_WORDS, is_number, tag
from knowledge.model import Article, Span


@dataclass(eq=False)
class Line:
    """A sentence with its words; what is asked of few sentences is reckoned when it is asked for."""

    sentence: Sentence
    words: Sequence[str]
    """As written."""
    spelled: Sequence[tuple[str, str]]
    """Each word folded, and its stem."""
    ids: NDArray[np.int32]
    """The numbers of the words among the view's unique words, in order."""
    heading: int | None = None
    """The line (question or heading) that this one stands under."""
    speaker: str = ""
    """Whose words these are, where the sentence is inside a quotation."""
    is_plain: bool = True
    """Whether all its words are numbered by what they look like."""

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words with their places in the article's text."""
        return tokenize_part(self.sentence.text, self.sentence.span.start)

    @cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """Where the words begin in the article's text, and where they end."""
        text, shift = self.sentence.text, self.sentence.span.start
        starts, stops, at = list[int](), list[int](), 0
        for word in self.words:
            at = text.index(word, at)  # between two words nothing stands that a word may begin with
            starts.append(shift + at)
            at += len(word)
            stops.append(shift + at)
        return starts, stops

    def inside(self, span: Span) -> list[int]:
        """The words that lie wholly in a span of the article's text, by their places in the sentence."""
        starts, stops = self.edges
        return list(range(bisect_left(starts, span.start), bisect_right(stops, span.stop)))

    def meeting(self, span: Span) -> list[int]:
        """The words of which a character lies in a span of the article's text, by their places in the sentence."""
        starts, stops = self.edges
        return list(range(bisect_right(stops, span.start), bisect_left(starts, span.stop)))

    @cached_property
    def tags(self) -> str:
        """One tag letter for each word."""
        return tag(self.tokens)

    @property
    def norms(self) -> list[str]:
        """The words folded."""
        return [norm for norm, _ in self.spelled]

    @property
    def stems(self) -> str:
        """The stems with a space around each, for finding phrases."""
        return f" {' '.join([stem for _, stem in self.spelled])} "

    @cached_property
    def gaps(self) -> list[float]:
        """How far each word is from the next, in words; the boundary of a clause lengthens the way."""
        text, shift = self.sentence.text, self.sentence.span.start
        starts, stops = self.edges
        return [1 + _boundary(text[a - shift : b - shift]) for a, b in zip(stops, starts[1:], strict=False)]


@dataclass
class ArticleView:
    """An article's words, sentences and title, ready to be matched."""

    article: Article
    text: str
    """The repaired text; spans of lines lie in it."""
    norms: list[str] = field(default_factory=list)
    stems: list[str] = field(default_factory=list)
    title_ids: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    title_stems: str = ""
    """The title's stems with a space around each."""
    lines: list[Line] = field(default_factory=list)
    columns: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    """The `ids` of all lines, end to end, each line closed by a -1."""
    starts: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    """Where each line begins in `columns`."""
    numbers: dict[str, int] = field(default_factory=dict)
    by_stem: dict[str, list[int]] = field(default_factory=dict)
    worded: dict[int, Any] = field(default_factory=dict)
    """By the number of a line, its words as the reader met them."""
    names: dict[str, float] | None = None
    """The rare ones of its proper words, each with its rarity, once they were asked for."""

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """The row of each unique word among the word vectors."""
        return load_vectors().rows(self.norms)

    def rows_of(self, line: Line) -> NDArray[np.int64]:
        """The row of each word of a line among the word vectors, whatever the word is meant as."""
        return self.rows[line.ids] if line.is_plain else load_vectors().rows(line.norms)

    @cached_property
    def line_stems(self) -> str:
        """The stems of all lines, one under the other."""
        return "\n".join([f" {' '.join([stem for _, stem in line.spelled])} " for line in self.lines])

    @cached_property
    def proper(self) -> frozenset[str]:
        """Folded words that the article writes with a capital only, as parts of names."""
        return _proper(self)

    def number(self, spelled: Iterable[tuple[str, str]]) -> list[int]:
        """The numbers of words, folded and with their stems; a number is given out at a word's first sight."""
        numbers, found = self.numbers, []
        for norm, stem in spelled:
            number = numbers.get(norm)
            if number is None:
                number = numbers[norm] = len(self.norms)
                self.norms.append(norm)
                self.stems.append(stem)
                self.by_stem.setdefault(stem, []).append(number)
            found.append(number)
        return found


_END = -1
_LABEL = lazy_pattern(r"^(?:[^\s:]+ ){0,3}[^\s:]+:\s")


def heading_of(article: Article) -> str:
    """What stands over an article: its title, and the source, which often names who it is about."""
    return f"{article.title} · {article.source}" if article.source else article.title


_CLAUSE_STEPS = 3
"""How many words' distance a clause boundary is worth."""


def _boundary(between: str) -> float:
    """What the text between two words adds to their distance."""
    if not between or between == " ":
        return 0.0
    return _CLAUSE_STEPS if any(mark in between for mark in ",;:()–—") else 0.0


COUNTED = "#"
"""Put before a number that dates, prices or measures: "line 9" is not met by "9 September" nor by "nine days"."""


def make_view(
    article: Article, text: str, sentences: Sequence[Sentence], *, counted: Sequence[Span] = ()
) -> ArticleView:
    """The view of an article whose repaired text falls into these sentences.

    counted: the spans of its times and amounts; a number in them names nothing.
    """
    view = ArticleView(article, text)
    heading_text = heading_of(article)
    title = as_compounds(tokenize(heading_text), heading_text)
    view.title_ids = np.array(view.number([(token.norm, token.stem) for token in title]), np.int32)
    view.title_stems = f" {' '.join([token.stem for token in title])} "
    heading: int | None = None
    heading_paragraph = -1
    numbers: list[int] = []
    inside = _by_sentence(sentences, counted)
    for sentence in sentences:
        if heading is not None and sentence.paragraph > heading_paragraph + 1:
            heading = None
        line = Line(sentence, *spell_words(sentence.text), view.columns, heading)
        meant = _meant(line, inside.get(sentence.number, ()))
        line.is_plain = meant is line.spelled
        numbers += view.number(meant)
        numbers.append(_END)
        view.lines.append(line)
        if is_heading(sentence.text):
            heading, heading_paragraph = len(view.lines) - 1, sentence.paragraph
            line.heading = None
    _lay_end_to_end(view, numbers)
    return view


def _by_sentence(sentences: Sequence[Sentence], spans: Iterable[Span]) -> dict[int, list[Span]]:
    """By the number of a sentence, the spans that meet it."""
    starts = [sentence.span.start for sentence in sentences]
    found: dict[int, list[Span]] = {}
    for span in spans:
        for sentence in sentences[max(0, bisect_right(starts, span.start) - 1) : bisect_left(starts, span.stop)]:
            if span.meets(sentence.span):
                found.setdefault(sentence.number, []).append(span)
    return found


def _lay_end_to_end(view: ArticleView, numbers: Sequence[int]) -> None:
    """Give the lines their part of the words' numbers of all lines."""
    view.columns = np.array(numbers, np.int32)
    starts = [0, *accumulate(len(line.words) + 1 for line in view.lines)]
    view.starts = np.array(starts[:-1], np.int64)
    for line, (start, stop) in zip(view.lines, pairwise(starts), strict=True):
        line.ids = view.columns[start : stop - 1]


def _meant(line: Line, counted: Sequence[Span]) -> Sequence[tuple[str, str]]:
    """The words of a line, folded and with their stems; under a name of their own those that do not name what they
    look like.

    counted: the spans of times and amounts that meet the line.
    """
    text, start = line.sentence.text, line.sentence.span.start
    norms, found = line.norms, line.spelled
    if counted and (not NUMBER_WORDS.isdisjoint(norms) or any(map(str.isdigit, norms))):  # where words stand costs time
        found = list(found)
        for place in sorted({place for span in counted for place in line.inside(span)}):
            norm, stem = found[place]
            if is_number(norm):
                found[place] = COUNTED + norm, COUNTED + stem
    if "." in text[:-1]:  # few sentences have one inside, and an address does
        for address in _ADDRESSES.finditer(text):
            found = list(found)
            for place in line.inside(Span(start + address.start(), start + address.end())):
                norm, stem = found[place]
                found[place] = f"@{norm}", f"@{stem}"
    if _CHANGES.isdisjoint(norms):
        return found
    seen = [token._replace(norm=norm, stem=stem) for token, (norm, stem) in zip(line.tokens, found, strict=True)]
    return [(token.norm, token.stem) for token in as_compounds(seen, text, start)]


_ADDRESSES = lazy_pattern(
    r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|io|app|dev|gov|edu|example|eu|uk|de|fr|it|es|nl|at|ch|be)\b"
)
"""Names of sites, in links and mails too: their parts name nothing, "acme-fair.org" is not the fair; a path may."""

_CHANGES = frozenset("semi quarter non anti ex vice".split())
_APART = frozenset("semi quarter".split())


def as_compounds(tokens: Sequence[Token], text: str, shift: int = 0) -> Sequence[Token]:
    """Words of a text, those that a prefix makes another word of under a name of their own: a semi-final is no final.

    shift: where in the tokens' counting the text begins.
    """
    if _CHANGES.isdisjoint([token.norm for token in tokens]):
        return tokens
    found = list(tokens)
    for n, (before, token) in enumerate(pairwise(tokens), start=1):
        if before.norm in _CHANGES:
            between = text[before.span.stop - shift : token.span.start - shift]
            if between in ("-", "‐", "‑") or (
                between == " " and before.norm in _APART and token.norm.startswith("final")
            ):
                found[n] = token._replace(norm=f"{before.norm}-{token.norm}", stem=f"{before.norm}-{token.stem}")
    return found


def _proper(view: ArticleView) -> frozenset[str]:
    """Words written with a capital (or a digit) wherever they stand, and somewhere not at the start of a sentence."""
    words = set[str]().union(*[line.words for line in view.lines])
    later = set[str]().union(*[line.words[1:] for line in view.lines])
    small = {spell_word(word)[0] for word in words if word[0].islower()}
    inner = {spell_word(word)[0] for word in later if word[0].isupper()}
    title = tokenize(view.article.title)
    if sum(t.text[0].isupper() for t in title) <= len(title) / 2:
        inner.update(t.norm for t in title[1:] if t.text[0].isupper())
    return frozenset(inner - small)


def is_heading(text: str) -> bool:
    """Whether a line is a question or a verbless heading over what follows, not a statement itself."""
    if text.endswith("?") and not text.startswith(('"', "“")):
        return len(text.split()) <= 14
    if text[-1:] in '.!:;"”“' and not text.endswith(":"):
        return False
    words = text.split()
    return len(words) <= 6 and not text.startswith("-") and ":" not in text[:-1] and not re.search(r"\d", text)
