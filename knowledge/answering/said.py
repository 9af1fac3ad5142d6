"""What somebody said, and who said something: answers from quotations."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache

from knowledge.answering.candidates import Candidate, Read
from knowledge.answering.people import descriptions, name_likeness
from knowledge.extraction.analysis import Value
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize
from knowledge.language.vectors import load_vectors
from knowledge.language.wordclasses import lemma
from knowledge.language.wordlists import lines, words
from knowledge.model import ValueKind
from knowledge.questions.query import Asked, Query
from knowledge.search.matching import Sought

WHOLE_QUOTE, SHORT_QUOTE = 30, 18
"""Up to how many words a quotation is given whole, and up to how many it goes before one of its sentences."""
OWN, COVERED, SENSE, DIRECT, LITERAL, AS_DESCRIBED = 1.1, 0.6, 0.6, 0.3, 1.0, 0.4
"""What it is worth that a quotation itself tells it, that it is told around it, that all its words are alike to those
of the question, that the words are the speaker's very own, that they are those quoted, and that the speaker is
described as in the question."""
IN_THE_ARTICLE, ALIKE = 0.8, 0.4
"""What it is worth for a description that the article is about its words; and from which likeness on a word stands for
another: "firefighter" for "fire chief"."""
AS_LIKE = 0.8
"""Which share of the best speaker's likeness another needs: the fair's director is not the creative director."""
BY_ROLE = 0.9
"""How surely the composer speaks where an article knows one composer, who is asked about."""
_SOMEBODY = frozenset("the a an woman man lady guy bloke gentleman chap girl boy person people one".split())
SAID_THEN = 0.4
"""What it is worth that the article is of the month in which something was said, and costs that it is not."""
_SAID_IN = lazy_pattern(
    r"\b(?:in|of|back in|last|this) (?P<month>january|february|march|april|may|june|july|august|september|october|"
    r"november|december)\b"
)
SAID_ITSELF, RARE = 0.2, 0.2
"""What it is worth that a quotation says a word of the question, and how rare such a word must be."""
SAME_WORDS = 0.6
"""The share of quoted words that a quotation must hold to be the one meant."""


def said_candidates(query: Query, reads: Sequence[Read], sought: Sequence[Sought]) -> list[Candidate]:
    """The words of the speaker that the question names or describes, best on the topic first."""
    subject = {token.norm for token in tokenize(query.subject)}
    only_asks = frozenset(one.token.norm for one in sought if _only_asks(one.token.norm))
    topic = [n for n, one in enumerate(sought) if one.token.norm not in subject | only_asks]
    found: list[Candidate] = []
    likest: dict[int, float] = {}
    for read in reads:
        for value in read.analysis.values:
            if value.kind is not ValueKind.QUOTE or not value.who:
                continue
            likeness = speaker_likeness(query.subject, value.who, read, sought, reads)
            if likeness < 0.5:
                continue
            pieces = _pieces(read, value, likeness, topic)
            found += pieces
            likest.update(dict.fromkeys(map(id, pieces), likeness))
    most = max(likest.values(), default=0.0)
    found = [candidate for candidate in found if likest[id(candidate)] >= AS_LIKE * most]
    _prefer_named(query, subject | only_asks, found)
    month = _SAID_IN.search(query.text.casefold())
    for candidate in found:
        candidate.met = only_asks | subject
        if month is not None:
            candidate.score += (
                SAID_THEN if f"{candidate.read.published:%B}".casefold() == month["month"] else -SAID_THEN
            )
    return found


def _prefer_named(query: Query, known: Collection[str], found: Sequence[Candidate]) -> None:
    """Puts quotations ahead that say a word of the question itself: also a time, which is sought nowhere else."""
    stems = {
        token.stem for token in query.tokens if token.norm not in known and load_vectors().rarity(token.norm) > RARE
    }
    for candidate in found:
        if stems & {token.stem for token in tokenize(candidate.text)}:
            candidate.score += SAID_ITSELF


def spoken_candidates(query: Query, reads: Sequence[Read], sought: Sequence[Sought]) -> list[Candidate]:
    """The words of whom a question without a verb names, where an article quotes them: "the mayor's dig at us"."""
    if query.asked is not Asked.OPEN or all(one.is_name or one.is_implied for one in sought):
        return []
    named = {token.norm.removesuffix("'s") for token in query.tokens}
    speakers = {
        word
        for read in reads
        for value in read.analysis.values
        if value.kind is ValueKind.QUOTE and value.who and value.measure == "direct" and value.who[:1].isupper()
        for word in (token.norm for token in tokenize(value.who)[-1:])
        if word in named
    }
    return [
        candidate
        for speaker in sorted(speakers)
        for candidate in said_candidates(replace(query, subject=speaker), reads, sought)
    ]


def _only_asks(word: str) -> bool:
    """Whether a word says no more than that somebody spoke: "remark", "complained", "regarding"."""
    asks = _asking_words()
    return word in asks or lemma(word, "verb") in asks


@cache
def _asking_words() -> frozenset[str]:
    names = ("speaking", "saying", "remarks")
    return frozenset(word for name in names for word in lines("questions", name)) | _REGARDING


_REGARDING = frozenset("regarding concerning witty funny clever dry famous own exact exactly public publicly".split())


def speaker_likeness(subject: str, speaker: str, read: Read, sought: Sequence[Sought], reads: Sequence[Read]) -> float:
    """How well a name or a description ("the hardware chief") fits a speaker, in [0, 1].

    reads: all articles that may tell what the speaker is, as a later one seldom introduces people again.
    """
    named = name_likeness(subject, speaker)
    if named:
        return named
    if _is_told_by_role(subject, speaker, reads):
        return BY_ROLE
    told = tokenize(" ".join([*(descriptions(other, speaker) for other in reads), speaker]))
    stems, phrase = {token.stem for token in told}, f" {' '.join(token.stem for token in told)} "
    wanted = {token.norm for token in tokenize(subject)} - _SOMEBODY
    asked = [n for n, one in enumerate(sought) if one.token.norm in wanted]
    if not asked or not any(_is_somebody(token.norm) for token in tokenize(subject)):
        return 0.0
    alike = (
        load_vectors().matrix([sought[n].token.norm for n in asked])
        @ load_vectors().matrix([token.norm for token in told]).T
    )
    total = 0.0
    for n, cosines in zip(asked, alike, strict=True):
        one = sought[n]
        best = max((strength for stem, strength in one.stems.items() if stem in stems), default=0.0)
        best = max([best, *(strength for words, strength in one.phrases if words in phrase)])
        if read.subject[n] and not _is_role(one.token.norm):
            best = max(best, IN_THE_ARTICLE * float(read.match.article[n]))
        elif best < ALIKE:
            best = max(best, float(cosines.max()) if float(cosines.max()) >= ALIKE else 0.0)
        if best < ALIKE and _is_role(one.token.norm):
            return 0.0
        total += best
    return total / len(asked)


def _is_told_by_role(subject: str, speaker: str, reads: Sequence[Read]) -> bool:
    """Whether a speaker without a name ("the composer") is the one role that an article gives who is asked about."""
    nouns = [token.norm for token in tokenize(speaker) if token.norm not in _SOMEBODY]
    if not nouns or any(token.text[:1].isupper() for token in tokenize(speaker)) or not _is_role(nouns[-1]):
        return False
    name = subject.strip().rpartition(" ")[2].removesuffix("'s").casefold()
    holders = {
        value.who.rpartition(" ")[2].casefold()
        for read in reads
        for value in read.analysis.values
        if value.kind is ValueKind.ROLE and value.who and nouns[-1] in value.text.casefold().split()
    }
    return holders == {name}


def _is_somebody(word: str) -> bool:
    return word in _SOMEBODY - {"the", "a", "an"} or _is_role(word) or word in words("doers", "people")


def _is_role(word: str) -> bool:
    heads = words("roles", "heads")
    return word in heads or word.removesuffix("s") in heads


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
        if len(lines) > 1 and len(value.text.split()) <= SHORT_QUOTE:
            score += 0.3 * max(about)  # few words are said in one breath: no sentence of them goes before the whole
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
    return Candidate(read, line, text.strip().rstrip(", "), score, value, None, value.certainty, value.who, notes=notes)


def who_said_candidates(query: Query, reads: Sequence[Read], sought: Sequence[Sought]) -> list[Candidate]:
    """The speakers of the quotations that hold the quoted words, or tell in other words what the question tells."""
    quoted = [token.stem for token in tokenize(query.quoted)]
    meant = load_vectors().sentence([token.norm for token in tokenize(query.quoted)])
    told = {token.norm for token in tokenize(query.quoted)}
    rows = [n for n, one in enumerate(sought) if one.token.norm in told and not one.is_implied]
    found = []
    for read in reads:
        for value in read.analysis.values:
            if value.kind is not ValueKind.QUOTE or not value.who or not _may_speak(value.who):
                continue
            likeness, line = _holds(quoted, value, read)
            near, best = _tells(rows, value, read)
            near += SENSE * float(meant @ load_vectors().sentence([token.norm for token in tokenize(value.text)]))
            score = near + (LITERAL * likeness if likeness >= SAME_WORDS else 0.0)
            score += DIRECT if value.measure == "direct" else 0.0
            score += (
                AS_DESCRIBED * speaker_likeness(query.subject, value.who, read, sought, reads) if query.subject else 0.0
            )
            found.append(
                Candidate(
                    read, line if likeness >= SAME_WORDS else best, value.who, score, value, None, value.certainty,
                    value.who, met=_asks_only(query, read, sought, told), notes=[f"words {likeness:.2f}"],
                )
            )  # fmt: skip
    return found


def _may_speak(speaker: str) -> bool:
    """Whether a speaker has a name or is somebody: "the negotiations" are nobody."""
    people = words("roles", "heads") | words("doers", "people")
    return any(
        token.text[:1].isupper() or token.norm in people or token.norm.removesuffix("s") in people
        for token in tokenize(speaker)
    )


def _asks_only(query: Query, read: Read, sought: Sequence[Sought], told: Collection[str]) -> frozenset[str]:
    """Words of the question that only say who is meant and that they spoke: the quotation need not hold them."""
    return frozenset(
        one.token.norm
        for n, one in enumerate(sought)
        if one.token.norm not in told and not read.subject[n] and not one.is_name and not one.is_identity
    )


def _tells(rows: Sequence[int], value: Value, read: Read) -> tuple[float, int]:
    """How well a quotation and what stands around it meet some sought words, and its sentence that does so best."""
    numbers = [n for n, line in enumerate(read.view.lines) if any(line.sentence.span.meets(p) for p in value.parts)]
    if not numbers:
        return read.topic, value.line
    weights = read.weights[rows]
    total = float(weights.sum()) or 1.0
    own = read.match.strengths[rows][:, numbers]
    around = read.match.context[rows][:, numbers]
    best = max(range(len(numbers)), key=lambda n: float((weights * own[:, n]).sum()))
    if not rows:
        return read.topic, numbers[0]
    score = OWN * float((weights * own.max(axis=1)).sum()) / total
    score += COVERED * float((weights * around.max(axis=1)).sum()) / total
    return read.topic + score, numbers[best]


def _holds(quoted: Sequence[str], value: Value, read: Read) -> tuple[float, int]:
    """The share of the words that the quotation holds, rare words counting more, and the sentence with most of them."""
    told = {token.stem for token in tokenize(value.text)}
    if not quoted or not told:
        return 0.0, value.line
    weigh = [1.0 if len(word) > 3 else 0.3 for word in quoted]
    share = sum(w for word, w in zip(quoted, weigh, strict=True) if word in told) / sum(weigh)
    lines = [line for line in read.view.lines if any(line.sentence.span.meets(part) for part in value.parts)]
    best = max(
        lines,
        key=lambda line: sum(1 for word in quoted if f" {word} " in line.stems),
        default=None,
    )
    return share, best.sentence.number if best is not None else value.line
