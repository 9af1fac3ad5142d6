"""Reasons and purposes in a sentence, by the words that announce them; knows no facts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.extraction.conditions import find_conditions
from knowledge.extraction.namedreasons import find_named
from knowledge.language.boundaries import clause_end, opening_end, sentence_end, sentence_start, trim
from knowledge.language.openers import Opened
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize
from knowledge.language.wordclasses import tag
from knowledge.model import Span

__all__ = ["Cause", "find_causes", "find_conditions"]


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason and what it is the reason of."""

    span: Span
    """The reason without its cue: "sticking keys" of "because of sticking keys"."""
    effect_span: Span | None
    """What it brings about, or None where another sentence says it."""
    cue: str
    """The words that announce it, in lower case: "because of", "so", "after"."""
    is_stated: bool = True
    """Whether the words say it is a reason; "after" and "as" only let one guess."""


_WHOLE_CUE = (
    r"at the (?:request|insistence|urging|wish|behest|instigation|suggestion) of|"
    r"out of (?:regard|consideration|respect|concern|fear|courtesy) (?:for|of|that)|for (?:want|lack|fear) of|"
    r"for the (?:sake|benefit) of|under pressure from|on the (?:orders|advice|instructions?|recommendation) of"
)
"""Cues that say themselves what kind of reason follows: "at the request of the neighbours"."""
_STATED = (
    r"just because of|because of|in part because|partly because|just because|because|owing to|thanks to"
    r"|as a result of|on account of|"
    r"on the grounds? (?:of|that)|caused by|triggered by|prompted by|brought about by|as a consequence of"
    r"|in response to|"
    r"(?:was|were|is|are|been|be)(?: \w+ly)? traced(?: back)? to|"
    r"(?:has|have|had) (?:its|their) (?:root|origin|cause)s? in|"
    r"stem(?:s|med|ming)? from|result(?:ed|ing) from|arose from|arises? from|trac(?:es|ing) back to|traced back to|"
    r"(?:is|was|are|were) (?:\w+ly )?owed to|puts? (?:it|this|that|the (?:delay|rise|fall|drop|increase|fault|failure"
    r"|problem|error|mistake|change|decision|noise|damage|loss)) down to|(?:is|was|are|were|been) put down to|"
    r"blamed on|attributed to|attributable to|is down to|was down to|were down to|given that|seeing that|now that|"
    r"in view of|in (?:the )?light of|in the wake of|by reason of|on the basis (?:of|that)|amid|"
    r"citing|blaming|blames?|blamed(?! on)|due to|"
    rf"{_WHOLE_CUE}"
)
_PURPOSE = (
    r"so that|in order to|in order that|so as (?:not )?to|aimed at|with the aim of|with a view to|designed to"
    r"|intended to|"
    r"meant to|in an? (?:effort|bid|attempt|move) to|for the purpose of|to help|"
    r"to (?:avoid|allow|enable|ensure|prevent|reduce|protect|improve|make|give|keep|save|fix|create|mark"
    r"|celebrate|support|"
    r"cover|pay for|find out|comply|meet|focus|cut|boost|tackle|fight|stop|raise|combat|curb|encourage|help|let|"
    r"encourage|replace|repair|make room|make way|honou?r|commemorate)(?!\w)"
)
_BEFORE_EFFECT = (
    r"so|therefore|thus|hence|consequently|as a result|as a consequence|which is why|that is why|that[’']s why|"
    r"for this reason|for that reason|which means(?: that)?|meaning(?: that)?|accordingly|"
    r"forcing|prompting|leading to|which led to|causing|resulting in|which is the reason|leaving"
)
_GUESSED = r"after|following|as|since|amid|with"
_COLON = lazy_pattern(
    r"(?:^|(?<=[.!?] ))(?P<effect>[^:.!?]{4,120}): (?P<reason>(?:the|it|its|they|we|there|this|he|she|a|an"
    r"|our|their|after|on|in|at|when|during|under|with|without|all|some|many|too|no|nobody|not|only)\b[^:]{8,})$",
    re.IGNORECASE,
)
_KEPT = lazy_pattern(_WHOLE_CUE)
_OPENERS = (
    "at out under for just because in partly owing thanks as on caused triggered prompted brought blamed attributed "
    "attributable is was were given seeing now by amid citing blaming blame blames due so aimed with designed "
    "intended meant to after put puts following since has have had be been stem* resulted resulting arose arises "
    "traces traced tracing "
).split()
_CUE = Opened(
    lazy_pattern(
        rf"(?<![\w-])(?:(?P<stated>{_STATED})|(?P<purpose>{_PURPOSE})|(?P<guessed>{_GUESSED}))(?![\w-])", re.IGNORECASE
    ),
    _OPENERS,
)
_SO = lazy_pattern(
    rf"(?P<lead>[,;] (?:and )?|[.!?] |\) )(?P<so>{_BEFORE_EFFECT})(?!\w| that\b| far\b| much\b| many\b| called\b)[, ]",
    re.IGNORECASE,
)
_WANTS_TO = lazy_pattern(
    r"\b(?:likely|unlikely|want\w*|need\w*|plan\w*|agree\w*|refus\w*|fail\w*|tr(?:y|ies|ied|ying)|going|due"
    r"|able|unable|set|have|has|"
    r"had|ought|used|decid\w*|hop\w*|whether|how|what|continu\w*|beg[ai]n|start\w*|promis\w*|vow\w*|expect\w*"
    r"|ready|forc\w*|"
    r"ask\w*|told|fight|attempt\w*|appear\w*|seem\w*|is|are|was|were|order\w*|aim\w*|threaten\w*|manag\w*"
    r"|allow\w*|commit\w*|"
    r"pledg\w*|struggl\w*|urg\w*|prepar\w*|not|as|so|and|or|calls?|right|way|process|team|design\w*|intend\w*"
    r"|bid|effort|move|decision|chance|opportunity|time|permission|wish|promise|offer|refusal|out|off)\s\Z",
    re.IGNORECASE,
)
_PLAYS_AS = lazy_pattern(
    r"\b(?:serv\w+|known|remov\w+|nam\w+|seen|cit\w+|act\w*|work\w*|regard\w*|describ\w+|us\w+|hail\w*"
    r"|appoint\w*|elect\w*|"
    r"quit|retir\w+|resign\w*|role|view\w*|consider\w*|treat\w*|recogni\w+|classif\w+|return\w*|job|time|life"
    r"|career|same|such|"
    r"well|far|soon|long|much|many|just|dressed|starr\w*|star|emerg\w*|select\w*|sworn|sold|dubbed|label\w*"
    r"|the|position|"
    r"stand\w*|stood|down|identif\w+|think|thought|back|sign\w*|play\w*|cast|join\w*|count\w*|accept\w*"
    r"|define\w*)(?: in)?\s\Z",
    re.IGNORECASE,
)
_NOT_DUE = lazy_pattern(
    r"due to (?:be|have|start|open|arrive|lift|launch|begin|reopen|return|take|go|come|close|end|land|release"
    r"|run|ship|meet|"
    r"play|appear|speak|retire|expire|finish|complete|happen|last|hold|give|make|get|visit|publish|present"
    r"|report|face|leave|"
    r"move|join|receive|become|follow|step|sail|fly|air|premiere|debut|hit|perform|host|attend|testify|stand"
    r"|vote|enter|"
    r"deliver|announce|reach|resume|pay|travel|head|replace|undergo|depart|roll|change|sign|serve|continue"
    r"|stay|conclude|"
    r"star|tour|marry|kick|rise|fall|increase|cost|see|know|decide|discuss|address|ease|lapse|mature|depart)\b",
    re.IGNORECASE,
)
_NOT_AS = lazy_pattern(
    r"as (?:[\w'’-]+ ){1,6}(?:puts?|says?|said|told|writes?|wrote|explain\w*|announced|reported|noted) (?:it|on|in)?\b|"
    r"as (?:an?|if|though|well|much|many|long|soon|far|such|of|to|part|planned|usual|announced|expected"
    r"|before|early|late|"
    r"little|few|yet|opposed|in|on|at|for|from|being|his|her|its own|per|regards?|with|good|big|high|low|one"
    r"|two|\w+ as|"
    r"evidence|proof|is|was|are|were|did|do|does|has|have|had|can|will|described|seen|reported|required|shown|"
    r"\w+ed)\b|as (?:the|their|our|my|your) [\w’'-]+(?: (?:of|for|in|and|or|\w+ing)\b|[.,;:)”\"]|$)",
    re.IGNORECASE,
)
_TIME_AFTER = lazy_pattern(
    r"(?:after|since|following|with) (?:(?:the )?\d+(?::\d+|st\b|nd\b|rd\b|th\b| ?[ap]\.?m|\b(?= (?:minute"
    r"|hour|day|week|month|year|second|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))|[.,;]|$|\d{3})|"
    r"(?:about|around|roughly|nearly|almost|some|more than|less than|over|exactly|barely|just) (?:\d|"
    r"\w+ (?:second|minute|hour|day|week|month|year))|"
    r"(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|several|many|few|the first|the last|"
    r"the (?:age|end|start|beginning|early|late)|last|this|that|which|then|now|school|work|midnight|noon|dark|"
    r"lunch|all|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday|easter|christmas|completion|her|him|them|it|us"
    r"|me)\b(?! \w+(?:ed|ing)\b))",
    re.IGNORECASE,
)
_EVENT_AFTER = lazy_pattern(
    r"after (?:one|two|three|several|many|a|an) (?!(?:few |couple of |further |full )?(?:second|minute|hour|day|night|"
    r"week|month|year|decade|while|break|pause|season)s?\b)",
    re.IGNORECASE,
)
_VERBISH = lazy_pattern(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|do|does|did|isn"
    r"|aren|wasn|weren|"
    r"don|doesn|didn|won|went|gone|came|come|took|take|made|make|found|left|lost|fell|rose|said|says|held"
    r"|gave|got|get|became|"
    r"broke|began|led|hit|put|set|shut|cut|died|quit|wins?|\w{3,}(?:ed|ing|[^su]s))\b(?!-)|[’'](?:s|re|ve|ll|t)\b",
    re.IGNORECASE,
)


