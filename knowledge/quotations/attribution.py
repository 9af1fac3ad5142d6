"""Who says what stands in quotation marks: the attribution behind it, in front of it, or in the sentence before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.language.patterns import lazy_pattern
from knowledge.language.wordlists import words
from knowledge.model import Span
from knowledge.quotations.narration import MASK, TERMINAL, Narration
from knowledge.quotations.quotemarks import Marked
from knowledge.quotations.speakers import Cast, Speaker
from knowledge.quotations.subjects import (
    Token,
    is_finite,
    is_participle,
    is_passive,
    saying_verbs,
    sentence_subject,
    strong_verbs,
    subject_after,
    subject_before,
    tokens_of,
)

_SIGNED = lazy_pattern(r"\s{0,3}[–—-]{1,2}\s?")
_SPEAKS = frozenset("speak speaks spoke spoken speaking talk talks talked talking".split())
_OWNERS = {"his": "he", "her": "she", "their": "they"}
_VIEW_OF = lazy_pattern(
    r"\bin ((?:[^\s,]+ ){0,4}?[^\s,]+)(?:['’]s?)? (?:own )?(?:words|view|opinion|eyes|telling|phrase)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said it, by which words, and where those stand."""

    speaker: Speaker
    cue: str
    at: int


def find_attribution(page: Narration, marked: Marked, after: Marked | None, taken: set[int]) -> Attribution | None:
    """The attribution that stands beside a quotation, None if there is none.

    taken: where the cues of earlier quotations stand; a phrase in quotation marks does not share them.
    """
    if page.frame[: marked.outer.start].rstrip().endswith(":"):
        return _in_front(page, marked, taken) or _behind(page, marked, after)
    return _behind(page, marked, after) or _in_front(page, marked, taken)


def _behind(page: Narration, marked: Marked, after: Marked | None) -> Attribution | None:
    """The attribution that follows a quotation: "…," said X / X said / according to X."""
    start = marked.outer.stop
    signed = _SIGNED.match(page.frame, start)
    if signed and page.cast.starting_at(signed.end()):
        name = page.cast.starting_at(signed.end())
        speaker = page.cast.resolve(name.span) if name else None
        return Attribution(speaker, "", start) if speaker else None
    if marked.is_open:
        return None
    last = marked.inner.of(page.text).rstrip(" \u00a0'’")[-1:]
    gap = page.frame[start : start + 2]
    if last == "." and not gap.startswith(","):
        return None
    stop = page.sentence_stop(start + 3)
    paragraph = page.text.find("\n", start)
    stop = stop if paragraph < 0 else min(stop, paragraph)
    if after is not None:
        stop = min(stop, after.outer.start)
    tokens = tokens_of(page.frame, start, min(stop, start + 240))
    is_set_off = last in ",!?…—-–" or gap.startswith((",", " –", " —", " -"))
    while tokens and tokens[0].text[0] in ",–—":
        tokens = tokens[1:]
    if not tokens:
        return None
    if not is_set_off and tokens[0].lower not in strong_verbs():
        return _trailing(page, marked, tokens) or _viewed(page, start, stop)
    return (
        _inverted(page.cast, tokens, last)
        or _owned(page.cast, tokens)
        or _straight(page.cast, tokens)
        or _viewed(page, start, stop)
    )


def _trailing(page: Narration, marked: Marked, tokens: list[Token]) -> Attribution | None:
    """ "…" with words of the narrator, says X: the attribution at the end of a sentence that a quotation opens."""
    if page.frame[page.sentence_start(marked.outer.start) : marked.outer.start].strip():
        return None
    for comma in range(len(tokens) - 2, 0, -1):
        if tokens[comma].text != ",":
            continue
        rest = tokens[comma + 1 :]
        if rest[0].text in strong_verbs():
            return _inverted(page.cast, rest, ",")
        verb = next(
            (at for at, token in enumerate(rest[:9]) if token.text in strong_verbs()),
            None,
        )
        if verb is not None:
            return _straight(page.cast, rest)
    return None


