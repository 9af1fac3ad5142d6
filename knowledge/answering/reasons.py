"""Why-questions: the sentence that tells the effect, and the reason in it, beside it or under its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.answering.candidates import Candidate, Read, certainty_of
from knowledge.answering.effects import Effects, all_effects, effects_of
from knowledge.language.wordlists import words
from knowledge.model import Span, ValueKind
from knowledge.questions.query import Asked, Query
from knowledge.search.view import Line, is_heading

STATED, STATED_ELSEWHERE, GUESSED, GUESSED_ELSEWHERE = 0.8, 0.4, 0.55, 0.25
POINTED, LABELLED, TROUBLE, RELATIVE = 0.9, 0.8, 0.4, 0.45
BEFORE, TWO_BEFORE, AFTER, TITLE, HEADING = 0.85, 0.65, 0.4, 0.7, 0.9
"""What an effect is worth that is told not in the reason's sentence but near it."""
NAMED, COVERED, MET, FALLBACK = 0.25, 0.3, 0.9, 0.9
SAME_EFFECT, MAIN_EFFECT = 1.0, 0.7
"""What an effect is worth that is told by another word of its kind, and one that is what the article is about: told in
its title or first sentences, its reason may stand anywhere."""
FIRST = 3
"""How many sentences tell what an article is about."""
REPEATED = 0.5
"""From which share of its words on a reason only repeats the question."""
BARE = 5
"""Up to how many words a sentence that begins "The reason" may have and leave the reason to the next one."""
_PURPOSE = re.compile(
    r"\bwhat (?:are|is|was|were|do|does|did) .+ (?:trying|hoping?|want(?:ing|ed)?|aim(?:ing|ed)?|plan(?:ning)?) to "
    r"(?:achieve|do|reach|get|show)\b|"
    r"\bwhat .+ (?:for|aims?|goals?|purpose)$|\bto what end\b",
    re.IGNORECASE,
)
_TO_GET = re.compile(r"\bwhat (?:did|has|have|had|does) .+ (?:do|done) (?:to|that)\b", re.IGNORECASE)
_WRONG = re.compile(r"\b(?:wrong|happened|trouble|problem|matter|reason|cause)s?\b", re.IGNORECASE)
_HARMED = re.compile(
    r"\bwhat (?:caused|led to|prompted|triggered|made|is behind|was behind|stopped|forced)\b", re.IGNORECASE
)
_PAST_VERB = re.compile(r"\b(?:had|was|were|have|has|\w{3,}ed|found|broke|tore|fell|stuck|lost|burst|got|blew|froze)\b")
_POINTS = re.compile(
    r"^(?:(?:The|Its|Their|One|Another) )?(?:\w+ )?(?:reason|ground|cause|problem|trouble|explanation|culprit)s?\b",
    re.IGNORECASE,
)
_WHICH = re.compile(r", (?:which|who) (?P<reason>(?:is|are|was|were|has|had|have) [^,.;]{4,80})")
_LABEL = re.compile(
    r"^(?:Reason|Cause|Why|Background|Purpose|Risk|Hazard|Problem|Fault|Defect)s?\b[^:]{0,30}:\s+(?P<reason>.+)",
    re.IGNORECASE,
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
    query: Query, reads: Sequence[Read], lines: Sequence[tuple[float, Read, Line]]
) -> list[Candidate]:
    """Everything that may be the reason of what the question tells, and the sentences that tell the effect.

    lines: all sentences with their scores, the best first.
    """
    asked = effects_of(query.clause or query.text) or effects_of(" ".join(token.text for token in query.inherited))
    if not asked and _WRONG.search(query.clause):
        asked = all_effects()
    found = []
    for read in reads:
        telling = Telling(read, asked)
        found += [candidate for line in read.view.lines for candidate in _of_line(telling, line)]
    for score, read, line in lines[:6]:
        if not is_heading(line.sentence.text):
            found.append(
                _candidate(
                    read, line.sentence.number, line.sentence.text, score - FALLBACK, read.own(line.sentence.number)
                )
            )
    return found


_HALF = re.compile(
    r"(?:is|are|was|were|will|has been|have been)\b|(?:you|it|he|she|they|we|them|him|her|us|that|this)\W*$",
    re.IGNORECASE,
)
"""What is cut out of its clause and gives no reason: a verb without its subject, a pronoun."""