def find_causes(sentence: str) -> tuple[Cause, ...]:
    """The reasons that a sentence gives, those it calls a reason before those one can only guess.

    >>> [cause.span.of("It closed due to rain.") for cause in find_causes("It closed due to rain.")]
    ['rain']
    """
    named = find_named(sentence)
    found = [*((Cause(*named),) if named else ()), *_find_cued(sentence), *_find_results(sentence)]
    if not found:
        found = list(_find_colon(sentence))
    found.sort(key=lambda cause: (not cause.is_stated, cause.span.start))
    kept: list[Cause] = []
    for cause in found:
        if not any(other.span.meets(cause.span) for other in kept):
            kept.append(cause)
    return tuple(kept)


def _find_cued(text: str) -> list[Cause]:
    found = []
    for match in _CUE.finditer(text):
        cue = match[0].lower()
        if match["guessed"] and (text[: match.start()].endswith(": ") or not _is_cause(text, match)):
            continue
        if cue.startswith("to ") and _WANTS_TO.search(text, max(0, match.start() - 18), match.start()):
            continue
        if cue == "due to" and _NOT_DUE.match(text, match.start()):
            continue
        cause = _read_cue(text, match, cue)
        if cause is not None:
            found.append(cause)
    return found


def _is_cause(text: str, match: re.Match[str]) -> bool:
    """Whether "after", "as" or "since" opens a clause or event that can be the reason of the rest."""
    cue, after = match[0].lower(), text[match.start() : match.start() + 90]
    clause = text[match.end() : clause_end(text, match.end())]
    if _TIME_AFTER.match(after) and not (cue in ("after", "following") and _EVENT_AFTER.match(after)):
        return False
    if cue == "as" and _PLAYS_AS.search(text, max(0, match.start() - 18), match.start()):
        return False
    if cue == "as":
        return (
            not _NOT_AS.match(after)
            and len(clause.split()) >= 3
            and _VERBISH.search(clause.split(maxsplit=1)[1]) is not None
        )
    if cue == "since":
        return (text[: match.start()].rstrip()[-1:] in ("", ",")) and _holds_verb(clause)
    if cue == "with":
        return re.match(r"with (?!whom|which|whose)[\w’' -]{3,60}? \w+ing\b", after) is not None and text[
            : match.start()
        ].rstrip()[-1:] in ("", ",")
    before = text[max(0, match.start() - 20) : match.start()].lower()
    return (
        not re.search(
            r"\b(?:soon|shortly|look|looks|looking|named|day|week|month|year|hours?|take|takes|the)s? $", before
        )
        and len(clause.split()) >= 2
    )


