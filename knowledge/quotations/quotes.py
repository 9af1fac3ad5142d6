"""What an article quotes and reports people as saying: the words, the speaker, the verb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.model import Span
from knowledge.naming.names import Name, find_names
from knowledge.quotations.attribution import attribution_by_context, find_attribution
from knowledge.quotations.narration import LONGEST_SENTENCE, TERMINAL, Narration
from knowledge.quotations.quotemarks import Marked
from knowledge.quotations.reported import Report, find_reports, reporting_verbs
from knowledge.quotations.speakers import Cast
from knowledge.quotations.subjects import tokens_of

_PHRASE = 40
"""Quoted words up to this length may be a phrase inside the narrator's sentence."""


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
    """The words of the attribution as written: "he", "head coach Ada Holt"."""
    cue: str
    is_direct: bool


def find_quotes(text: str, names: Sequence[Name] = ()) -> tuple[Quote, ...]:
    """Quotations and reported speech of an article, in the order of their sentences.

    names: what find_names found in the same text, if it is at hand.
    """
    page = Narration(text, Cast(text, names or find_names(text)))
    found: list[Quote] = []
    taken: set[int] = set()
    index = 0
    for start, stop, has_verb in page.sentences(reporting_verbs()):
        while index < len(page.marked) and page.marked[index].outer.start < stop:
            before = page.marked[index - 1] if index else None
            after = page.marked[index + 1] if index + 1 < len(page.marked) else None
            _take(page, page.marked[index], before, after, found, taken)
            index += 1
        if has_verb:
            for report in find_reports(
                page, tokens_of(page.frame, start, min(stop, start + LONGEST_SENTENCE)), frozenset(taken)
            ):
                page.cast.note(report.at, report.speaker.name)
                found.append(_quoted(report))
    return tuple(found)


def _quoted(report: Report) -> Quote:
    whole = Span(report.content[0].start, report.content[-1].stop)
    return Quote(
        whole,
        report.content,
        report.speaker.name,
        report.speaker.span,
        report.cue,
        False,
    )


def _take(
    page: Narration,
    marked: Marked,
    before: Marked | None,
    after: Marked | None,
    found: list[Quote],
    taken: set[int],
) -> None:
    attribution = find_attribution(page, marked, after, taken)
    last = next((at for at in range(len(found) - 1, -1, -1) if found[at].is_direct), -1)
    previous = found[last] if last >= 0 else None
    if attribution is not None and (attribution.at > marked.outer.start or _is_whole_or_long(page, marked)):
        taken.add(attribution.at)
    if attribution is None and previous and before and _goes_on(page, previous, before, marked):
        found[last] = _joined(previous, marked)
        return
    if attribution is None and _is_whole(page, marked):
        attribution = attribution_by_context(page, marked)
    if attribution is None:
        found.append(Quote(marked.inner, (marked.inner,), None, None, "", True))
        return
    speaker = attribution.speaker
    page.cast.note(attribution.at, speaker.name)
    if previous and before and previous.speaker == speaker.name and _is_broken(page, before, marked):
        found[last] = _joined(previous, marked)
        return
    found.append(
        Quote(
            marked.inner,
            (marked.inner,),
            speaker.name,
            speaker.span,
            attribution.cue,
            True,
        )
    )


def _joined(quote: Quote, marked: Marked) -> Quote:
    return replace(
        quote,
        span=Span(quote.span.start, marked.inner.stop),
        content=(*quote.content, marked.inner),
    )


def _is_broken(page: Narration, before: Marked, marked: Marked) -> bool:
    """Whether only one attribution stands between two parts of a quotation: "A," X said, "B"."""
    gap = page.frame[before.outer.stop : marked.outer.start]
    return "\n" not in gap and not re.search(r"[^A-Z][.!?]\s", gap) and len(gap) < 240


def _goes_on(page: Narration, previous: Quote, before: Marked, marked: Marked) -> bool:
    """Whether a quotation without an attribution of its own continues the one before: "A," X said. "B"."""
    if previous.speaker is None:
        return False
    gap = page.frame[before.outer.stop : marked.outer.start]
    if _is_broken(page, before, marked) and gap.rstrip().endswith(","):
        return True
    if not _is_whole(page, marked):
        return False
    if "\n" in gap:
        return before.is_open and not gap.strip()
    return len(re.findall(r"[.!?](?:\s|$)", gap)) <= 1 and len(gap) < 300


def _is_whole_or_long(page: Narration, marked: Marked) -> bool:
    """Whether the words quoted are what is said, not a phrase inside reported speech."""
    return _is_whole(page, marked) or marked.inner.stop - marked.inner.start > _PHRASE


def _is_whole(page: Narration, marked: Marked) -> bool:
    """Whether the quotation is a sentence of its own, not words inside the narrator's."""
    inner = marked.inner.of(page.text)
    start = page.sentence_start(marked.outer.start)
    opens = not page.frame[start : marked.outer.start].strip(" \n\u00a0-–—")
    is_long = len(inner) > _PHRASE and inner[0].isupper()
    return opens and (marked.is_open or is_long or inner[-1:] in TERMINAL + "," or inner[-1:] in "”’'")
