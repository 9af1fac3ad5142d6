"""The clause of a sentence that bears on a yes/no question, and how it is put as a reason in a few words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from knowledge.answering.candidates import Read
from knowledge.extraction.scopes import Clause, split_clauses
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Token, fold, tokenize
from knowledge.language.valence import Valence
from knowledge.language.wordclasses import tag, usual_tag
from knowledge.model import Span
from knowledge.quotations.quotemarks import without_lone_marks
from knowledge.search.view import Line

REASON_WORDS = 12
_BARE_SUBJECT = 4
"""Up to how many words in front of a relative clause are a subject only: "the running club, which …, has"."""
_LEAST_REASON = 5
"""So many words a shortened reason keeps at least."""
_SAME_MATTER = 1.2
"""What it is worth that a clause speaks on a matter of the question, in words of the question met."""
_SAME_TOPIC = 0.3
_NAMES = 0.3
"""What a word that names the matter counts beside one that asks: any clause may name it, but some name another."""
_DENIES = 0.35
"""What it is worth that a clause denies something: what is not so is told because it is asked for."""
_LABEL = lazy_pattern(
    r"\W*(?:not |un|still |also )?(?:affected|concerned|included|covered|supported|excluded|available)\W*$",
    re.IGNORECASE,
)
"""What stands before a colon and says of all behind it what holds: "Not affected: the ferry"."""
_UNTOUCHED = lazy_pattern(r"\b(?:not (?:be )?|un)(?:affected|concerned|included|covered)\b", re.IGNORECASE)
_IS_UNTOUCHED = 1.0
"""What it is worth that a clause exempts what it speaks of, whatever from."""
_OPENING = lazy_pattern(
    r"^(?:(?:and|but|so|because|however|although|though|while|whereas|since|then|therefore|in fact|also|now|"
    r"which|who|whose)\b[\s,]*)+",
    re.IGNORECASE,
)
_SUBORDINATE = lazy_pattern(
    r"\W*(?:because|since|as|although|though|while|unless|if|despite|(?:\w+ ){0,3}(?:after|before))\s(?!then\b)",
    re.IGNORECASE,
)
"""What gives a reason, a time or a condition of what another clause states."""
_RESUMES = lazy_pattern(r"\W*but (?:it|they|he|she|these|those) \w+(?:n['’]t| not| no)\b", re.IGNORECASE)
"""What denies something of a subject that the clause before named."""
_OF_FORMER_TIMES = lazy_pattern(r"\W*(?:which|who) (?:had|used to|until)\b", re.IGNORECASE)
_POINTS_BACK = lazy_pattern(
    r"\W*(?:and )?(?:this|that|these|those) (?:is|are|was|were|has|have|can\w*|will|does|may)\b", re.I
)
"""What says something of the clause before: "it stops at dusk; this cannot be changed"."""
_LEANS = (_OF_FORMER_TIMES, _SUBORDINATE, _POINTS_BACK)
_RELATIVE = lazy_pattern(r",\s(?:which|who|whose|whom|where)\s[^,;]{3,90},\s")
_FORMER = lazy_pattern(
    r",\s(?:until (?:now|then|recently)|once|formerly|previously|so far|which had|who had)\b[^,;]*(?=,)", re.I
)
_ATTRIBUTION = lazy_pattern(
    r",\s+(?:\w+[\s\w.'’-]{0,60}\b)?(?:said|says|added|told|wrote|explained|promised|stressed|warned)\b.*$"
)
_INTRODUCTION = lazy_pattern(r"^(?:the|our|my|one|another)\s(?:[\w-]+\s){1,4}(?:is|was|remains)\sthat\s", re.IGNORECASE)
"""What only introduces a statement: "the likeliest guess is that …"."""
_COLON = lazy_pattern(r":\s+(?=[A-Za-z])")
_BOUNDARY = lazy_pattern(r"[;:()]|\s[–—-]\s|\b(?:but|although|though|while|whereas|because)\b|,\s(?=(?:and|so|or)\b)")
_APPOSED = lazy_pattern(
    r"(?P<who>(?:[Tt]he|[Aa]n?|[A-Z][\w’'-]*) [^,;:()]+), "
    r"(?:has|have|had|is|are|was|were|will|would|can|could|may|must|does|do|did|no longer)\b"
)
_BREAKS = frozenset(
    "on in at for from by with to after before because since until when which who that as if under over and or instead "
    "than during without where within through via".split()
)


@lru_cache(maxsize=4096)
def clauses_of(sentence: str) -> tuple[Span, ...]:
    """The stretches of a sentence that state something: they hold a verb; the whole sentence where none does."""
    found = []
    for clause in split_clauses(sentence):
        for stretch in _stretches(sentence, clause):
            start = stretch.start
            for edge in _edges(sentence, stretch):
                if _has_verb(tokenize(sentence[start:edge])) or _is_labelled(sentence[start:edge]):
                    found.append(Span(start, edge))
                    start = edge
    return tuple(found) or (Span(0, len(sentence)),)


def _is_labelled(text: str) -> bool:
    """Whether a text says by a label what holds of what it lists: "Not affected: the ferry"."""
    label, colon, _ = text.partition(":")
    return bool(colon) and _LABEL.match(label) is not None


def _stretches(sentence: str, clause: Clause) -> Iterable[Span]:
    """The stretches of a clause; as one, where a relative clause parts its subject from its verb."""
    first, last = clause.stretches[0], clause.stretches[-1]
    words = tokenize(first.of(sentence))
    if first is not last and (len(words) <= _BARE_SUBJECT or not _has_verb(words)):
        return (Span(first.start, last.stop),)
    return clause.stretches


def _edges(sentence: str, stretch: Span) -> list[int]:
    """Where a stretch may be parted: behind its colons, behind a subordinate clause that it opens with, at its end."""
    edges = [
        found.end()
        for found in _COLON.finditer(sentence, stretch.start, stretch.stop)
        if not _LABEL.match(sentence[stretch.start : found.start()])
    ]
    if _SUBORDINATE.match(sentence, stretch.start):
        comma = sentence.find(", ", stretch.start, stretch.stop)
        edges += [comma + 2] if comma > 0 and _has_verb(tokenize(sentence[comma : stretch.stop])) else []
    return sorted([*edges, stretch.stop])


def _has_verb(tokens: Sequence[Token]) -> bool:
    return len(tokens) > 1 and bool(re.search("[VZDMA]", tag(tokens)))


def with_label(read: Read, line: Line) -> str:
    """A sentence; one without a verb as what its heading, or the line that announces it, says of it: "Not affected"."""
    text, number = line.sentence.text, line.sentence.number
    if _has_verb(tokenize(text)):
        return text
    before = line.heading
    if before is None and number and read.view.lines[number - 1].sentence.text.rstrip().endswith(":"):
        before = number - 1
    return text if before is None else f"{read.view.lines[before].sentence.text.rstrip(' :')}: {text}"


def find_clause(valence: Valence, question: str, read: Read, line: Line) -> str:
    """The clause of a sentence that holds most of the question's words, or speaks on its matter; what it says of
    former times is cut out."""
    sentence = line.sentence.text
    spans = clauses_of(sentence)
    chosen = spans[0]
    if len(spans) > 1:
        chosen = max(spans, key=lambda span: (_weight(valence, question, read, line, span), -span.start))
    return _RELATIVE.sub(" ", _FORMER.sub("", chosen.of(sentence)))


def _weight(valence: Valence, question: str, read: Read, line: Line, span: Span) -> float:
    shift = line.sentence.span.start
    place = Span(span.start + shift, span.stop + shift)
    inside = line.inside(place)
    if not inside:
        return 0.0
    if _RESUMES.match(line.sentence.text, span.start):
        # "the second boat starts in May, but it carries no prams": what "it" is stands before
        inside = list(range(inside[-1] + 1))
    worth = read.weights * np.where(read.subject, _NAMES, 1.0)
    met = float((read.match.words[:, line.ids[inside]].max(axis=1) * worth).sum())
    if any(one.match(line.sentence.text[span.start : span.stop]) for one in _LEANS):
        return met / 2
    shared = valence.shared(question, span.of(line.sentence.text)).values()
    met += _IS_UNTOUCHED * (_UNTOUCHED.search(span.of(line.sentence.text)) is not None)
    met += _DENIES * valence.is_turned(span.of(line.sentence.text))
    return met + _SAME_MATTER * any(shared) + _SAME_TOPIC * (bool(shared) and not any(shared))


def put(clause: str, proper: frozenset[str]) -> str:
    """A clause as the reason after "Yes, …": at most twelve words, no loose marks, a small letter first unless a name.

    proper: folded words that are written with a capital only.

    >>> put("But the Corn Hall stays closed.", frozenset())
    'the Corn Hall stays closed'
    >>> put("The likeliest guess is that the Corn Hall stays closed.", frozenset())
    'the Corn Hall stays closed'
    """
    words = _OPENING.sub("", clause.strip(' \t\n"“”„«».,;:()–—-'))
    words = _ATTRIBUTION.sub("", _INTRODUCTION.sub("", words)).strip(' "“”.,;:–—-') or words
    words = _unapposed(without_lone_marks(words))
    return _small_start(_shortened(words.split()), proper)


def _unapposed(words: str) -> str:
    """A clause without a comma between its subject and verb, which the words before the subject left behind."""
    found = _APPOSED.match(words)
    if found is None or _has_verb(tokenize(found["who"])):
        return words
    return f"{found['who']} {words[found.end('who') + 2 :]}"


def _shortened(words: Sequence[str]) -> str:
    """The words, or their first twelve cut where a phrase ends."""
    if len(words) <= REASON_WORDS:
        return " ".join(words)
    for stop in range(REASON_WORDS, _LEAST_REASON - 1, -1):
        ends = words[stop - 1].endswith((",", ";", ":")) or fold(words[stop]) in _BREAKS
        if ends and fold(words[stop - 1]) not in _BREAKS and _has_verb(tokenize(" ".join(words[:stop]))):
            return " ".join(words[:stop]).rstrip(" ,;:")
    return " ".join(words[:REASON_WORDS]).rstrip(" ,;:")


def _small_start(text: str, proper: frozenset[str]) -> str:
    first = re.match(r"[A-Z][a-zà-ÿ'’]*(?=\s|$)", text)
    if first is None or first.group() == "I":
        return text
    following = text[first.end() :].lstrip()
    tag_letter = usual_tag(fold(first.group()))
    is_grammar = tag_letter in "TIAMOCW"
    is_name = tag_letter == "P" or (not is_grammar and (fold(first.group()) in proper or following[:1].isupper()))
    if is_name:
        return text
    return text[0].lower() + text[1:]


def best_clause(read: Read, line: Line) -> str:
    """The clause of a sentence that holds most of the question's weight."""
    text = line.sentence.text
    edges = [0, *(m.start() for m in _BOUNDARY.finditer(text)), len(text)]
    best, best_weight = text, -1.0
    shift = line.sentence.span.start
    for start, stop in pairwise(edges):
        inside = line.inside(Span(start + shift, stop + shift))
        if len(inside) < 2:
            continue
        strengths = read.match.words[:, line.ids[inside]].max(axis=1)
        weight = float((strengths * read.weights).sum())
        if weight > best_weight + 1e-6:
            best, best_weight = text[start:stop], weight
    return best.strip(" ,;:()–—-")


