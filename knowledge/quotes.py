"""What an article quotes and reports people as saying: the words, the speaker, the verb."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.attribution import (
    Token,
    is_participle,
    saying_verbs,
    sentence_subject,
    strong_verbs,
    subject_after,
    subject_before,
    tokens_of,
)
from knowledge.model import Span
from knowledge.names import Name, find_names
from knowledge.quotemarks import Marked, find_marked
from knowledge.speakers import Cast, Speaker
from knowledge.wordlists import words

_SENTENCE_END = re.compile(r"[.!?…]+[\"”’')\]]*\s+(?=[A-Z\x01\"“'‘(\[«„])|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Rev|Jr|Sr|No|vs|Inc|Corp|Co|Ltd|Jan|Feb|Aug|Sept|Oct|"
    r"Nov|Dec)|\b[A-Z](?:\.[A-Z])*)\.\s+\Z"
)
_TERMINAL = ".!?…"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that an article attributes to somebody, or sets in quotation marks."""

    span: Span
    """From the first to the last of the words said."""
    content: tuple[Span, ...]
    """The words said, without the marks; a quotation broken by "X said" has two."""
    speaker: str | None
    """As the text names them, in full; None for scare quotes."""
    speaker_span: Span | None
    """The words of the attribution as written: "he", "head coach Dagny Lindmoor"."""
    cue: str
    is_direct: bool


@dataclass(frozen=True, slots=True)
class _Attribution:
    speaker: Speaker
    cue: str
    at: int


class _Page:
    """A text with its quotations masked, so that only the narrator's words are read."""

    def __init__(self, text: str, cast: Cast) -> None:
        self.text, self.cast = text, cast
        self.marked = find_marked(text)
        self.frame = _masked(text, self.marked)
        self.ends = [
            match.end()
            for match in _SENTENCE_END.finditer(self.frame)
            if not _ABBREVIATION.search(self.frame, max(0, match.start() - 6), match.end())
        ]

    def sentence_start(self, at: int) -> int:
        """Where the narrator's sentence that reaches up to `at` begins."""
        index = bisect_right(self.ends, at)
        return self.ends[index - 1] if index else 0

    def sentence_stop(self, at: int) -> int:
        """Where the narrator's sentence that goes on at `at` ends."""
        index = bisect_right(self.ends, at)
        return self.ends[index] if index < len(self.ends) else len(self.text)


def _masked(text: str, marked: Sequence[Marked]) -> str:
    pieces, at = [], 0
    for quote in marked:
        last = text[quote.inner.stop - 1 : quote.inner.stop]
        width = quote.outer.stop - quote.outer.start
        pieces += [text[at : quote.outer.start], "\x01" * (width - 1), last if last in _TERMINAL else "\x01"]
        at = quote.outer.stop
    return "".join([*pieces, text[at:]])


def find_quotes(text: str, names: Sequence[Name] = ()) -> tuple[Quote, ...]:
    """Quotations of an article, in order.

    names: what find_names found in the same text, if it is at hand.
    """
    page = _Page(text, Cast(text, names or find_names(text)))
    found: list[Quote] = []
    for index, marked in enumerate(page.marked):
        before = page.marked[index - 1] if index else None
        after = page.marked[index + 1] if index + 1 < len(page.marked) else None
        _take(page, marked, before, after, found)
    return tuple(found)


def _take(page: _Page, marked: Marked, before: Marked | None, after: Marked | None, found: list[Quote]) -> None:
    attribution = _behind(page, marked, after) or _in_front(page, marked)
    previous = found[-1] if found else None
    if attribution is None and previous and before and _goes_on(page, previous, before, marked):
        found[-1] = _joined(previous, marked)
        return
    if attribution is None and _is_whole(page, marked):
        attribution = _by_context(page, marked)
    if attribution is None:
        found.append(Quote(marked.inner, (marked.inner,), None, None, "", True))
        return
    speaker = attribution.speaker
    page.cast.note(attribution.at, speaker.name)
    if previous and before and previous.speaker == speaker.name and _is_broken(page, before, marked):
        found[-1] = _joined(previous, marked)
        return
    found.append(Quote(marked.inner, (marked.inner,), speaker.name, speaker.span, attribution.cue, True))


def _joined(quote: Quote, marked: Marked) -> Quote:
    return replace(quote, span=Span(quote.span.start, marked.inner.stop), content=(*quote.content, marked.inner))


def _is_broken(page: _Page, before: Marked, marked: Marked) -> bool:
    """Whether only one attribution stands between two parts of a quotation: "A," X said, "B"."""
    gap = page.frame[before.outer.stop : marked.outer.start]
    return "\n" not in gap and not re.search(r"[.!?]\s", gap) and len(gap) < 160


def _goes_on(page: _Page, previous: Quote, before: Marked, marked: Marked) -> bool:
    """Whether a quotation without an attribution of its own continues the one before: "A," X said. "B"."""
    if previous.speaker is None or not _is_whole(page, marked):
        return False
    gap = page.frame[before.outer.stop : marked.outer.start]
    if "\n" in gap:
        return before.is_open and not gap.strip()
    return len(re.findall(r"[.!?](?:\s|$)", gap)) <= 1 and len(gap) < 300


