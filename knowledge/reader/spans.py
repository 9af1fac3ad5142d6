"""Which stretches of the likeliest sentences could be a short answer; the sentences are laid end to end as one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.reader.passages import MARKS, parse
from knowledge.reader.sentencefeatures import Comparison

Ints = NDArray[np.int64]
TAGS = "NSPJ#TGEVZDRAMOICWX"
_STARTS_OF_THINGS = "NSPJ#TGER"
_STARTS_OF_CLAUSES = "NSPJ#TGERVZDIO"
_ENDS_OF_THINGS = "NSP#GEJ"
_ENDS_OF_CLAUSES = "NSP#GEJVDRO"
_THINGS = frozenset(("who", "when", "where", "howmany", "howmuch", "measure"))
LONGEST, LONGEST_CLAUSE = 10, 14


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """The tokens of several sentences end to end, arrays with one entry a token, and the spans over them."""

    passage: Ints
    """Number of the passage that each sentence came from, one entry a sentence."""
    sentence: Ints
    """Number of its sentence for each token."""
    place: Ints
    """Number of the token in its sentence."""
    first: Ints
    """For each sentence its first token; one more entry at the end."""
    tags: Ints
    """Place of the tag letter in TAGS."""
    marks: NDArray[np.bool_]
    columns: Ints
    """Column in the likeness table."""
    starts: Ints
    stops: Ints
    """The spans: half-open ranges of tokens."""


_PLACES = np.array([TAGS.find(chr(code)) for code in range(128)], np.int64)


@lru_cache(maxsize=64)
def _is_among(letters: str) -> NDArray[np.bool_]:
    return np.array([letter in letters for letter in TAGS], bool)


def among(tags: Ints, letters: str) -> NDArray[np.bool_]:
    """Whether each tag, given by its place in TAGS, is one of some letters."""
    return _is_among(letters)[tags]


def lay_out(c: Comparison, chosen: Sequence[int]) -> Row:
    """The row of the chosen passages with every span that may be an answer."""
    parsed = [parse(c.passages[number].text) for number in chosen]
    lengths = [len(p.tags) for p in parsed]
    first = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    sentence = np.repeat(np.arange(len(chosen)), lengths)
    letters = "".join(p.tags for p in parsed)
    marks = np.concatenate([p.marks for p in parsed]) if parsed else np.zeros((0, len(MARKS)), bool)
    tags = _PLACES[np.frombuffer(letters.encode("ascii"), np.uint8)]
    starts, stops = _spans(c.wording.kind, tags, marks, first)
    return Row(
        passage=np.array(chosen, dtype=np.int64),
        sentence=sentence,
        place=np.arange(len(letters)) - first[sentence],
        first=first,
        tags=tags,
        marks=marks,
        columns=np.concatenate([_columns(c, number) for number in chosen]),
        starts=starts,
        stops=stops,
    )


def _columns(c: Comparison, number: int) -> Ints:
    low = int(c.texts.first[number])
    return c.texts.columns[low : low + len(c.words[number].norms)]


def _spans(kind: str, tags: Ints, marks: NDArray[np.bool_], first: Ints) -> tuple[Ints, Ints]:
    """Ranges that begin and end as answers do and cross neither a break nor the end of a sentence."""
    thing = kind in _THINGS
    longest = LONGEST_CLAUSE if kind in ("why", "how") else LONGEST
    count = len(tags)
    starting = among(tags, _STARTS_OF_THINGS if thing else _STARTS_OF_CLAUSES)
    ending = among(tags, _ENDS_OF_THINGS if thing else _ENDS_OF_CLAUSES)
    broken = marks[:, MARKS.index("break before")].copy()
    broken[first[:-1][first[:-1] < count]] = True
    crossed = np.cumsum(broken)
    begins, lengths = np.meshgrid(np.flatnonzero(starting), np.arange(1, longest + 1), indexing="ij")
    starts, stops = begins.ravel(), (begins + lengths).ravel()
    inside = stops <= count
    starts, stops = starts[inside], stops[inside]
    keep = ending[stops - 1] & (crossed[stops - 1] == crossed[starts])
    fit = keep & _fits(kind, tags, marks, starts, stops)
    keep = fit if fit.any() else keep
    return starts[keep], stops[keep]


def _fits(kind: str, tags: Ints, marks: NDArray[np.bool_], starts: Ints, stops: Ints) -> NDArray[np.bool_]:
    """Whether each span holds a number, a time or a noun where the kind of question asks for one."""
    number = among(tags, "#")
    time = marks[:, MARKS.index("time")]
    wanted = {
        "when": number | time,
        "howmany": number,
        "howmuch": number | marks[:, MARKS.index("money")],
        "measure": number | time,
        "who": among(tags, "PNS"),
    }.get(kind)
    if wanted is None:
        return np.ones(len(starts), bool)
    total = np.concatenate([[0], np.cumsum(wanted)])
    return np.asarray(total[stops] > total[starts])


def text_range(c: Comparison, passage: int, start: int, stop: int) -> tuple[int, int]:
    """Where tokens start to stop of a passage stand in its text, with currency and per cent signs, without 's."""
    tokens, text = c.words[passage].tokens, c.passages[passage].text
    low, high = tokens[start].span.start, tokens[stop - 1].span.stop
    if low and text[low - 1] in "$€£¥":
        low -= 1
        while low >= 2 and text[low - 2 : low].isupper() and text[low - 2 : low].isalpha():
            low -= 2
    if text[high : high + 1] == "%":
        high += 1
    if text[low:high].casefold().endswith(("'s", "’s")) and stop - start <= 8:
        high -= 2
    return low, high
