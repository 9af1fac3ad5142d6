"""What somebody said, and who said something: answers from quotations."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answering.candidates import Candidate, Read
from knowledge.answering.people import descriptions, name_likeness
from knowledge.extraction.analysis import Value
from knowledge.language.text import tokenize
from knowledge.model import ValueKind
from knowledge.questions.query import Query
from knowledge.search.matching import Sought

WHOLE_QUOTE = 30
"""Up to how many words a quotation is given whole."""
SAME_WORDS = 0.6
"""The share of quoted words that a quotation must hold to be the one meant."""


def said_candidates(query: Query, reads: Sequence[Read], sought: Sequence[Sought]) -> list[Candidate]:
    """The words of the speaker that the question names or describes, best on the topic first."""
    subject = {token.norm for token in tokenize(query.subject)}
    topic = [n for n, one in enumerate(sought) if one.token.norm not in subject]
    found = []
    for read in reads:
        for value in read.analysis.values:
            if value.kind is not ValueKind.QUOTE or not value.who:
                continue
            likeness = speaker_likeness(query.subject, value.who, read, sought)
            if likeness < 0.5:
                continue
            found += _pieces(read, value, likeness, topic)
    return found


def speaker_likeness(subject: str, speaker: str, read: Read, sought: Sequence[Sought]) -> float:
    """How well a name or a description ("the hardware chief") fits a speaker, in [0, 1]."""
    named = name_likeness(subject, speaker)
    if named:
        return named
    told = tokenize(f"{descriptions(read, speaker)} {speaker}")
    stems, phrase = {token.stem for token in told}, f" {' '.join(token.stem for token in told)} "
    wanted = {token.norm for token in tokenize(subject)}
    asked = [one for one in sought if one.token.norm in wanted]
    if not asked:
        return 0.0
    total = 0.0
    for one in asked:
        best = max((strength for stem, strength in one.stems.items() if stem in stems), default=0.0)
        total += max([best, *(strength for words, strength in one.phrases if words in phrase)])
    return total / len(asked)


def _pieces(read: Read, value: Value, likeness: float, topic: Sequence[int]) -> list[Candidate]:
    """The quotation whole, if it is short, and each of its sentences."""
    found = []
    lines = [line for line in read.view.lines if any(line.sentence.span.meets(part) for part in value.parts)]
    weight = sum(float(read.weights[n]) for n in topic) or 1.0
    about = [
        sum(float(read.weights[n] * read.match.strengths[n, line.sentence.number]) for n in topic) / weight
        for line in lines
    ]
    around = [
        sum(float(read.weights[n] * read.match.context[n, line.sentence.number]) for n in topic) / weight
        for line in lines
    ]
    direct = 0.3 if value.measure == "direct" else 0.0
    best = max(range(len(lines)), key=lambda n: about[n], default=0)
    if lines and (len(value.text.split()) <= WHOLE_QUOTE or not topic):
        score = likeness + direct + max(around) + 0.5 * max(about)
        found.append(_said(read, lines[best].sentence.number, value.text, score, value))
    for n, line in enumerate(lines):
        text = _words_of(value, read, n, line.sentence.number)
        if text and about[n] > 0.15:
            score = likeness + direct + around[n] + 0.8 * about[n]
            found.append(_said(read, line.sentence.number, text, score, value))
    return found


def _words_of(value: Value, read: Read, _n: int, number: int) -> str:
    """What of the quotation stands in one sentence."""
    span = read.view.lines[number].sentence.span
    pieces = []
    for part in value.parts:
        start, stop = max(part.start, span.start), min(part.stop, span.stop)
        if start < stop:
            pieces.append(read.view.text[start:stop].strip(" \n\"“”'"))
    return " ".join(pieces)


def _said(read: Read, line: int, text: str, score: float, value: Value) -> Candidate:
    notes = [f"said by {value.who}"]
    return Candidate(read, line, text.strip(), score, value, None, value.certainty, value.who, notes=notes)


def who_said_candidates(query: Query, reads: Sequence[Read]) -> list[Candidate]:
    """The speaker of the quotation that holds the quoted words."""
    words = [token.stem for token in tokenize(query.quoted)]
    found = []
    for read in reads:
        for value in read.analysis.values:
            if value.kind is not ValueKind.QUOTE or not value.who:
                continue
            likeness, line = _holds(words, value, read)
            if likeness >= SAME_WORDS:
                bonus = 0.2 if value.measure == "direct" else 0.0
                found.append(
                    Candidate(
                        read, line, value.who, likeness * 2 + bonus, value, None, value.certainty, value.who,
                        notes=[f"words {likeness:.2f}"],
                    )
                )  # fmt: skip
    return found


def _holds(words: Sequence[str], value: Value, read: Read) -> tuple[float, int]:
    """The share of the words that the quotation holds, rare words counting more, and the sentence with most of them."""
    told = {token.stem for token in tokenize(value.text)}
    if not words or not told:
        return 0.0, value.line
    weigh = [1.0 if len(word) > 3 else 0.3 for word in words]
    share = sum(w for word, w in zip(words, weigh, strict=True) if word in told) / sum(weigh)
    lines = [line for line in read.view.lines if any(line.sentence.span.meets(part) for part in value.parts)]
    best = max(
        lines,
        key=lambda line: sum(1 for word in words if f" {word} " in line.stems),
        default=None,
    )
    return share, best.sentence.number if best is not None else value.line