class Telling:
    """How well the sentences of one article tell the effect that a question asks about."""

    def __init__(self, read: Read, asked: Effects) -> None:
        self.read, self._asked = read, asked
        texts = [read.view.article.title, *(line.sentence.text for line in read.view.lines[:FIRST])]
        self.is_main = any(asked & effects_of(text) for text in texts)

    def by(self, number: int) -> float:
        """How well a sentence tells it, in [0, 1]."""
        shares = self._asked & effects_of(self.read.view.lines[number].sentence.text)
        return max(self.read.own(number), SAME_EFFECT * bool(shares))

    def by_text(self, text: str, met: float) -> float:
        """How well a stretch of text tells it whose words meet so much of the question."""
        return max(met, SAME_EFFECT * bool(self._asked & effects_of(text)))


def _of_line(telling: Telling, line: Line) -> Iterator[Candidate]:
    """The reasons that a sentence gives, for an effect that it tells itself or that is told around it."""
    read = telling.read
    number, text = line.sentence.number, line.sentence.text
    if not line.tokens or is_heading(text):
        return
    near = _effect_near(telling, line)
    base = read.topic + NAMED * read.named(number) + COVERED * read.coverage(number)
    label = _LABEL.match(text)
    if label:
        yield _candidate(read, number, label["reason"].rstrip("."), base + MET * near + LABELLED, near)
        return
    for value in read.analysis.values:
        if value.kind is not ValueKind.CAUSE or value.line != number or _repeats(read, line, value.span):
            continue
        if _HALF.match(value.text):
            continue
        own = _effect_in(telling, line, value.span)
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
    for which in _WHICH.finditer(text):
        span = Span(which.start("reason") + line.sentence.span.start, which.end("reason") + line.sentence.span.start)
        own = _effect_in(telling, line, span)
        yield _candidate(read, number, which["reason"], base + MET * own + RELATIVE, own)
    gain = _unannounced(read, line)
    if gain:
        yield _candidate(read, number, _clause(text), base + MET * near + gain, near)


def _effect_near(telling: Telling, line: Line) -> float:
    """How well what stands around a sentence tells the effect, in [0, 1]."""
    read = telling.read
    number, paragraph = line.sentence.number, line.sentence.paragraph
    best = max(TITLE * read.share(read.match.title, ~read.subject), MAIN_EFFECT * telling.is_main)
    if line.heading is not None:
        best = max(best, HEADING * telling.by(line.heading))
    for offset, worth in ((-1, BEFORE), (-2, TWO_BEFORE), (1, AFTER)):
        other = number + offset
        if 0 <= other < len(read.view.lines) and abs(read.view.lines[other].sentence.paragraph - paragraph) <= (
            offset < 0
        ):
            best = max(best, worth * telling.by(other))
    return best


def _effect_in(telling: Telling, line: Line, reason: Span) -> float:
    """How well the rest of a sentence, without the reason, tells the effect, in [0, 1]."""
    read = telling.read
    outside = [n for n, token in enumerate(line.tokens) if not reason.holds(token.span)]
    if not outside:
        return 0.0
    whole, text = line.sentence.span, read.view.text
    rest = f"{text[whole.start : reason.start]} | {text[reason.stop : whole.stop]}"
    return telling.by_text(rest, read.share(read.match.words[:, line.ids[outside]].max(axis=1), ~read.subject))


def _repeats(read: Read, line: Line, span: Span) -> bool:
    """Whether a stretch of a sentence mostly says again what the question says."""
    inside = [n for n, token in enumerate(line.tokens) if span.holds(token.span)]
    if not inside:
        return False
    strengths = read.match.words[:, line.ids[inside]].max(axis=0)
    return float((strengths >= 0.6).mean()) >= REPEATED


def _unannounced(read: Read, line: Line) -> float:
    """What speaks for a sentence as a reason that no word of it announces."""
    number = line.sentence.number
    before = read.view.lines[number - 1].sentence.text if number else ""
    if _POINTS.match(before) and len(before.split()) <= BARE:
        return POINTED
    held = {token.norm for token in line.tokens} | {token.stem for token in line.tokens}
    return TROUBLE if held & words("questions", "trouble") and _PAST_VERB.search(line.sentence.text) else 0.0


def _clause(sentence: str) -> str:
    """A sentence without what opens it only to say when: "During checks, …"."""
    shorter = re.sub(r"^(?:During|In|On|After|Before|At|Last|This) [^,]{2,40}, ", "", sentence)
    return shorter.rstrip(".")


def _candidate(read: Read, number: int, text: str, score: float, asking: float, **parts: object) -> Candidate:
    certainty = parts.get("certainty") or certainty_of(read, number)
    return Candidate(
        read, number, text.strip(' ,;:"“”'), score, certainty=certainty,  # type: ignore[arg-type]
        speaker=read.analysis.speakers.get(number, ""), asking=asking, does=asking, notes=["reason"],
    )  # fmt: skip