def _viewed(page: Narration, start: int, stop: int) -> Attribution | None:
    """ "…", in X's words."""
    match = _VIEW_OF.search(page.frame, start, stop)
    if match is None:
        return None
    pronoun = _OWNERS.get(match.group(1).lower())
    if pronoun:
        name = page.cast.antecedent(pronoun, match.start())
        speaker = Speaker(name, Span(*match.span(1))) if name else None
    else:
        speaker = page.cast.resolve(Span(*match.span(1)))
    return Attribution(speaker, match.group(), match.start()) if speaker else None


def _inverted(cast: Cast, tokens: list[Token], last: str) -> Attribution | None:
    at = next(
        (i for i in range(min(3, len(tokens))) if tokens[i].lower in saying_verbs()),
        None,
    )
    if at is None or any(not _is_adverb(token.lower) for token in tokens[:at]):
        if tokens[0].lower == "according" and len(tokens) > 2:
            at = 1
        elif tokens[0].lower == "so" and last in ",!?" and len(tokens) > 1:
            at = 0  # a translated "so X": said X
        elif last in ",!?" and _is_verb_before_name(cast, tokens):
            at = 0
        else:
            return None
    phrase = subject_after(cast, tokens, at)
    speaker = cast.resolve(phrase) if phrase else None
    return Attribution(speaker, tokens[at].text, tokens[at].start) if speaker else None


def _owned(cast: Cast, tokens: list[Token]) -> Attribution | None:
    """ "…" was her verdict: the quotation is called somebody's."""
    owner = (
        _OWNERS.get(tokens[1].lower) if len(tokens) > 2 and tokens[0].lower in ("was", "is", "were", "are") else None
    )
    name = cast.antecedent(owner, tokens[1].start) if owner else None
    if name is None:
        return None
    return Attribution(Speaker(name, Span(tokens[1].start, tokens[1].stop)), tokens[2].text, tokens[0].start)


def _is_verb_before_name(cast: Cast, tokens: list[Token]) -> bool:
    """Whether an unknown verb introduces a person: '…," exhorted actress Ada Holt'."""
    verb = tokens[0].text
    if not verb.islower() or not verb.endswith(("ed", "s")) or len(tokens) < 2:
        return False
    phrase = subject_after(cast, tokens, 0)
    return phrase is not None and any(name.is_person for name in cast.within(phrase))


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") or word in (
        "also",
        "then",
        "later",
        "once",
        "has",
        "had",
    )


def _straight(cast: Cast, tokens: list[Token]) -> Attribution | None:
    for at, token in enumerate(tokens[:30]):
        if token.text == ";" or token.lower in ("but", "because", "although"):
            return None
        if not at or token.text not in saying_verbs() or is_participle(tokens, at) or is_passive(tokens, at):
            continue
        phrase = subject_before(cast, tokens, at)
        if phrase is None:
            continue
        speaker = cast.resolve(phrase)
        if speaker:
            return Attribution(speaker, token.text, token.start)
    return None


def _in_front(page: Narration, marked: Marked, taken: set[int]) -> Attribution | None:
    """The attribution before a quotation: X said, "…" / according to X, "…" / X: "…"."""
    stop = marked.outer.start
    start = page.sentence_start(stop)
    tokens = tokens_of(page.frame, start, stop)
    if not tokens:
        return None
    is_partial = tokens[-1].text not in (",", ":")
    for at in range(len(tokens) - 1, max(-1, len(tokens) - 17), -1):
        token = tokens[at]
        if token.text == ";" or (is_partial and token.start in taken):
            break
        is_saying = token.lower in saying_verbs() if not is_partial else token.lower in strong_verbs()
        if (is_saying or (is_partial and token.lower in words("cues", "reporting"))) and is_finite(tokens, at):
            found = _with_verb(page, tokens, at)
            if found:
                return found
        if at + 2 == len(tokens) and tokens[-1].lower in ("of", "about") and token.lower in _SPEAKS:
            phrase = subject_before(page.cast, tokens, at)  # the mayor spoke of "a dark day"
            speaker = page.cast.resolve(phrase) if phrase else None
            if speaker:
                return Attribution(speaker, f"{token.text} of", token.start)
        if token.lower == "according" and at + 1 < len(tokens):
            phrase = subject_after(page.cast, tokens, at + 1)
            speaker = page.cast.resolve(phrase) if phrase else None
            if speaker:
                return Attribution(speaker, "according to", token.start)
    return _viewed(page, start, stop) or _without_verb(page, tokens, marked)


