"""Speech reported without quotation marks: "X said it would …", "according to X", "…, X said"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from knowledge.language.wordlists import words
from knowledge.model import Span
from knowledge.quotations.narration import MASK, Narration
from knowledge.quotations.speakers import Speaker
from knowledge.quotations.subjects import (
    Token,
    is_finite,
    is_hypothetical,
    is_participle,
    is_passive,
    sentence_subject,
    strong_verbs,
    subject_after,
    subject_before,
)


@dataclass(frozen=True, slots=True)
class Report:
    """Words that the narrator gives as somebody's."""

    speaker: Speaker
    content: tuple[Span, ...]
    cue: str
    at: int
    """Where the cue stands."""


_LISTENER = frozenset(
    "tell tells told telling inform informed informs assure assured assures remind reminded warn warned".split()
)
_TIME_WORDS = frozenset(
    "on in at during last this next late early monday tuesday wednesday thursday friday saturday sunday yesterday "
    "today tonight earlier later".split()
)
_OCCASIONS = _TIME_WORDS | frozenset(
    "a an the statement interview week month year night morning afternoon evening press release conference email "
    "e-mail".split()
)
_TRAILERS = _TIME_WORDS | frozenset("to after before when while adding by via of about with for".split())
_TRANSITIVE = frozenset(
    "write writes wrote written writing post posts posted posting add adds added adding repeat repeats repeated".split()
)
_CLAUSE_OPENERS = frozenset("that he she it they we i there this these those".split())
_ARTICLES = frozenset("the a an its his her their our one another several many some two three both all".split())
_SHORTEST = 12
_FEWEST_WORDS = 4
_LONGEST_TRAILER = 90


@cache
def reporting_verbs() -> frozenset[str]:
    """Verbs that report what somebody says or thinks, in the narrator's words."""
    return strong_verbs() | words("cues", "reporting")


def find_reports(page: Narration, tokens: list[Token], taken: frozenset[int]) -> Iterator[Report]:
    """The reported speech of one sentence.

    taken: where the cues stand that quotations of the sentence have already used.
    """
    for at, token in enumerate(tokens):
        if token.lower == "according" and at + 2 < len(tokens) and tokens[at + 1].lower == "to":
            report = _according(page, tokens, at)
        elif token.lower not in reporting_verbs() or token.start in taken or not _reports(tokens, at):
            continue
        elif is_participle(tokens, at):
            if token.lower not in strong_verbs():
                continue
            report = _report(page, tokens, at, sentence_subject(page.cast, tokens[:at]))
        else:
            subject = subject_before(page.cast, tokens, at, is_strict=True)
            report = _report(page, tokens, at, subject) or _trailing_inverted(page, tokens, at)
        if report:
            yield report


def _reports(tokens: list[Token], at: int) -> bool:
    """Whether the word is an active verb that something was said with, outside of a condition."""
    if not is_finite(tokens, at) or is_passive(tokens, at) or is_hypothetical(tokens, at):
        return False
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if following in ("is", "was", "are", "were"):
        return False
    if tokens[at].lower in _TRANSITIVE and following not in _CLAUSE_OPENERS:
        return False
    return not (tokens[0].lower in ("if", "should", "unless") and all(token.text != "," for token in tokens[:at]))


def _report(page: Narration, tokens: list[Token], at: int, subject: Span | None) -> Report | None:
    speaker = page.cast.resolve(subject) if subject else None
    if speaker is None or subject is None or not _can_speak(page, tokens[at], speaker):
        return None
    content = _trailing_content(page, tokens, at, subject)
    if content is None:
        behind = _content_behind(page, tokens, at)
        content = (behind,) if behind else None
    return Report(speaker, content, tokens[at].text, tokens[at].start) if content else None


def _can_speak(page: Narration, verb: Token, speaker: Speaker) -> bool:
    """Whether the subject is somebody: a name, or for the plain verbs of saying any phrase, else a role or people.

    A plural before a singular verb is no subject: "keeps notes" says nothing.
    """
    phrase = speaker.span.of(page.text)
    if speaker.name != phrase or page.cast.within(speaker.span):
        return True
    last = phrase.split()[-1].lower()
    if phrase.split()[-1][0].isupper():
        return True
    if last.endswith("s") and not last.endswith("ss") and verb.lower.endswith("s"):
        return False
    is_somebody = last in words("roles", "heads") or last in words("cues", "organisation_nouns") or last.endswith("s")
    return is_somebody or (verb.lower in strong_verbs() and phrase.split()[0].lower() in _ARTICLES)


