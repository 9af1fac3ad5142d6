"""Reasons, purposes and conditions in a sentence, by the words that announce them; knows no facts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.model import Span


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


_STATED = (
    r"just because of|because of|in part because|partly because|just because|because|owing to|thanks to"
    r"|as a result of|on account of|"
    r"on the grounds? (?:of|that)|caused by|triggered by|prompted by|brought about by|as a consequence of"
    r"|in response to|"
    r"blamed on|attributed to|attributable to|is down to|was down to|were down to|given that|seeing that|now that|"
    r"in view of|in (?:the )?light of|in the wake of|by reason of|on the basis (?:of|that)|amid|"
    r"citing|blaming|blames?|blamed(?! on)|due to"
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
_REASON_IS = re.compile(
    r"\b(?:the|its|his|her|their|our|one|another|main|official|only|a) (?:\w+ ){0,2}(?:reason|cause"
    r"|explanation|aim|goal|purpose|"
    r"idea|motive|rationale)\b(?P<effect>[^.:;]{0,80}?)\s?(?:\bis\b|\bwas\b|\bare\b|\bwere\b|[’']s\b"
    r"|:)(?: that| because|, \w+ \w+,)? ?(?P<reason>[^;]+)",
    re.IGNORECASE,
)
_IS_REASON = re.compile(
    r"(?P<reason>[^.;]{3,}?),? (?:is|was|are|were) (?:the|one|another|a) (?:\w+ )?(?:reason"
    r"|cause)s?\b(?: (?:why|for|that|of|behind) (?P<effect>[^.;]+))?",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"this|that|it|these|those|(?:one|some|both|all) of (?:those|them|these)|which", re.IGNORECASE
)
_LABEL = re.compile(
    r"^\s*(?:Reason|Cause|Purpose|Background|Why)s?(?: for [^:]{2,40})?\s?:\s+(?P<reason>\S.*)", re.IGNORECASE
)
_WHY = re.compile(r"\b(?:Why|How come)\b(?P<effect>[^?.!]{0,80})\?[”\"]?\s+(?P<reason>\S.*)", re.DOTALL)
_COLON = re.compile(
    r"(?:^|(?<=[.!?] ))(?P<effect>[^:.!?]{4,120}): (?P<reason>(?:the|it|its|they|we|there|this|he|she|a|an"
    r"|our|their)\b[^:]{8,})$",
    re.IGNORECASE,
)
_CUE = re.compile(
    rf"(?<![\w-])(?:(?P<stated>{_STATED})|(?P<purpose>{_PURPOSE})|(?P<guessed>{_GUESSED}))(?![\w-])", re.IGNORECASE
)
_SO = re.compile(
    rf"(?P<lead>[,;] (?:and )?|[.!?] |\) )(?P<so>{_BEFORE_EFFECT})(?!\w| that\b| far\b| much\b| many\b| called\b)[, ]",
    re.IGNORECASE,
)
_NAMED = (
    (_WHY, "why", ("why", "how come")),
    (_LABEL, "reason:", ("reason", "cause", "purpose", "background", "why")),
    (
        _REASON_IS,
        "the reason is",
        ("reason", "cause", "explanation", " aim ", " goal ", "purpose", " idea ", "motive", "rationale"),
    ),
    (_IS_REASON, "is the reason", ("reason", " cause")),
)
_NOT_DUE = re.compile(
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
_NOT_AS = re.compile(
    r"as (?:an?|if|though|well|much|many|long|soon|far|such|of|to|part|planned|usual|announced|expected"
    r"|before|early|late|"
    r"little|few|yet|opposed|in|on|at|for|from|being|his|her|its own|per|regards?|with|good|big|high|low|one"
    r"|two|\w+ as|"
    r"evidence|proof|is|was|are|were|did|do|does|has|have|had|can|will|described|seen|reported|required|shown|"
    r"\w+ed)\b|as (?:the|their|our|my|your) [\w’'-]+(?: (?:of|for|in|and|or|\w+ing)\b|[.,;:)”\"]|$)",
    re.IGNORECASE,
)
_TIME_AFTER = re.compile(
    r"(?:after|since|following|with) (?:(?:the )?\d+(?::\d+|st\b|nd\b|rd\b|th\b| ?[ap]\.?m|\b(?= (?:minute"
    r"|hour|day|week|month|year|second|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))|[.,;]|$|\d{3})|"
    r"(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|several|many|few|the first|the last|"
    r"the (?:age|end|start|beginning|early|late)|last|this|that|which|then|now|school|work|midnight|noon|dark|"
    r"lunch|all|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday|easter|christmas|completion|her|him|them|it|us"
    r"|me)\b(?! \w+(?:ed|ing)\b))",
    re.IGNORECASE,
)
_VERBISH = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|do|does|did|isn"
    r"|aren|wasn|weren|"
    r"don|doesn|didn|won|went|gone|came|come|took|take|made|make|found|left|lost|fell|rose|said|says|held"
    r"|gave|got|get|became|"
    r"broke|began|led|hit|put|set|shut|cut|died|quit|wins?|\w{3,}(?:ed|ing|[^su]s))\b(?!-)|[’'](?:s|re|ve|ll|t)\b",
    re.IGNORECASE,
)
_END = re.compile(
    r"[;]| [–—-] |, (?:and|but|which|who|while|although|though|so|he|she|it|they|we|according|the \w+ (?:said"
    r"|says|told|added)|"
    r"(?:said|says|added|told|wrote|explained)\b|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)* (?:said|says|told|added"
    r"|wrote|explained))\b"
    r"|[.!?][”\"’]?(?=\s+[A-Z“\"]|$)|[”\"](?=,? )| (?:but|although|while|whereas)\b|\)",
)
_BREAK = re.compile(r"[.!?][”\"’]?\s+(?=[A-Z“\"])|[;\n]")
_MAIN_CLAUSE = re.compile(
    r"(?<=\w)(?<!\bof)(?<!\bin)(?<!\bto)(?<!\bby)(?<!\bon)(?<!\bat)(?<!\bfor)(?<!\bfrom)(?<!\bwith)(?<!\band)(?<!\bis)(?<!\bthan)"
    r"(?<!\bthat)[ ](?=(?:the|it|we|they|he|she|you|this|a|an|all|no|there|our|its)\b[^,.;]{0,50}?[ ](?:will"
    r"|would|can|cannot|may|must|"
    r"should|is|are|was|were|has|have|had|\w{3,}s|\w{3,}ed)\b)"
)
_SENTENCE_END = ".!?,;: \"”“’'\n"


def find_causes(sentence: str) -> tuple[Cause, ...]:
    """The reasons that a sentence gives, those it calls a reason before those one can only guess.

    >>> [cause.span.of("It closed due to rain.") for cause in find_causes("It closed due to rain.")]
    ['rain']
    """
    found = [*_find_named(sentence), *_find_cued(sentence), *_find_results(sentence)]
    if not found:
        found = list(_find_colon(sentence))
    found.sort(key=lambda cause: (not cause.is_stated, cause.span.start))
    kept: list[Cause] = []
    for cause in found:
        if not any(other.span.meets(cause.span) for other in kept):
            kept.append(cause)
    return tuple(kept)


def _span(text: str, start: int, stop: int) -> Span | None:
    """The range without the white space and punctuation around it, or None where nothing is left."""
    while start < stop and text[start] in _SENTENCE_END + ",–—-":
        start += 1
    while stop > start and text[stop - 1] in _SENTENCE_END + "–—":
        stop -= 1
    return Span(start, stop) if stop - start > 1 else None


def _sentence_start(text: str, at: int) -> int:
    """Where the sentence that holds this place begins."""
    starts = [match.end() for match in _BREAK.finditer(text) if match.end() <= at]
    return starts[-1] if starts else 0


def _opening_end(text: str, start: int) -> int | None:
    """Where a clause or phrase that opens a sentence ends and the main clause begins, or None."""
    stop = _sentence_end(text, start)
    comma = text.find(", ", start, stop)
    if comma >= 0:
        return comma
    match = _MAIN_CLAUSE.search(text, start, stop)
    return match.start() if match else None


def _clause_end(text: str, start: int) -> int:
    match = _END.search(text, start)
    return match.start() if match else len(text)


def _find_named(text: str) -> list[Cause]:
    """Reasons that are called so: "Reason: …", "The reason is …", "… is the reason", "Why late? …"."""
    lowered = text.lower().replace("because", "")
    for pattern, cue, marks in _NAMED:
        match = pattern.search(text) if any(mark in lowered for mark in marks) else None
        if match is None:
            continue
        start, stop = match.span("reason")
        if cue == "the reason is":
            stop = _clause_end(text, start)
        if cue == "is the reason" and _POINTS_BACK.fullmatch(text[start:stop].strip(_SENTENCE_END)):
            start, stop = 0, _sentence_start(text, start)
        reason = _span(text, start, stop)
        effect = _span(text, *match.span("effect")) if "effect" in pattern.groupindex and match["effect"] else None
        if reason is not None:
            return [Cause(reason, effect, cue)]
    return []


def _find_cued(text: str) -> list[Cause]:
    found = []
    for match in _CUE.finditer(text):
        cue = match[0].lower()
        if match["guessed"] and not _is_cause(text, match):
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
    clause = text[match.end() : _clause_end(text, match.end())]
    if _TIME_AFTER.match(after) and not (
        cue in ("after", "following") and re.match(r"after (?:one|two|three|several|many|a|an) ", after)
    ):
        return False
    if cue == "as":
        return (
            not _NOT_AS.match(after)
            and len(clause.split()) >= 3
            and _VERBISH.search(clause.split(maxsplit=1)[1]) is not None
        )
    if cue == "since":
        return (text[: match.start()].rstrip()[-1:] in ("", ",")) and _VERBISH.search(clause) is not None
    if cue == "with":
        return re.match(r"with [\w’' -]{3,60}? \w+ing\b", after) is not None and text[: match.start()].rstrip()[
            -1:
        ] in ("", ",")
    before = text[max(0, match.start() - 20) : match.start()].lower()
    return (
        not re.search(
            r"\b(?:soon|shortly|look|looks|looking|named|day|week|month|year|hours?|take|takes|the)s? $", before
        )
        and len(clause.split()) >= 2
    )


def _read_cue(text: str, match: re.Match[str], cue: str) -> Cause | None:
    start = match.end()
    if match["purpose"] and cue.startswith("to "):
        start = match.start()
    opening = _sentence_start(text, match.start())
    is_stated = match["guessed"] is None and not cue.startswith("to ")
    if not text[opening : match.start()].strip(" “\"'("):
        comma = _opening_end(text, start + 4)
        if comma is None:
            return _made(text, (start, _clause_end(text, start)), None, cue, is_stated=is_stated)
        return _made(text, (start, comma), (comma, _sentence_end(text, comma)), cue, is_stated=is_stated)
    effect = None if cue.startswith("blam") and cue != "blamed on" else (opening, match.start())
    return _made(text, (start, _clause_end(text, start)), effect, cue, is_stated=is_stated)


def _sentence_end(text: str, start: int) -> int:
    match = re.compile(r"[.!?](?=\s|$)|;").search(text, start)
    return match.start() if match else len(text)


def _made(
    text: str, reason: tuple[int, int], effect: tuple[int, int] | None, cue: str, *, is_stated: bool
) -> Cause | None:
    span = _span(text, *reason)
    return None if span is None else Cause(span, _span(text, *effect) if effect else None, cue, is_stated)


def _find_results(text: str) -> list[Cause]:
    """Reasons told before their effect: "…, so the fair goes ahead"."""
    found = []
    for match in _SO.finditer(text) if any(mark in text for mark in (", ", "; ", ". ", ") ")) else ():
        opening = _sentence_start(text, match.start())
        cause = _made(
            text,
            (opening, match.start()),
            (match.end(), _sentence_end(text, match.end())),
            match["so"].lower(),
            is_stated=True,
        )
        if cause is not None and " " in cause.span.of(text):
            found.append(cause)
    return found


def _find_colon(text: str) -> list[Cause]:
    match = _COLON.search(text)
    if (
        match is None
        or not _VERBISH.search(match["reason"])
        or not re.search(r"\b(?:no|not|never|n[’']t|\w+ed|is|are|was|were|will|can)\b", match["effect"])
    ):
        return []
    cause = _made(text, match.span("reason"), match.span("effect"), ":", is_stated=False)
    return [cause] if cause else []


_CONDITION = re.compile(
    r"(?<![\w-])(?:(?P<clause>(?:only |even )?if|provided(?: that)?|providing(?: that)?|unless|as long as"
    r"|so long as|on condition that|"
    r"on the condition that|assuming(?: that)?|once|in case|in the event that|only when|but only when|except when|"
    r"supposing(?: that)?)|(?P<phrase>(?:remains? |is |are |still )?subject to|in case of|in the event of"
    r"|depends? (?:up)?on|depending on|"
    r"pending|conditional (?:up)?on|contingent (?:up)?on|weather permitting))(?![\w-])",
    re.IGNORECASE,
)
_SHOULD = re.compile(r"(?:^|(?<=[.;!?] ))Should (?=(?:the|a|an|it|he|she|they|we|you|any|this|that|there|[A-Z])\b)")
_NOT_IF = re.compile(
    r"(?:\bas|\bask\w*|\bwonder\w*|\bsee|\bknow\w*|\bcheck|\bcheck whether|\bunclear|\bquestion\w*|\bunsure"
    r"|\bwhat|\bdecide|\btell \w+|\bsaid|\btested?)\s\Z",
    re.IGNORECASE,
)
_NOT_ONCE = re.compile(
    r"once(?: a\b| an\b| per\b| every\b| again\b| more\b| said\b| and for\b|[.,;]|\s+[\w’'-]+ed\b)|once[^,.;]{0,14}$",
    re.IGNORECASE,
)
_NOT_PENDING = re.compile(r"\b(?:is|are|was|were|still|the|a|his|her|its|their|other|and|currently)\s\Z", re.IGNORECASE)


def find_conditions(sentence: str) -> tuple[Span, ...]:
    """The conditions of a sentence, each with the word that opens it: "if approved", "subject to clearance".

    >>> [span.of("Unless it rains, we open.") for span in find_conditions("Unless it rains, we open.")]
    ['Unless it rains']
    """
    found: list[Span] = []
    for match in (*_SHOULD.finditer(sentence), *_CONDITION.finditer(sentence)):
        if not _is_condition(sentence, match):
            continue
        opening = _sentence_start(sentence, match.start())
        is_first = not sentence[opening : match.start()].strip(" “\"'(").removesuffix("But").removesuffix("And").strip()
        main = _opening_end(sentence, match.end() + 3) if is_first else None
        stop = main if main is not None else _clause_end(sentence, match.end())
        span = _span(sentence, match.start(), stop)
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