def _holds_verb(clause: str) -> bool:
    return _VERBISH.search(clause) is not None or re.search("[VZDMA]", tag(tokenize(clause))) is not None


def _read_cue(text: str, match: re.Match[str], cue: str) -> Cause | None:
    start = match.end()
    if (match["purpose"] and cue.startswith("to ")) or _KEPT.fullmatch(cue):
        start = match.start()
    opening = sentence_start(text, match.start())
    is_stated = match["guessed"] is None and not cue.startswith("to ")
    if not text[opening : match.start()].strip(" “\"'("):
        comma = opening_end(text, start + 4)
        if comma is None:
            return _made(text, (start, clause_end(text, start)), None, cue, is_stated=is_stated)
        if re.fullmatch(r"\s*(?:the|an?|its|their) \w+", text[start:comma]) and text.find(", ", comma + 2) > 0:
            comma = text.find(", ", comma + 2)
        return _made(text, (start, comma), (comma, sentence_end(text, comma)), cue, is_stated=is_stated)
    if _KEPT.fullmatch(cue) and text[: match.start()].endswith(", ") and ", " in text[start:]:
        return _made(text, (start, text.index(", ", start)), (opening, match.start()), cue, is_stated=is_stated)
    if cue.startswith("blam") and cue != "blamed on":
        return _read_blame(text, start, cue)
    return _made(text, (start, clause_end(text, start)), (opening, match.start()), cue, is_stated=is_stated)


