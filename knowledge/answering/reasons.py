"""Why-questions: the sentence that tells the effect, and the reason in it, beside it or under its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.answering.candidates import Candidate, Read, certainty_of
from knowledge.answering.tellings import Telling, is_schedule
from knowledge.language.patterns import lazy_pattern
from knowledge.language.wordlists import words
from knowledge.model import Span, ValueKind
from knowledge.questions.effects import all_effects, asked_effects
from knowledge.questions.query import Asked, Query
from knowledge.search.matching import Sought
from knowledge.search.view import Line, is_heading

STATED, STATED_ELSEWHERE, GUESSED, GUESSED_ELSEWHERE = 0.8, 0.4, 0.55, 0.25
POINTED, LABELLED, TROUBLE, RELATIVE = 0.9, 0.8, 0.4, 0.4
NEXT, NEXT_TO_TROUBLE, BACK, LISTED = 0.3, 0.15, 0.4, 0.3
"""What speaks for a sentence that nothing announces as a reason: it comes right after what tells the effect, also as
one of trouble; the next one tells what followed from it; and against one of a list, which tells of things apart."""
NAMED, COVERED, MET, FALLBACK = 0.25, 0.3, 0.9, 0.9
REPEATED = 0.5
"""From which share of its words on a reason only repeats the question."""
BARE = 6
"""Up to how many words a sentence that begins "The reason" may have and leave the reason to the next one."""
_PURPOSE = lazy_pattern(
    r"\bwhat (?:are|is|was|were|do|does|did) .+ (?:trying|hoping?|want(?:ing|ed)?|aim(?:ing|ed)?|plan(?:ning)?) to "
    r"(?:achieve|do|reach|get|show)\b|"
    r"\bwhat .+ (?:(?<!look )(?<!looking )(?<!search )(?<!hunt )(?<!known )(?<!famous )for|aims?|goals?|purpose)$|"
    r"\bto what end\b",
    re.IGNORECASE,
)
_TO_GET = lazy_pattern(r"\bwhat (?:did|has|have|had|does) .+ (?:do|done) (?:to|that)\b", re.IGNORECASE)
_WRONG = lazy_pattern(r"\b(?:wrong|happened|trouble|problem|matter|reason|cause)s?\b", re.IGNORECASE)
_HARMED = lazy_pattern(
    r"\bwhat (?:caused|led to|prompted|triggered|made|is behind|was behind|stopped|forced)\b", re.IGNORECASE
)
_REASON = (
    r"(?:reason|ground|cause|problem|trouble|explanation|culprit|background|fault|mistake|risk|danger|hazard|"
    r"difficulty|snag|motive|trigger)s?"
)
_POINTS = lazy_pattern(
    rf"^[\"“]?(?:According to [^,.]{{2,40}}?,? )?(?:(?:The|Its|Their|One|Another|Our) )?(?:\w+ )?{_REASON}\b",
    re.IGNORECASE,
)
_POINTED = lazy_pattern(
    rf"^[\"“]?(?:According to [^,.]{{2,40}}?,? )?(?:(?:the|its|their|one|another|our) )?(?:\w+ )?{_REASON}\b"
    r"[^:.]{0,50}?"
    r"(?:\b(?:is|was|are|were|has|lies|lay)\b|:)\s*(?:that |because )?(?P<reason>[^:]{3,}(?:: .+)?)",
    re.IGNORECASE,
)
"""A sentence that says it tells the reason: "The culprit is a crack", "The reason lies in the ground: it is soft"."""
_ASKS = lazy_pattern(
    r"(?:^|[.!?:] )[\"“]?(?:(?:And|But|So) )?(?:Why|How come|What (?:happened|went wrong|was wrong|is wrong|changed|"
    r"made|caused|is the (?:reason|cause|problem)|was the (?:reason|cause|problem)))\b[^.!?]{0,80}\?",
    re.IGNORECASE,
)
_ASKED_ALONE = lazy_pattern(
    r"\W*(?:And |But |So )?(?:Why|How come|What (?:happened|went wrong))(?: \w+){0,3}\?\W*$", re.I
)
"""Questions of the article itself, which the next sentence answers; the second says of nothing what it asks of."""
_SO = lazy_pattern(
    r"^(?:So|Therefore|Thus|Hence|Consequently|As a (?:result|consequence)|For (?:this|that) reason|"
    r"(?:That|This|Which) is why|[\w ,]{2,40} (?:therefore|consequently))\b",
    re.IGNORECASE,
)
"""What opens a sentence that tells what followed from the one before."""
_HARMLESS = lazy_pattern(
    r"^\W*(?:Nobody|No one|None|Luckily|Fortunately|Please|Tickets?|Whoever|Anyone|Those who|If|All|Everyone|Thank)\b|"
    r"\b(?:succeed\w*|successor|takes over|took over|tak(?:en|ing) over|replaced by|stands in)\b",
    re.IGNORECASE,
)
"""What opens a sentence that gives no reason: it says what did not happen, what readers may do, or who follows."""
_FINITE = lazy_pattern(
    r"\b(?:is|are|has|have|had|was|were|does|do|did|can|cannot|could|falls?|lets?|makes?|\w{3,}(?:ed|n['’]t)|found|broke|tore|fell"
    r"|stuck|lost|burst|got|blew|froze|came|went|rose|gave|left|led|cut|wanted|costs?|suffers?|dates?|breaks?)\b"
)
_ALONG = lazy_pattern(r", (?:which|who|whom) (?P<reason>[^,.;]{6,90})")
_SHORTCOMING = lazy_pattern(
    r"(?<=\w )(?:far |much |simply )?too (?!(?:late|soon|and|or|to|the|a|on|in)\b)\w+(?: (?:for|to) [^,.;]+)?|"
    r"(?<=\w )not \w+ enough(?: (?:for|to) [^,.;]+)?",
    re.IGNORECASE,
)
"""What something is rejected for: "a hall judged too small"."""
_LABEL = lazy_pattern(
    rf"^\W*(?:{_REASON}|Why|Purpose|Defect|What (?:happened|went wrong|is wrong))\b[^:]{{0,30}}:\s+(?P<reason>.+)",
    re.IGNORECASE,
)
_SAID_BY = lazy_pattern(
    r"[,”\"]+ (?:(?:said|says|told|added|wrote|explained|explains|writes) [^,;]{2,60}(?:, [^,;]{2,60})?"
    r"|(?:the |a )?[\w .'’-]{2,50} (?:said|says|told \w+|added|wrote|explained|explains|reported|announced)"
    r"(?: \w+){0,3})$"
)


def asks_reason(query: Query) -> bool:
    """Whether a question wants a reason or a purpose, with or without "why".

    >>> from knowledge.questions.question import parse
    >>> asks_reason(parse("what are the two firms trying to achieve?"))
    True
    """
    if query.asked is Asked.WHY:
        return True
    clause = query.clause.strip(" ?")
    if query.asked not in (Asked.WHAT, Asked.OPEN, Asked.DEFINITION, Asked.HOW):
        return False
    return bool(
        _PURPOSE.search(clause)
        or _TO_GET.search(clause)
        or _HARMED.search(clause)
        or re.match(r"(?:\w+ ){0,2}why\b", clause, re.IGNORECASE)
    )


def reason_candidates(
    query: Query,
    reads: Sequence[Read],
    sought: Sequence[Sought],
    lines: Sequence[tuple[float, Read, Line]],
) -> list[Candidate]:
    """Everything that may be the reason of what the question tells, and the sentences that tell the effect.

    lines: all sentences with their scores, the best first.
    """
    asked = asked_effects(query.clause or query.text) or asked_effects(" ".join(t.text for t in query.inherited))
    if not asked and _WRONG.search(query.clause):
        asked = all_effects()
    found = []
    for telling in Telling.all(reads, asked, sought):
        found += [candidate for line in telling.read.view.lines for candidate in _of_line(telling, line)]
    for score, read, line in lines[:6]:
        if not is_heading(line.sentence.text):
            found.append(
                _candidate(
                    read, line.sentence.number, line.sentence.text, score - FALLBACK, read.own(line.sentence.number)
                )
            )
    return found


_HALF = lazy_pattern(
    r"(?:is|are|was|were|will|has been|have been)\b|(?:you|it|he|she|they|we|them|him|her|us|that|this)\W*$",
    re.IGNORECASE,
)
"""What is cut out of its clause and gives no reason: a verb without its subject, a pronoun."""


def _of_line(telling: Telling, line: Line) -> Iterator[Candidate]:
    """The reasons that a sentence gives, for an effect that it tells itself or that is told around it."""
    read = telling.read
    number, text = line.sentence.number, line.sentence.text
    if not line.words or is_heading(text):
        return
    near = telling.around(line)
    base = read.topic + NAMED * read.named(number) + COVERED * read.coverage(number)
    label = _LABEL.match(text)
    if label:
        yield _candidate(read, number, _unsaid(label["reason"]), base + MET * near + LABELLED, near)
        return
    pointed = _POINTED.match(text) if len(text.split()) > BARE else None
    if pointed:
        span = Span(pointed.start("reason") + line.sentence.span.start, line.sentence.span.stop)
        own = max(near, telling.without(line, span))
        yield _candidate(read, number, _unsaid(pointed["reason"]), base + MET * own + POINTED, own)
    yield from _announced(telling, line, base, near)
    for which in _ALONG.finditer(text):
        start = line.sentence.span.start
        own = telling.without(line, Span(which.start("reason") + start, which.end("reason") + start))
        yield _candidate(read, number, which["reason"], base + MET * own + RELATIVE, own)
    for short in _SHORTCOMING.finditer(text):
        start = line.sentence.span.start
        own = telling.without(line, Span(short.start() + start, short.end() + start))
        yield _candidate(read, number, short.group(), base + MET * max(own, near) + RELATIVE, max(own, near))
    gain = 0.0 if pointed else _unannounced(telling, line)
    if gain:
        yield _candidate(read, number, _clause(text), base + MET * near + gain, near)


def _announced(telling: Telling, line: Line, base: float, near: float) -> Iterator[Candidate]:
    """The reasons that words like "because" announce in a sentence."""
    read, number, text = telling.read, line.sentence.number, line.sentence.text
    for value in read.analysis.values:
        if value.kind is not ValueKind.CAUSE or value.line != number or _repeats(read, line, value.span):
            continue
        if _HALF.match(value.text):
            continue
        own = telling.without(line, value.span)
        points = bool(_POINTS.match(text))
        is_stated = value.modifier != "guess"
        inside = MET * own + (STATED if is_stated else GUESSED)
        is_bare = points and len(text.split()) <= BARE  # the next sentence tells it: "The reason is technical."
        beside = MET * near + (
            STATED_ELSEWHERE if is_bare else POINTED if points else STATED_ELSEWHERE if is_stated else GUESSED_ELSEWHERE
        )
        yield _candidate(
            read, number, value.text, base + max(inside, beside), max(own, near), certainty=value.certainty
        )


def _repeats(read: Read, line: Line, span: Span) -> bool:
    """Whether a stretch of a sentence mostly says again what the question says."""
    inside = line.inside(span)
    if not inside:
        return False
    strengths = read.match.words[:, line.ids[inside]].max(axis=0)
    return float((strengths >= 0.6).mean()) >= REPEATED


def _unannounced(telling: Telling, line: Line) -> float:
    """What speaks for a sentence as a reason that no word of it announces."""
    read, number, text = telling.read, line.sentence.number, line.sentence.text
    lines = read.view.lines
    before = lines[number - 1].sentence.text if number else ""
    if (_POINTS.match(before) and len(before.split()) <= BARE) or _ASKED_ALONE.match(before):
        return POINTED
    if _HARMLESS.match(text) or not _FINITE.search(text):
        return 0.0
    if number and _ASKS.search(before) and telling.is_told(number - 1):
        return POINTED
    held = {form for spelled in line.spelled for form in spelled}
    gain = TROUBLE * bool(held & words("questions", "trouble"))
    if not gain and telling.is_told(number):
        return 0.0
    if telling.is_next(line) and not is_schedule(text):
        gain = max(gain + NEXT_TO_TROUBLE * bool(gain), NEXT)
    after = lines[number + 1].sentence.text if number + 1 < len(lines) else ""
    if _SO.match(after) and telling.is_told(number + 1):
        gain = max(gain, BACK) + NEXT_TO_TROUBLE
    return gain - LISTED * text.startswith(("-", "•", "*")) if gain else 0.0


def _clause(sentence: str) -> str:
    """A sentence without what opens it only to say when: "During checks, …"."""
    return _unsaid(re.sub(r"^(?:During|In|On|After|Before|At|Last|This) [^,]{2,40}, ", "", sentence))


def _unsaid(text: str) -> str:
    """A sentence without who says it."""
    return _SAID_BY.sub("", text.rstrip(".")).rstrip(" .,")


def _candidate(read: Read, number: int, text: str, score: float, asking: float, **parts: object) -> Candidate:
    certainty = parts.get("certainty") or certainty_of(read, number)
    return Candidate(
        read, number, text.strip(' ,;:"“”'), score, certainty=certainty,  # type: ignore[arg-type]
        speaker=read.analysis.speakers.get(number, ""), asking=asking, does=asking, notes=["reason"],
    )  # fmt: skip
