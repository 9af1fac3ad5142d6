"""Sentences that call something a reason: "the reason is …", "… is to blame", "behind the step is …"."""

from __future__ import annotations

import re

from knowledge.language.boundaries import PUNCTUATION, clause_end, sentence_start, trim
from knowledge.language.patterns import lazy_pattern
from knowledge.model import Span

_REASON_IS = lazy_pattern(
    r"\b(?:the|its|his|her|their|our|one|another|main|official|only|a) (?:\w+ ){0,2}(?:reason|cause"
    r"|explanation|aim|goal|purpose|"
    r"idea|motive|rationale)\b(?P<effect>[^.:;]{0,80}?)\s?(?:\bis\b|\bwas\b|\bare\b|\bwere\b|[’']s\b"
    r"|:)(?: that| because|, \w+ \w+,)? ?(?P<reason>[^;]+)",
    re.IGNORECASE,
)
_IS_REASON = lazy_pattern(
    r"(?P<reason>[^.;]{3,}?),? (?:is|was|are|were) (?:the|one|another|a) (?:\w+ )?(?:reason"
    r"|cause)s?\b(?: (?:why|for|that|of|behind) (?P<effect>[^.;]+))?",
    re.IGNORECASE,
)
_CAME_FROM = lazy_pattern(
    r"(?P<effect>\b(?:fault\w*|defect\w*|problems?|errors?|mistakes?|bugs?|leaks?|failures?|damage|trouble|noise|smell"
    r"|contamination|outbreak|fire|delay|shortage|confusion|mix-up)\b[^,;:.]{0,40}?) (?:came|comes?) from "
    r"(?P<reason>[^;]+)",
    re.IGNORECASE,
)
_CHANGE = (
    r"(?:step|move|decision|change|delay|postponement|increase|rise|hike|cut|reduction|drop|fall|closure|recall|"
    r"withdrawal|cancellation|problem|trouble|failure|outage|fault|loss|shift|switch|ban|wait|departure|resignation)s?"
)
_BEHIND = lazy_pattern(
    rf"(?P<reason>[^.;:]{{3,}}?) (?:is|was|are|were|lies|lay|stands?|stood) behind "
    rf"(?P<effect>(?:the|this|these|its|their) (?:\w+ )?{_CHANGE}\b)",
    re.IGNORECASE,
)
_BEHIND_IS = lazy_pattern(
    rf"\bbehind (?P<effect>(?:the|this|these|its|their) (?:\w+ )?{_CHANGE}\b[^.;,]{{0,40}}?) "
    r"(?:is|was|are|were|lies?|lay|stands?|stood) (?P<reason>[^.;]+)",
    re.IGNORECASE,
)
_GIVES = r"(?:giv(?:es?|ing)|gave|cit(?:es?|ed|ing)|nam(?:es?|ed|ing)|mention(?:s|ed)?|stat(?:es?|ed))"
_A_CAUSE = r"(?:the|its|his|her|their|an?|one) (?:\w+ )?(?:reason|cause|explanation)s?"
_GIVEN_AS = lazy_pattern(
    rf"\b{_GIVES} as (?:(?:the|its|his|her|their|an?) )?(?:\w+ )?(?:reason|cause|explanation)s?"
    r"(?: for [^,.;]{3,40}?(?=,|:| the\b))?,?:? (?P<reason>(?:[^.;]|\.(?=\d))+)",
    re.IGNORECASE,
)
_NAMES_CAUSE = lazy_pattern(rf"\b{_GIVES} {_A_CAUSE}: (?P<reason>[^;]+)", re.IGNORECASE)
_AS_REASON = lazy_pattern(rf"\b{_GIVES} (?P<reason>[^.;:]{{3,70}}?) as {_A_CAUSE}\b", re.IGNORECASE)
_TO_BLAME = lazy_pattern(
    r"(?:^|[.;:,] )(?P<reason>[^.;:,]{3,}?) (?:is|was|are|were) (?:(?:mainly|partly|solely|also) )?"
    r"(?:at fault|to blame|the culprit)\b(?: for (?P<effect>[^.;]+))?",
    re.IGNORECASE,
)
_CLEFT = lazy_pattern(
    r"\bwhat (?P<effect>(?:(?:has|had|have) )?(?:held|holds|delay\w*|stop\w*|slow\w*|prevent\w*|forc\w*|cost|broke|"
    r"caus\w*|led|prompt\w*|made|kept|tipped|persuad\w*|convinc\w*|drove|spoke|went wrong|annoy\w*|bother\w*)\b"
    r"[^.;,:]{0,40}?) (?:is|was|were|are) (?P<reason>[^.;]+)",
    re.IGNORECASE,
)
"""What says of something that it was the reason by a verb: "What held us up was the gearbox"."""
_FOR_REASONS = lazy_pattern(
    r"\bfor (?P<reason>(?!(?:the|these|those|this|that|such|several|many|various|obvious|some|other|different|unknown|"
    r"two|three|what|our|its|their|similar|good|following)\b)(?:\w+ ){1,3}reasons|reasons of (?:[\w-]+ ?){1,4}?"
    r"(?=[.,;]|$| (?:after|before|in|at|on|from|since|and|to)\b))",
    re.IGNORECASE,
)
"""Kinds of reason: "for health reasons", "for reasons of space"."""
_POINTS_BACK = lazy_pattern(
    r"this|that|it|these|those|(?:one|some|both|all) of (?:those|them|these)|which", re.IGNORECASE
)
_LABEL = lazy_pattern(
    r"^\s*(?:Reason|Cause|Purpose|Background|Why)s?(?: for [^:]{2,40})?\s?:\s+(?P<reason>\S.*)", re.IGNORECASE
)
_WHY = lazy_pattern(r"\b(?:Why|How come)\b(?P<effect>[^?.!]{0,80})\?[”\"]?\s+(?P<reason>\S.*)", re.DOTALL)
_NAMED = (
    (_WHY, "why", "?", ("why", "how come")),
    (_LABEL, "reason:", ":", ("reason", "cause", "purpose", "background", "why")),
    (
        _REASON_IS,
        "the reason is",
        "",
        ("reason", "cause", "explanation", " aim ", " goal ", "purpose", " idea ", "motive", "rationale"),
    ),
    (_IS_REASON, "is the reason", "", ("reason", " cause")),
    (_FOR_REASONS, "for reasons", "", ("reasons",)),
    (_BEHIND, "behind", "", (" behind ",)),
    (_BEHIND_IS, "behind", "", ("behind ",)),
    (_GIVEN_AS, "as reason", "", ("reason", "cause", "explanation")),
    (_NAMES_CAUSE, "as reason", ":", ("reason", "cause", "explanation")),
    (_AS_REASON, "as reason", "", (" as ",)),
    (_TO_BLAME, "to blame", "", (" at fault", " to blame", " the culprit")),
    (_CLEFT, "what", "", ("what ",)),
    (_CAME_FROM, "came from", "", (" came from ", " come from ", " comes from ")),
)


def find_named(text: str) -> tuple[Span, Span | None, str] | None:
    """A reason that is called so ("Reason: …", "The reason is …", "Why late? …"), its effect and its cue; or None."""
    lowered = text.lower().replace("because", "")
    for pattern, cue, sign, marks in _NAMED:
        match = pattern.search(text) if sign in text and any(mark in lowered for mark in marks) else None
        if match is None:
            continue
        start, stop = match.span("reason")
        if cue in ("the reason is", "came from"):
            stop = clause_end(text, start)
        if cue == "is the reason" and _POINTS_BACK.fullmatch(text[start:stop].strip(PUNCTUATION)):
            start, stop = 0, sentence_start(text, stop)
        reason = trim(text, start, stop)
        effect = trim(text, *match.span("effect")) if "effect" in pattern.groupindex and match["effect"] else None
        if reason is not None:
            return reason, effect, cue
    return None
