"""Yes or no: whether a sentence affirms or denies what a question supposes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from knowledge.candidates import Candidate, Read
from knowledge.changes import takes_back
from knowledge.matching import Sought
from knowledge.model import Certainty, Span
from knowledge.query import Query
from knowledge.view import Line, is_heading
from knowledge.yamlfile import read_vocabulary

REASON_WORDS = 12
LEAST = 0.2
"""Share of the asking words that a sentence and its surroundings must meet to be looked at."""
SPEAKS = 0.15
"""What a word that makes a yes or a no is worth in a sentence's score."""
_BOUNDARY = re.compile(
    r"[;:()]|\s[–—-]\s|\b(?:but|although|though|while|whereas|because)\b|,\s(?=(?:and|so|or)\b)"
)


class Polarity:
    """The words that turn a statement round."""

    def __init__(self, words: Mapping[str, Sequence[str]], opposites: Sequence[str]) -> None:
        """words: negations, denials, bad_states, good_states; opposites: pairs of comma-separated sides."""
        self._turns = [_any_of(words[name]) for name in ("negations", "denials", "bad_states")]
        self._good = _any_of(words["good_states"])
        self._opposites = [tuple(_any_of(side.split(",")) for side in pair.split("/")) for pair in opposites]

    def is_negative(self, clause: str) -> bool:
        """Whether a clause says that something is not so, or goes badly: an odd number of turns.

        >>> load_polarity().is_negative("The night service is not affected")
        False
        """
        return sum(len(pattern.findall(clause)) for pattern in self._turns) % 2 == 1

    def are_opposed(self, question: str, sentence: str) -> bool:
        """Whether the sentence holds the opposite of a word of the question, and not that word itself."""
        for one, other in self._opposites:
            for asked, told in ((one, other), (other, one)):
                if asked.search(question) and told.search(sentence) and not asked.search(sentence):
                    return True
        return False

    def speaks(self, clause: str) -> bool:
        """Whether a clause holds a word that makes a statement a yes or a no."""
        return any(pattern.search(clause) for pattern in (*self._turns, self._good))


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    cleaned = [re.escape(word.strip()).replace(r"\ ", r"\s+") for word in words if word.strip()]
    return re.compile("|".join(w if w == "n't" else rf"\b{w}\b" for w in cleaned), re.IGNORECASE)


@lru_cache(maxsize=1)
def load_polarity() -> Polarity:
    """The shipped words."""
    data = read_vocabulary("polarity")
    lists = {name: data[name].split(",") for name in ("negations", "denials", "bad_states", "good_states")}
    return Polarity(lists, data["opposites"])


def yes_no_candidates(query: Query, reads: Sequence[Read], sought: Sequence[Sought]) -> list[Candidate]:
    """Every sentence as a possible ground for yes or no."""
    polarity = load_polarity()
    asked = " ".join(token.text for token in query.tokens).casefold() if query.tokens else query.text.casefold()
    question = query.clause.casefold() or asked
    found = []
    for read in reads:
        for line in read.view.lines:
            if is_heading(line.sentence.text) or len(line.tokens) < 3:
                continue
            number = line.sentence.number
            if read.coverage(number) < LEAST:
                continue
            clause = best_clause(read, line)
            affirms = judge(polarity, question, line.sentence.text.casefold(), clause.casefold())
            if number + 1 < len(read.view.lines) and takes_back(read.view.lines[number + 1].sentence.text):
                affirms = not affirms
            score = read.topic + 0.25 * read.named(number) + 0.6 * read.coverage(number) + 0.9 * read.own(number)
            score += SPEAKS * (polarity.speaks(clause) or polarity.are_opposed(question, line.sentence.text.casefold()))
            text = f"{'Yes' if affirms else 'No'}, {_reason(clause)}"
            found.append(
                Candidate(
                    read, number, text, score, certainty=_certainty(read, number), asking=read.own(number),
                    speaker=read.analysis.speakers.get(number, ""), notes=["affirms" if affirms else "denies"],
                )
            )  # fmt: skip
    return found


def _certainty(read: Read, number: int) -> Certainty:
    """The label of a sentence: that of the first value in it that is not flatly confirmed."""
    labels = {value.certainty for value in read.analysis.values if value.line == number}
    for certainty in (Certainty.RUMOUR, Certainty.EXPECTED):
        if certainty in labels:
            return certainty
    return Certainty.CONFIRMED


def judge(polarity: Polarity, question: str, sentence: str, clause: str) -> bool:
    """Whether the answer is yes: question and clause are both positive or both negative, and not opposed."""
    asked = re.sub(r"^\W*(?:is|are|do|does|did|will|would|can|could|has|have|had|was|were|should)n't\b", "", question)
    asked = re.sub(r"\bor not\b", "", asked)
    differ = polarity.is_negative(asked) != polarity.is_negative(clause)
    return not (differ or polarity.are_opposed(asked, sentence))


def best_clause(read: Read, line: Line) -> str:
    """The clause of a sentence that holds most of the question's weight."""
    text = line.sentence.text
    edges = [0, *(m.start() for m in _BOUNDARY.finditer(text)), len(text)]
    best, best_weight = text, -1.0
    shift = line.sentence.span.start
    for start, stop in zip(edges, edges[1:], strict=False):
        inside = [n for n, token in enumerate(line.tokens) if Span(start + shift, stop + shift).holds(token.span)]
        if len(inside) < 2:
            continue
        strengths = read.match.words[:, line.ids[inside]].max(axis=1)
        weight = float((strengths * read.weights).sum())
        if weight > best_weight + 1e-6:
            best, best_weight = text[start:stop], weight
    return best.strip(" ,;:()–—-")


def _reason(clause: str) -> str:
    words = re.sub(r"^(?:and|but|so|because|however|although|though|while|whereas)\s+", "", clause.strip(' "“”.,;'))
    kept = words.split()
    return " ".join(kept[:REASON_WORDS]) + (" …" if len(kept) > REASON_WORDS else "")
