"""The conditions of a sentence: "if approved", "subject to clearance", "should it fail"."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.language.boundaries import clause_end, opening_end, sentence_start, trim
from knowledge.language.openers import Opened
from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span

_OPENERS = (
    "only even if provided providing unless as so on assuming once in but except supposing remain remains is are still "
    "subject depend depends depending pending conditional contingent weather"
).split()
_CONDITION = Opened(
    lazy_pattern(
        r"(?<![\w-])(?:(?P<clause>(?:only |even )?if|provided(?: that)?|providing (?:that|(?=the |you |it |they "
        r"|there |we ))|unless|as long as"
        r"|so long as|on condition that|"
        r"on the condition that|assuming(?: that)?|once|in case|in the event that|only when|but only when|except when|"
        r"supposing(?: that)?)|(?P<phrase>(?:remains? |is |are |still )?subject to|in case of|in the event of"
        r"|depends? (?:up)?on|depending on|"
        r"pending|conditional (?:up)?on|contingent (?:up)?on|weather permitting))(?![\w-])",
        re.IGNORECASE,
    ),
    _OPENERS,
)
_ASIDE = lazy_pattern(r", (?:an?|the|which|with|as|including|according|bringing|leaving)\b(?![^,]{0,45},)")
_SHOULD = lazy_pattern(r"(?:^|(?<=[.;!?] ))Should (?=(?:the|a|an|it|he|she|they|we|you|any|this|that|there|[A-Z])\b)")
_NOT_IF = lazy_pattern(
    r"(?:\bas|\bask\w*|\bwonder\w*|\bsee|\bknow\w*|\bcheck|\bcheck whether|\bunclear|\bquestion\w*|\bunsure"
    r"|\bwhat|\bdecide|\btell \w+|\bsaid|\btested?)\s\Z",
    re.IGNORECASE,
)
_NOT_ONCE = lazy_pattern(
    r"once(?: a\b| an\b| per\b| every\b| again\b| more\b| said\b| and for\b|[.,;]|\s+[\w’'-]+ed\b)|once[^,.;]{0,14}$",
    re.IGNORECASE,
)
_NOT_PENDING = lazy_pattern(
    r"\b(?:is|are|was|were|still|the|a|his|her|its|their|other|and|currently)\s\Z", re.IGNORECASE
)


@lru_cache(maxsize=256)
def find_conditions(sentence: str) -> tuple[Span, ...]:
    """The conditions of a sentence, each with the word that opens it: "if approved", "subject to clearance".

    >>> [span.of("Unless it rains, we open.") for span in find_conditions("Unless it rains, we open.")]
    ['Unless it rains']
    """
    found: list[Span] = []
    should = _SHOULD.finditer(sentence) if "Should " in sentence else ()
    for match in (*should, *_CONDITION.finditer(sentence)):
        if not _is_condition(sentence, match):
            continue
        opening = sentence_start(sentence, match.start())
        lead = sentence[opening : match.start()].strip(" “\"'(").lower()
        is_first = not lead or lead.endswith((" and", " but", " that", "–", ":")) or lead in ("and", "but", "or")
        main = opening_end(sentence, match.end() + 3) if is_first else None
        stop = (
            main
            if main is not None and main < clause_end(sentence, match.end()) + 2
            else clause_end(sentence, match.end())
        )
        if main is None and (aside := _ASIDE.search(sentence, match.end(), stop)) is not None:
            stop = aside.start()
        span = trim(sentence, match.start(), stop)
        if span is not None and span.stop > match.end() and not any(other.meets(span) for other in found):
            found.append(span)
    return tuple(sorted(found))


def _is_condition(text: str, match: re.Match[str]) -> bool:
    cue, before = match[0].lower(), text[max(0, match.start() - 16) : match.start()]
    if cue.startswith("if") and (
        _NOT_IF.search(before) or re.match(r"if (?:any|so|not)\b[.,]", text[match.start() :].lower())
    ):
        return False
    if cue == "once":
        return not (
            _NOT_ONCE.match(text, match.start())
            or re.search(r"\b(?:at|was|were|is|had|has|have|only|more than)\s\Z", before)
        )
    if cue == "provided":
        return text[: match.start()].rstrip()[-1:] in (",", "", "–", "(") or text.startswith(" that", match.end())
    if cue == "pending":
        return not _NOT_PENDING.search(before) and text[match.end() : match.end() + 2].strip()[:1].isalpha()
    return True
