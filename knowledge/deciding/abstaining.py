"""No answer: the reason, one sentence that says what the announcements don't say, and what they do say nearby."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.candidates import Candidate, Read
from knowledge.answering.rankedlines import lines_to_read
from knowledge.deciding.cite import cite
from knowledge.deciding.decide import Ruling
from knowledge.model import Abstention, Focus, Reason, Step
from knowledge.questions.query import Asked, Query

IN_TITLE, RARE = 0.9, 0.5
"""From which strength on a title names a word of the question, and from which weight on that is no everyday word."""
NEARBY = 2
"""How many sentences about the same matter are shown."""
ON_TOPIC = 0.75
"""How well an article must be about what the question names for its sentences to be worth showing."""
_ASKED = {
    Asked.WHEN: "when",
    Asked.CLOCK: "at what time",
    Asked.HOW_LONG: "how long",
    Asked.HOW_OFTEN: "how often",
    Asked.HOW_MANY: "how many",
    Asked.HOW_MUCH: "how much",
    Asked.WHO: "who",
    Asked.WHERE: "where",
    Asked.WHY: "why",
    Asked.YES_NO: "whether that is so",
}


def abstain(
    query: Query, ruling: Ruling, reads: Sequence[Read], focus: Focus | None, trace: tuple[Step, ...]
) -> Abstention:
    """The abstention for a ruling without an answer; reads: the articles that were looked at."""
    if ruling.unknown:
        named = ", ".join(f"“{word}”" for word in ruling.unknown)
        text = f"The announcements don't mention {named}."
        near = _near_miss(ruling)
        if near is None:
            return Abstention(Reason.UNKNOWN_SUBJECT, text, (), focus, trace)
        said = f"{text} The nearest they have is “{near.read.view.article.title}”."
        return Abstention(Reason.UNKNOWN_SUBJECT, said, (cite(near),), focus, trace)
    text = f"The announcements don't say {_what(query)}."
    seen: list[str] = []
    nearby = []
    for candidate in ruling.ranked or _best_lines(reads):
        citation = cite(candidate)
        if candidate.read.topic >= ON_TOPIC and candidate.read.subject.any() and citation.sentence not in seen:
            seen.append(citation.sentence)
            nearby.append(citation)
    return Abstention(Reason.NOT_STATED, text, tuple(nearby[:NEARBY]), focus, trace)


def _best_lines(reads: Sequence[Read]) -> list[Candidate]:
    """The sentences that meet the question best, where nothing in them could be an answer."""
    return [
        Candidate(read, line.sentence.number, line.sentence.text, read.line_score(line.sentence.number))
        for read, line in lines_to_read(reads, count=NEARBY)
    ]


def _near_miss(ruling: Ruling) -> Candidate | None:
    """Of what was found, the best out of an article whose title another name of the question stands in: X3 for X4."""
    return next(
        (c for c in ruling.ranked if any(c.read.subject & (c.read.match.title >= IN_TITLE) & (c.read.weights > RARE))),
        None,
    )


def _what(query: Query) -> str:
    if query.asked is Asked.SAID and query.subject:
        return f"what {query.subject} said about that"
    if query.asked is Asked.ROLE and query.subject:
        return f"who {query.subject} is"
    return _ASKED.get(query.asked, "that")