def _content_behind(page: Narration, tokens: list[Token], at: int) -> Span | None:
    """What follows the verb, without listener, time and "that"."""
    begin = at + 1
    if tokens[at].lower in _LISTENER:
        begin = _after_listener(page, tokens, begin)
    that = next(
        (i for i in range(begin, min(begin + 7, len(tokens))) if tokens[i].lower == "that"),
        None,
    )
    if that is not None and _is_short_aside(tokens, begin, that):
        begin = that + 1
    elif begin < len(tokens) and tokens[begin].lower in _TIME_WORDS:
        begin = _after_time(tokens, begin)
    if begin >= len(tokens):
        return None
    return _trimmed(page, tokens[begin].start, tokens[-1].stop)


def _after_listener(page: Narration, tokens: list[Token], begin: int) -> int:
    for index in range(begin, min(begin + 6, len(tokens))):
        name = page.cast.starting_at(tokens[index].start)
        if name is not None:
            while index < len(tokens) and tokens[index].stop <= name.span.stop:
                index += 1
            return index
        if tokens[index].lower in ("that", "it", "he", "she", "they", "to", "the") and index > begin:
            return index
        if tokens[index].lower.endswith("s") and tokens[index].text.islower():
            return index + 1
    return begin


def _is_short_aside(tokens: list[Token], begin: int, that: int) -> bool:
    return that == begin or tokens[begin].lower in _TIME_WORDS or tokens[begin].text == "," or that - begin < 4


def _after_time(tokens: list[Token], begin: int) -> int:
    """Behind "on Tuesday", "last week", "in a statement"."""
    index = begin
    while index < len(tokens) and index < begin + 5 and tokens[index].lower in _OCCASIONS:
        index += 1
    return index


def _trailing_content(page: Narration, tokens: list[Token], at: int, subject: Span) -> tuple[Span, ...] | None:
    """ "CONTENT, X said (on Tuesday)" and "CONTENT, X said, CONTENT": what stands around the attribution."""
    comma = next(
        (i for i in range(at) if tokens[i].stop <= subject.start and _ends_before(tokens, i, subject)),
        None,
    )
    if tokens[at].lower not in strong_verbs() or comma is None:
        return None
    tail = [token for token in tokens[at + 1 :] if token.text not in (".", "!", "?")]
    front = _trimmed(page, tokens[0].start, tokens[comma].start)
    if tail and tail[0].text == "," and front:
        rest = _trimmed(page, tail[0].stop, tokens[-1].stop)
        return (front, rest) if rest else (front,)
    if tail and (tail[0].lower not in _TRAILERS or tail[-1].stop - tokens[at].stop > _LONGEST_TRAILER):
        return None
    if any(token.lower == "that" for token in tail[:3]) or comma < _FEWEST_WORDS:
        return None
    return (front,) if front else None


def _ends_before(tokens: list[Token], index: int, subject: Span) -> bool:
    """Whether the comma `index` is the last mark before the subject."""
    return (
        tokens[index].text == ","
        and tokens[index + 1].start >= subject.start - 24
        and all(token.text != "," for token in tokens[index + 1 :] if token.stop <= subject.start)
    )


def _trailing_inverted(page: Narration, tokens: list[Token], at: int) -> Report | None:
    """ "CONTENT, said X."."""
    if at < 3 or tokens[at - 1].text != ",":
        return None
    subject = subject_after(page.cast, tokens, at)
    speaker = page.cast.resolve(subject) if subject else None
    if speaker is None or not (speaker.name != speaker.span.of(page.text) or page.cast.within(speaker.span)):
        return None
    content = _trimmed(page, tokens[0].start, tokens[at - 1].start)
    return Report(speaker, (content,), tokens[at].text, tokens[at].start) if speaker and content else None


def _according(page: Narration, tokens: list[Token], at: int) -> Report | None:
    """ "According to X, CONTENT" and "CONTENT, according to X"."""
    subject = subject_after(page.cast, tokens, at + 1)
    speaker = page.cast.resolve(subject) if subject else None
    if speaker is None or subject is None or speaker.name.lower().startswith("what "):
        return None
    if at >= 3:
        content = _trimmed(page, tokens[0].start, tokens[at].start)
    else:
        rest = [token for token in tokens if token.start >= subject.stop]
        content = _trimmed(page, rest[0].start, tokens[-1].stop) if rest else None
    return Report(speaker, (content,), "according to", tokens[at].start) if content else None


def _trimmed(page: Narration, start: int, stop: int) -> Span | None:
    """The span without commas and white space at its ends; None if nothing worth telling is left."""
    text = page.text
    while start < stop and text[start] in " ,;:–—-\n\u00a0":
        start += 1
    while stop > start and text[stop - 1] in " ,;:.–—-\n\u00a0":
        stop -= 1
    if stop - start < _SHORTEST or page.frame[start:stop].strip(MASK + " .") == "":
        return None
    return Span(start, stop)
