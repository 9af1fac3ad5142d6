"""One article as the question path sees it: its words once, its sentences as lists of word numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.language.text import Sentence, Token, tokenize, tokenize_part
from knowledge.model import Article, Span


@dataclass(slots=True)
class Line:
    """A sentence with its words: `ids` number into the view's unique words, in order."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    ids: NDArray[np.int32]
    stems: str
    """The stems with a space around each, for finding phrases."""
    heading: int | None = None
    """The line (question or heading) that this one stands under."""
    speaker: str = ""
    """Whose words these are, where the sentence is inside a quotation."""
    gaps: list[float] | None = None
    """How far each word is from the next, once it was asked for."""


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
    line_stems: str = ""
    """The stems of all lines, one under the other."""
    numbers: dict[str, int] = field(default_factory=dict)
    by_stem: dict[str, list[int]] = field(default_factory=dict)
    vectors: NDArray[np.float32] | None = None
    """One row per unique word, once they were asked for."""
    worded: dict[int, Any] = field(default_factory=dict)
    """By the number of a line, its words as the reader met them."""
    names: dict[str, float] | None = None
    """The rare ones of its proper words, each with its rarity, once they were asked for."""

    @cached_property
    def proper(self) -> frozenset[str]:
        """Folded words that the article writes with a capital only, as parts of names."""
        return _proper(self)

    def number(self, token: Token) -> int:
        """The number of a word, given out at its first sight."""
        found = self.numbers.get(token.norm)
        if found is None:
            found = self.numbers[token.norm] = len(self.norms)
            self.norms.append(token.norm)
            self.stems.append(token.stem)
            self.by_stem.setdefault(token.stem, []).append(found)
        return found


_END = -1
_LABEL = re.compile(r"^(?:[^\s:]+ ){0,3}[^\s:]+:\s")


def heading_of(article: Article) -> str:
    """What stands over an article: its title, and the source, which often names who it is about."""
    return f"{article.title} · {article.source}" if article.source else article.title


COUNTED = "#"
"""Put before a number that dates, prices or measures: "line 9" is not met by "9 September"."""


def make_view(
    article: Article, text: str, sentences: Sequence[Sentence], *, counted: Sequence[Span] = ()
) -> ArticleView:
    """The view of an article whose repaired text falls into these sentences.

    counted: the spans of its times and amounts; a number in them names nothing.
    """
    view = ArticleView(article, text)
    heading_text = heading_of(article)
    title = as_compounds(tokenize(heading_text), heading_text)
    view.title_ids, view.title_stems = _ids(view, title), f" {' '.join(token.stem for token in title)} "
    heading: int | None = None
    heading_paragraph = -1
    numbers: list[int] = []
    for sentence in sentences:
        tokens = tokenize_part(sentence.text, sentence.span.start)
        if heading is not None and sentence.paragraph > heading_paragraph + 1:
            heading = None
        inside = [span for span in counted if span.meets(sentence.span)]
        seen = [_as_counted(token, inside) for token in tokens] if inside else tokens
        if "." in sentence.text[:-1]:  # few sentences have one inside, and an address does
            seen = _without_addresses(seen, sentence)
        numbers += [view.number(token) for token in as_compounds(seen, sentence.text, sentence.span.start)]
        numbers.append(_END)
        line = Line(sentence, tokens, view.columns, f" {' '.join([t.stem for t in tokens])} ", heading)
        view.lines.append(line)
        if is_heading(sentence.text):
            heading, heading_paragraph = len(view.lines) - 1, sentence.paragraph
            line.heading = None
    _lay_end_to_end(view, numbers)
    return view


def _lay_end_to_end(view: ArticleView, numbers: Sequence[int]) -> None:
    """Give the lines their part of the words' numbers of all lines."""
    view.columns = np.array(numbers, np.int32)
    starts = [0, *accumulate(len(line.tokens) + 1 for line in view.lines)]
    view.starts = np.array(starts[:-1], np.int64)
    for line, (start, stop) in zip(view.lines, pairwise(starts), strict=True):
        line.ids = view.columns[start : stop - 1]
    view.line_stems = "\n".join([line.stems for line in view.lines])


def _as_counted(token: Token, counted: Sequence[Span]) -> Token:
    if not token.norm.isdigit() or not any(span.holds(token.span) for span in counted):
        return token
    return token._replace(norm=COUNTED + token.norm, stem=COUNTED + token.stem)


_ADDRESSES = re.compile(
    r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|io|app|dev|gov|edu|example|eu|uk|de|fr|it|es|nl|at|ch|be)\b"
)
"""Names of sites, in links and mails too: their parts name nothing, "acme-fair.org" is not the fair; a path may."""


def _without_addresses(tokens: Sequence[Token], sentence: Sentence) -> list[Token]:
    """The tokens of a sentence, those inside an address under a name that no question has."""
    start = sentence.span.start
    inside = [Span(start + found.start(), start + found.end()) for found in _ADDRESSES.finditer(sentence.text)]
    return [
        token._replace(norm=f"@{token.norm}", stem=f"@{token.stem}")
        if any(span.holds(token.span) for span in inside)
        else token
        for token in tokens
    ]


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
    small, inner = set(), set()
    for line in view.lines:
        for place, token in enumerate(line.tokens):
            if token.text[0].islower():
                small.add(token.norm)
            elif place and token.text[0].isupper():
                inner.add(token.norm)
    title = tokenize(view.article.title)
    if sum(t.text[0].isupper() for t in title) <= len(title) / 2:
        inner.update(t.norm for t in title[1:] if t.text[0].isupper())
    return frozenset(inner - small)


def is_heading(text: str) -> bool:
    """Whether a line is a question or a verbless heading over what follows, not a statement itself."""
    words = text.split()
    if text.endswith("?") and not text.startswith(('"', "“")):
        return len(words) <= 14
    if text[-1:] in '.!:;"”“' and not text.endswith(":"):
        return False
    return len(words) <= 6 and not text.startswith("-") and ":" not in text[:-1] and not re.search(r"\d", text)


def _ids(view: ArticleView, tokens: Sequence[Token]) -> NDArray[np.int32]:
    return np.array([view.number(token) for token in tokens], np.int32)
