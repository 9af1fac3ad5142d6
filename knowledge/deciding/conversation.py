"""What a follow-up inherits from the outcome before it: subject, attribute, article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering.candidates import Read
from knowledge.deciding.decide import Ruling
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize
from knowledge.language.vectors import load_vectors
from knowledge.language.vocabulary import load_vocabulary
from knowledge.language.wordlists import words
from knowledge.model import Focus, ValueKind
from knowledge.questions.query import Asked, Query
from knowledge.questions.question import parse
from knowledge.questions.understanding import is_identity, words_of_asking
from knowledge.questions.wordgroups import AUX, WH
from knowledge.search.kin import are_kin
from knowledge.search.matching import Sought

_LEANS = lazy_pattern(
    r"^\W*(?:and|so|but|then|also|what about|how about)\b|^\W*why(?: not| so| the| is that)?\b.{0,12}$|"
    r"\b(?:it|its|that|this|they|them|their|these|those|there|one|then|he|she|him|his|her)\b",
    re.IGNORECASE,
)
ABOUT = 0.75
"""From which share of the naming words on an article is about what a question names."""
EVERYDAY = 0.45
"""Up to this rarity a word of a title names nothing by itself."""
_HE = lazy_pattern(r"\b(?:he|she|him)\b", re.IGNORECASE)
_HIS = lazy_pattern(r"\b(?:his|her)\b", re.IGNORECASE)
_SAME_AGAIN = lazy_pattern(
    r"^\W*(?:and |so )?what (?:is|was|about) (?:it|that)\b|\bbefore (?:that|then)\b", re.IGNORECASE
)


_ELLIPTIC = 4
"""Up to how many words without a question word are taken as the end of the question before: "and in yen?"."""
_ASKS_ANEW = lazy_pattern(rf"\b(?:{WH}|{AUX})\b", re.IGNORECASE)
_ON = lazy_pattern(
    r"^\W*(?:and|or|but|what about|how about|same (?:for|with|goes for))\b|\b(?:too|as well)\W*$", re.IGNORECASE
)
_ANOTHER_ONE = lazy_pattern(
    r"^\W*(?:(?:and|or|but|what about|how about)\b\W*)?(?:(?:for|on|in|with|by|at|of) )?"
    r"(?:the|that|this|an?)(?: [\w'-]+){0,3} (?:ones?|version|model|edition|variant|other)\b",
    re.IGNORECASE,
)
"""Another of the same kind, of which the same is asked: "the one with more storage?", "and the bigger one?"."""
_BARE_TIME = lazy_pattern(
    r"^\W*(?:and |so )?(?:starting|beginning|as of|as from|effective)(?: from)?\W*$", re.IGNORECASE
)


_OTHERS_WHO = lazy_pattern(
    rf"^\W*(?:and|or|but|what about|how about)(?: (?!(?:{WH}|{AUX})\b)[\w'-]+){{1,4}} who\b", re.IGNORECASE
)
"""Others of whom the same is asked: "and for people who booked early?"."""
_OTHER = lazy_pattern(r"^\W*(?:in |for |to |at )?(?:the )?others?\b", re.IGNORECASE)
_OF_WHOM = lazy_pattern(r"\b(?:the|others?|for|in|on|at|with|to|from)\b", re.IGNORECASE)
_COUNTING = frozenset({Asked.HOW_MANY, Asked.MEASURE, Asked.HOW_MUCH})
_NAMING = frozenset({Asked.LIST, Asked.WHAT, Asked.WHO, Asked.SAID})
_VALUED = _COUNTING | {Asked.WHEN, Asked.CLOCK, Asked.HOW_LONG, Asked.HOW_OFTEN}
_OF_PERSONS, _AGE = frozenset({Asked.SAID, Asked.ROLE}), frozenset(("old", "age"))
"""What is asked of somebody whatever was talked of: their words, their role, their age."""
_KINDS = frozenset(asked.value for asked in Asked)


def leans(question: str) -> bool:
    """Whether a question shows that it continues another: a pronoun, an opening "and …", a bare "why?"."""
    return _LEANS.search(question) is not None


def continue_question(question: str, focus: Focus) -> Query:
    """The query of a follow-up, with what it leaves open taken from the focus."""
    of_person = 0
    if focus.subject:
        question, of_person = _HE.subn(focus.subject, question)
        question = _HIS.sub(f"{focus.subject}'s", question)
    query, before = parse(question), parse(focus.question)
    if focus.kind in _KINDS:  # of a chain of questions, the words do not tell the last one's kind
        before = replace(before, asked=Asked(focus.kind))
    is_another = _ASKS_ANEW.search(query.text) is None and _ANOTHER_ONE.match(query.text) is not None
    query = _as_before(query, before, is_another=is_another)
    if of_person and (query.asked in _OF_PERSONS or query.measure in _AGE):
        return replace(query, told=focus.sentence, answered=focus.answer)  # with the name it says all
    own = {token.stem for token in query.tokens} | words_of_asking(before)
    nations = words("questions", "nations")
    if any(token.norm in nations for token in query.tokens):
        own |= nations  # "and trains from the uk?" is not about the Swiss ones asked for before
    tokens = tokenize(focus.question)
    inherited = tuple(
        token
        for n, token in enumerate(tokens)
        if not own & {token.stem, token.norm} and not (is_another and is_identity(n, tokens))
    )
    return replace(query, inherited=inherited, told="" if is_another else focus.sentence, answered=focus.answer)


def _as_before(query: Query, before: Query, *, is_another: bool) -> Query:
    """The query with the kind of the question before, where it only names something else to ask the same of."""
    question = query.text
    if _BARE_TIME.match(question):
        return replace(query, asked=Asked.WHEN)
    if query.asked in (Asked.WHAT, Asked.OPEN) and _SAME_AGAIN.search(question):
        return replace(query, asked=before.asked, focus=before.focus, measure=before.measure, currency=before.currency)
    is_short = _has_no_kind(query, before) and (len(query.tokens) <= _ELLIPTIC or _ON.search(question) is not None)
    if not is_short and not is_another:
        return query
    if is_short and query.currency:
        return replace(query, asked=Asked.HOW_MUCH, focus=before.focus, is_latest=query.is_latest or before.is_latest)
    return replace(
        query,
        asked=before.asked,
        focus=before.focus,
        measure=before.measure,
        wants_list=before.wants_list,
        currency=query.currency or before.currency,
        is_latest=query.is_latest or before.is_latest,
        is_past=query.is_past or (before.is_past and not query.is_latest),
    )


def _has_no_kind(query: Query, before: Query) -> bool:
    """Whether a question only names something else: "and the shed?", "companies?"; "capacity?" asks for a figure."""
    if query.asked is Asked.OPEN or _OTHERS_WHO.match(query.text):
        return True
    if not query.is_guessed or any(load_vocabulary().asked(query.tokens)):
        return False
    goes_on = _ON.search(query.text) is not None or _OTHER.match(query.text) is not None
    if query.asked in _COUNTING and not (goes_on and _OF_WHOM.search(query.text)):
        return False  # "and passengers?"
    return goes_on or (query.asked in _NAMING and before.asked in _VALUED)


def next_focus(query: Query, ruling: Ruling, before: Focus | None) -> Focus | None:
    """What the next question may inherit."""
    chosen = ruling.chosen
    told = " ".join(dict.fromkeys([query.text, *(token.text for token in query.inherited)]))
    if chosen is None:
        return _focus_of_silence(query, told, ruling, before)
    value = chosen.value
    person = ""
    if value is not None and value.kind is ValueKind.PERSON:
        person = chosen.text
    elif value is not None:
        person = value.who
    return Focus(
        told,
        chosen.read.view.article.id,
        chosen.read.line(chosen.line).sentence.text,
        chosen.text,
        subject=person,
        kind=query.asked.value,
    )


def _focus_of_silence(query: Query, told: str, ruling: Ruling, before: Focus | None) -> Focus:
    """The focus after a question without an answer: what it asked about, and the article that is about that."""
    best = ruling.ranked[0] if ruling.ranked else None
    is_about = best is not None and best.read.subject.any() and best.read.topic >= ABOUT
    article = best.read.view.article.id if best is not None and is_about else before and before.article_id
    sentence = best.read.line(best.line).sentence.text if best is not None and is_about else ""
    subject = before.subject if before else ""
    return Focus(told, article or None, sentence, subject=subject, kind=query.asked.value)


def stands_alone(read: Read, sought: Sequence[Sought], focus: Focus) -> bool:
    """Whether a question says by itself what it is about: by a name, or by rare words of the article's title."""
    if read.view.article.id == focus.article_id:
        return True
    rarity = load_vectors().rarity
    return any(
        one.is_name or one.is_identity or (read.subject[n] and rarity(one.token.norm) > EVERYDAY)
        for n, one in enumerate(sought)
    )


def on_the_matter(reads: Sequence[Read], article_id: str | None) -> list[Read]:
    """Of the articles read for a follow-up, the one in focus and those about what it names; or all."""
    prior = next((read for read in reads if read.view.article.id == article_id), None)
    if prior is None:
        return list(reads)
    return [
        read
        for read in reads
        if read is prior
        or are_kin(read.view, prior.view)
        or (prior.subject.any() and read.topic >= ABOUT and read.topic >= prior.topic)
    ]
