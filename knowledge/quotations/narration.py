"""The narrator's words of a text: quotations masked, sentences told apart; it knows no speakers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from knowledge.language.patterns import lazy_pattern
from knowledge.quotations.quotemarks import Marked, find_marked
from knowledge.quotations.speakers import Cast

TERMINAL = ".!?…"
MASK = "\x01"
LONGEST_SENTENCE = 1200
"""What a sentence has beyond so many characters is not read: no writer's sentence is longer."""
_LOWER = lazy_pattern(r"[^\W_]+")
_ACCORDING = frozenset(("according", "According"))
# it begins with a set of characters, at which `re` jumps from one to the next
_SENTENCE_END = lazy_pattern(r"[.!?…\n](?:(?<!\n)[.!?…]*[\"”’')\]]*\s+(?=[A-Z\x01\"“'‘(\[«„])|(?<=\n)\n*)")
_ABBREVIATION = lazy_pattern(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Rev|Jr|Sr|No|vs|Inc|Corp|Co|Ltd|Jan|Feb|Aug|Sept|Oct|"
    r"Nov|Dec)|\b[A-Z](?:\.[A-Z])*)\.\s+\Z"
)
_DATELINE = lazy_pattern(r"^[A-Z][A-Z .]{2,}(?:,[^\n–—]{0,40}?)? (?:\([A-Za-z ]+\) ?)?(?:[–—]|-{1,2}) ", re.MULTILINE)


class Narration:
    """A text with its quotations masked, so that only the narrator's words are read."""

    def __init__(self, text: str, cast: Cast) -> None:
        self.text, self.cast = text, cast
        self.marked = find_marked(text)
        self.frame = _masked(text, self.marked)
        ends = [
            match.end()
            for match in _SENTENCE_END.finditer(self.frame)
            if not _ABBREVIATION.search(self.frame, max(0, match.start() - 6), match.end())
        ]
        self.ends = sorted(ends + [match.end() for match in _DATELINE.finditer(self.frame)])

    def sentences(self, cues: frozenset[str]) -> Iterator[tuple[int, int, bool]]:
        """(start, stop, whether one of the cues or "according" stands in it) of each sentence, in order."""
        cues = (cues | _ACCORDING).intersection(_LOWER.findall(self.frame))
        at = [m.start() for m in _LOWER.finditer(self.frame) if m.group() in cues] if cues else []
        index, start = 0, 0
        for stop in [*self.ends, len(self.frame)]:
            first = index
            while index < len(at) and at[index] < stop:
                index += 1
            yield start, stop, index > first
            start = stop

    def sentence_start(self, at: int) -> int:
        """Where the narrator's sentence that reaches up to `at` begins."""
        index = bisect_right(self.ends, at)
        return max(self.ends[index - 1] if index else 0, at - LONGEST_SENTENCE)

    def sentence_stop(self, at: int) -> int:
        """Where the narrator's sentence that goes on at `at` ends."""
        index = bisect_right(self.ends, at)
        return self.ends[index] if index < len(self.ends) else len(self.text)


def _masked(text: str, marked: Sequence[Marked]) -> str:
    pieces, at = [], 0
    for quote in marked:
        last = text[quote.inner.stop - 1 : quote.inner.stop]
        width = quote.outer.stop - quote.outer.start
        pieces += [text[at : quote.outer.start], MASK * (width - 1), last if last in TERMINAL else MASK]
        at = quote.outer.stop
    return "".join([*pieces, text[at:]])
