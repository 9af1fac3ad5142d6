"""What people taught: facts with the very questions they answer, other names for things, values that are no facts."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence

from knowledge.answering.candidates import Candidate
from knowledge.language.text import Repaired, tokenize
from knowledge.model import Answer, Article, Citation, Confirmed, Fact, Focus, Step
from knowledge.questions.matters import matter_of
from knowledge.store.protocol import Opening, Store

CURATED = "curated"
"""The setting that changes with everything people curate; without it nobody did."""
ALIAS, CONFIRMED = "alias:", "confirmed:"
"""How the settings begin that hold another name, and a confirmed question."""
SURE = 0.99
"""Confidence in what a person taught for just this question."""
_EMPTY = frozenset(
    "a an the of to in on at for is are was were be been do does did will would shall has have had please can could "
    "you tell me know it its this that there s".split()
)
"""Words that make no question another one; who, when, not, first and numbers do."""

_POINTING = frozenset("it its they them their he she him her his this that these those".split())
"""Words whose meaning another question gives."""


class Taught:
    """Reads from the store what people taught it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._aliases: tuple[str, dict[str, str]] = ("", {})
        self._retired: dict[tuple[str, str], tuple[Fact, ...]] = {}

    def version(self) -> str:
        """Changes with everything that people curate; "" where nobody did."""
        return self._store.setting(CURATED) or ""

    def rename(self, question: str, version: str) -> str:
        """The question with taught names in place of the other names of the same things."""
        if self._aliases[0] != version:
            found = self._store.settings(ALIAS).values()
            self._aliases = version, {entry["alias"]: entry["name"] for entry in map(json.loads, found)}
        return use_names(question, self._aliases[1])

    def find(self, question: str) -> Fact | None:
        """The fact that was taught for a question in these words; the newest article's, a pinned one first."""
        term = term_of(question)
        row = self._store.lookup([term]).get(term)
        if row is None:
            return None
        found = self._store.candidates([Opening(row.id, 1, 20)], keep=20)
        facts = [fact for group in self._store.facts_of([passage for passage, _ in found]).values() for fact in group]
        taught = [fact for fact in facts if not fact.is_retired and term in map(term_of, fact.asks)]
        return max(taught, key=lambda fact: (fact.is_pinned, self._day_of(fact), fact.id), default=None)

    def is_retired(self, candidate: Candidate, version: str) -> bool:
        """Whether a curator said that what this candidate gives is no fact."""
        article = candidate.read.view.article
        retired = self._retired_of(article.id, version)
        if not retired:
            return False
        repaired = Repaired(candidate.read.analysis.text, candidate.read.analysis.inserted)
        line = repaired.original(candidate.read.line(candidate.line).sentence.span)
        for fact in retired:
            if fact.evidence.meets(line):
                said = fact.evidence.of(article.text).casefold()
                if said in candidate.text.casefold() or candidate.text.casefold() in said or _gives(candidate, fact):
                    return True
        return False

    def answer(self, fact: Fact, article: Article, question: str) -> Answer:
        """What was taught, as an answer that cites its sentence."""
        sentence = fact.sentence.of(article.text)
        place = fact.sentence.start, fact.sentence.stop
        citation = Citation(article.id, article.title, article.date, sentence, *place, article.source, article.url)
        focus = Focus(question, article.id, sentence, fact.value, fact.subject, fact.kind.value)
        step = Step("taught", f"{fact.id}{' (pinned)' if fact.is_pinned else ''}")
        return Answer(fact.value, citation, fact.certainty, SURE, fact.speaker, fact.when, focus=focus, trace=(step,))

    def _retired_of(self, article_id: str, version: str) -> tuple[Fact, ...]:
        key = article_id, version
        if key not in self._retired:
            if len(self._retired) > 1000:
                self._retired.clear()
            self._retired[key] = tuple(fact for fact in self._store.facts(article_id) if fact.is_retired)
        return self._retired[key]

    def _day_of(self, fact: Fact) -> str:
        article = self._store.article(fact.article_id)
        return article.date.isoformat() if article is not None else ""


def _gives(candidate: Candidate, fact: Fact) -> bool:
    if candidate.value is None or candidate.value.kind is not fact.kind:
        return False
    repaired = Repaired(candidate.read.analysis.text, candidate.read.analysis.inserted)
    return repaired.original(candidate.value.span).meets(fact.evidence)


def term_of(question: str) -> str:
    """What a taught question is found by in the index: the same for the same words in the same order.

    >>> term_of("When will the X1 ship?") == term_of("when does the x1 ship")
    True
    >>> term_of("When will the X1 ship?") == term_of("Where will the X1 ship?")
    False
    """
    words = [token.stem for token in tokenize(question) if token.norm not in _EMPTY]
    return "?" + hashlib.sha256(" ".join(words).encode()).hexdigest()[:16]


def is_whole(question: str) -> bool:
    """Whether a question names what it is about, and so means the same whoever asks it after whatever.

    >>> is_whole("Is there anything cold at the pool?"), is_whole("How much does it cost?")
    (True, False)
    """
    tokens = {token.norm for token in tokenize(question)}
    return not tokens & _POINTING and bool(matter_of(question).words)


def terms_of(facts: Sequence[Fact]) -> Iterator[tuple[Fact, str]]:
    """Each taught question of these facts as its term."""
    for fact in facts:
        for term in dict.fromkeys(map(term_of, fact.asks)):
            yield fact, term


def use_names(question: str, aliases: Mapping[str, str]) -> str:
    """The question with each alias replaced by its name, whole words only; what is called by its name stays.

    >>> use_names("How much is the P60?", {"p60": "Margin 3 Plus"})
    'How much is the Margin 3 Plus?'
    """
    if not aliases:
        return question
    known = {alias.casefold(): name for alias, name in aliases.items()}
    texts = sorted({*known, *(name.casefold() for name in known.values())}, key=len, reverse=True)
    pattern = r"(?<!\w)(?:" + "|".join(re.escape(text).replace(r"\ ", r"\s+") for text in texts) + r")(?!\w)"

    def name_of(found: re.Match[str]) -> str:
        return known.get(" ".join(found[0].split()).casefold(), found[0])

    return re.sub(pattern, name_of, question, flags=re.IGNORECASE)


def alias_key(alias: str) -> str:
    """The setting that holds another name."""
    return ALIAS + " ".join(alias.casefold().split())


def confirmed_key(question: str) -> str:
    """The setting that holds a confirmed question."""
    return CONFIRMED + term_of(question)


def read_confirmed(body: str) -> Confirmed:
    """A confirmed question as its setting holds it."""
    return Confirmed(**json.loads(body))