def _read_blame(text: str, start: int, cue: str) -> Cause | None:
    """Who or what is blamed, and for what: "blames the supplier for the delay", "blames the delay on the supplier"."""
    stop = clause_end(text, start)
    for word in (" for ", " on "):
        at = text.find(word, start, stop)
        if at > 0:
            first, second = (start, at), (at + len(word), stop)
            return (
                _made(text, first, second, cue, is_stated=True)
                if word == " for "
                else _made(text, second, first, cue, is_stated=True)
            )
    return _made(text, (start, stop), None, cue, is_stated=True)


def _made(
    text: str, reason: tuple[int, int], effect: tuple[int, int] | None, cue: str, *, is_stated: bool
) -> Cause | None:
    span = trim(text, *reason)
    return None if span is None else Cause(span, trim(text, *effect) if effect else None, cue, is_stated)


def _find_results(text: str) -> list[Cause]:
    """Reasons told before their effect: "…, so the fair goes ahead"."""
    found = []
    for match in _SO.finditer(text) if any(mark in text for mark in (", ", "; ", ". ", ") ")) else ():
        opening = sentence_start(text, match.start())
        cause = _made(
            text,
            (opening, match.start()),
            (match.end(), sentence_end(text, match.end())),
            match["so"].lower(),
            is_stated=True,
        )
        if cause is not None and " " in cause.span.of(text):
            found.append(cause)
    return found


def _find_colon(text: str) -> list[Cause]:
    match = _COLON.search(text) if ": " in text else None
    if (
        match is None
        or not _VERBISH.search(match["reason"])
        or not re.search(r"\b(?:no|not|never|n[’']t|\w+ed|is|are|was|were|will|can)\b", match["effect"])
    ):
        return []
    cause = _made(text, match.span("reason"), match.span("effect"), ":", is_stated=False)
    return [cause] if cause else []