def _is_whole(page: _Page, marked: Marked) -> bool:
    """Whether the quotation is a sentence of its own, not words inside the narrator's."""
    inner = marked.inner.of(page.text)
    start = page.sentence_start(marked.outer.start)
    opens = not page.frame[start : marked.outer.start].strip(" \n\u00a0-–—")
    return opens and (marked.is_open or inner[-1:] in _TERMINAL + "," or inner[-1:] in "”’'")


def _behind(page: _Page, marked: Marked, after: Marked | None) -> _Attribution | None:
    """The attribution that follows a quotation: "…," said X / X said / according to X."""
    if marked.is_open:
        return None
    start = marked.outer.stop
    last = page.text[marked.inner.stop - 1 : marked.inner.stop]
    gap = page.frame[start : start + 2]
    if last == "." and not gap.startswith(","):
        return None
    stop = page.sentence_stop(start)
    if after is not None:
        stop = min(stop, after.outer.start)
    tokens = tokens_of(page.frame, start, min(stop, start + 240))
    is_set_off = last in ",!?…—-–" or gap.startswith((",", " –", " —", " -"))
    while tokens and tokens[0].text[0] in ",–—":
        tokens = tokens[1:]
    if not tokens or (not is_set_off and tokens[0].lower not in strong_verbs()):
        return None
    return _inverted(page.cast, tokens) or _straight(page.cast, tokens)


def _inverted(cast: Cast, tokens: list[Token]) -> _Attribution | None:
    at = next((i for i in range(min(3, len(tokens))) if tokens[i].lower in saying_verbs()), None)
    if at is None or any(not _is_adverb(token.lower) for token in tokens[:at]):
        if tokens[0].lower == "according" and len(tokens) > 2:
            at = 1
        else:
            return None
    phrase = subject_after(cast, tokens, at)
    speaker = cast.resolve(phrase) if phrase else None
    return _Attribution(speaker, tokens[at].text, tokens[at].start) if speaker else None


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") or word in ("also", "then", "later", "once", "has", "had")


def _straight(cast: Cast, tokens: list[Token]) -> _Attribution | None:
    for at, token in enumerate(tokens[:30]):
        if token.text == ";" or token.lower in ("but", "because", "although"):
            return None
        if not at or token.lower not in saying_verbs() or is_participle(tokens, at):
            continue
        phrase = subject_before(cast, tokens, at)
        if phrase is None:
            continue
        speaker = cast.resolve(phrase)
        if speaker:
            return _Attribution(speaker, token.text, token.start)
    return None


def _in_front(page: _Page, marked: Marked) -> _Attribution | None:
    """The attribution before a quotation: X said, "…" / according to X, "…" / X: "…"."""
    stop = marked.outer.start
    start = page.sentence_start(stop)
    tokens = tokens_of(page.frame, start, stop)
    if not tokens:
        return None
    limit = len(tokens) - 16
    for at in range(len(tokens) - 1, max(-1, limit), -1):
        lower = tokens[at].lower
        if tokens[at].text == ";":
            break
        if lower in saying_verbs() or lower in words("cues", "reporting"):
            found = _with_verb(page.cast, tokens, at)
            if found:
                return found
        if lower == "according" and at + 1 < len(tokens):
            phrase = subject_after(page.cast, tokens, at + 1)
            speaker = page.cast.resolve(phrase) if phrase else None
            if speaker:
                return _Attribution(speaker, "according to", tokens[at].start)
    if tokens[-1].text == ":":
        phrase = sentence_subject(page.cast, tokens)
        speaker = page.cast.resolve(phrase) if phrase else None
        if speaker:
            return _Attribution(speaker, ":", tokens[-1].start)
    return None


def _with_verb(cast: Cast, tokens: list[Token], at: int) -> _Attribution | None:
    if at == 0 and tokens[0].lower in saying_verbs():
        phrase = subject_after(cast, tokens, at)
    elif is_participle(tokens, at):
        phrase = sentence_subject(cast, tokens[:at])
    else:
        phrase = subject_before(cast, tokens, at)
    speaker = cast.resolve(phrase) if phrase else None
    return _Attribution(speaker, tokens[at].text, tokens[at].start) if speaker else None


def _by_context(page: _Page, marked: Marked) -> _Attribution | None:
    """Who a quotation without any attribution belongs to: whoever the sentence before speaks of."""
    start = marked.outer.start
    while start and page.frame[start - 1].isspace():
        start -= 1
    first = page.sentence_start(max(0, start - 1))
    tokens = tokens_of(page.frame, first, start)
    phrase = sentence_subject(page.cast, tokens)
    speaker = page.cast.resolve(phrase) if phrase else None
    if speaker is None:
        last = page.cast.last_speaker(start)
        speaker = Speaker(last, marked.inner) if last else None
    return _Attribution(speaker, "", marked.outer.start) if speaker else None