_UNSETTLED = (
    r"(?:(?:still |yet |being |to be |under |completely |in the |up in the )*(?:open|unclear|undecided|unknown|"
    r"uncertain|unsettled|unresolved|seen|examined|checked|considered|discussed|negotiated|investigated|looked into|"
    r"reviewed|debated|discussion|consideration|review|negotiation|stars|air)|"
    r"(?:not (?:yet )?|yet to be |still to be |far from |to be )(?:been )?(?:known|clear|decided|certain|settled|fixed|"
    r"foreseeable|said|agreed))"
)
_NOT_SETTLED = (
    r"(?:(?:do|does|did|can|could|will|would|has|have)(?: not|n['’]t)|cannot|not|nobody|no one|never)(?: yet| even)?"
    r"(?: (?:say|tell|know|promise|decide|made|been))*(?: yet)?|"
    r"unclear|undecided|unknown|uncertain|unsure|open|"
    r"(?:is|are|was|were) (?:still )?(?:negotiat|examin|consider|discuss|check|review|debat|investigat)ing|"
    r"(?:will|is to|are to|must|has to|have to) (?:first |only |still )?(?:decide|rule|say|vote|examine|show)|"
    r"depends on|no decision"
)
_OPEN = lazy_pattern(
    rf"(?:^|[;:] )\W*(?:as to )?whether\b(?![^,;]* or [^,;]*,)|"
    rf"\bwhether\b.*\b(?:(?:is|are|was|were|remains?|stays?|has|have) {_UNSETTLED}|depends? on)\b|"
    rf"(?:^|[;:] )\W*(?:who|how|what|which \w+|when|where|why)\b [^,;]*\w [^,;]*"
    rf"\b(?:is|are|was|were|remains?|stays?|has|have) {_UNSETTLED}\b(?! to (?!be\b)|,)|"
    rf"\b(?:{_NOT_SETTLED})\b[^.;,]{{0,30}}\b(?:whether|if)\b",
    re.IGNORECASE,
)
"""What leaves a matter open: an indirect question as the subject, or behind what says that nobody knows yet."""
_SETTLED = lazy_pattern(
    r"\b(?:is|was|has|have) (?:now |already |finally |been |meanwhile )+"
    r"(?:decided|settled|clear|certain|known|agreed)\b",
    re.IGNORECASE,
)
_ASKS_WHETHER_OPEN = lazy_pattern(
    r"\b(?:certain|sure|know[ns]?|clear|decide[ds]?|settled?|definite\w*|confirmed|official|fixed|final|"
    r"guaranteed|(?:a )?done deal|in the bag|(?:made?|make) up (?:their|there|its|his|her|your) minds?|foregone)\b",
    re.I,
)


_ASKS_INDIRECTLY = lazy_pattern(r"\b(?:whether|if|who|how|what|which|when|where|why)\b", re.IGNORECASE)


@lru_cache(maxsize=8192)
def left_open(sentence: str) -> bool:
    """Whether a sentence says of a matter that it is open, and takes no side of it.

    >>> left_open("Whether the pier will be rebuilt is not known.")
    True
    """
    if _ASKS_INDIRECTLY.search(sentence) is None:
        return False
    return _OPEN.search(sentence) is not None and not _SETTLED.search(sentence)


def asks_whether_open(question: str) -> frozenset[str]:
    """The stems of the words by which a question asks just whether something is open or settled; none where not."""
    return frozenset(token.stem for found in _ASKS_WHETHER_OPEN.findall(question) for token in tokenize(found))