def _without_verb(page: Narration, tokens: list[Token], marked: Marked) -> Attribution | None:
    """X: "…", "X issued a statement, “…”" and "X marched, chanting “…”": the subject of the sentence speaks."""
    owner = _OWNERS.get(tokens[0].lower) if len(tokens) <= 5 and tokens[-1].text == ":" else None
    owning = page.cast.antecedent(owner, tokens[0].start) if owner else None
    if owning:  # her motto: "…"
        return Attribution(Speaker(owning, Span(tokens[0].start, tokens[0].stop)), tokens[-2].text, tokens[0].start)
    inner = marked.inner.of(page.text)
    is_sentence = inner[:1].isupper() and inner[-1:] in TERMINAL + ","
    last = tokens[-1]
    phrase = None
    if last.text == ":" or (is_sentence and (last.text == "," or last.lower.endswith("ing"))):
        phrase = sentence_subject(page.cast, tokens)
    elif last.text.endswith(("'s", "’s")):
        named = page.cast.starting_at(last.start)
        phrase = named.span if named else None
    speaker = page.cast.resolve(phrase) if phrase else None
    return Attribution(speaker, tokens[-1].text, tokens[-1].start) if speaker else None


def _with_verb(page: Narration, tokens: list[Token], at: int) -> Attribution | None:
    cast = page.cast
    if at == 0 and tokens[0].lower.endswith("ing"):
        last = cast.last_speaker(tokens[0].start)
        speaker = Speaker(last, Span(tokens[0].start, tokens[0].stop)) if last else None
        return Attribution(speaker, tokens[0].text, tokens[0].start) if speaker else None
    if is_passive(tokens, at) and tokens[min(at + 1, len(tokens) - 1)].lower != "by":
        return None
    is_set_off = at == 0 or tokens[at - 1].text[0] in MASK + ","
    if (is_set_off and not is_participle(tokens, at)) or is_passive(tokens, at):
        phrase = subject_after(cast, tokens, at) or subject_before(cast, tokens, at)
    elif is_participle(tokens, at):
        phrase = sentence_subject(cast, tokens[:at])
    else:
        phrase = subject_before(cast, tokens, at)
    speaker = cast.resolve(phrase) if phrase else None
    return Attribution(speaker, tokens[at].text, tokens[at].start) if speaker else None


def attribution_by_context(page: Narration, marked: Marked) -> Attribution | None:
    """Who a quotation without any attribution belongs to: whoever the sentence before speaks of."""
    start = marked.outer.start
    while start and page.frame[start - 1].isspace():
        start -= 1
    first = page.sentence_start(max(0, start - 1))
    last = page.cast.last_speaker(start, since=first)
    if last:
        return Attribution(Speaker(last, marked.inner), "", marked.outer.start)
    tokens = tokens_of(page.frame, first, start)
    phrase = sentence_subject(page.cast, tokens)
    speaker = page.cast.resolve(phrase) if phrase else None
    if speaker is None:
        last = page.cast.last_speaker(start)
        speaker = Speaker(last, marked.inner) if last else None
    return Attribution(speaker, "", marked.outer.start) if speaker else None
