"""What a follow-up inherits from the outcome before it: subject, attribute, article."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.deciding.decide import Ruling
from knowledge.language.text import tokenize
from knowledge.model import Focus, ValueKind
from knowledge.questions.query import Asked, Query
from knowledge.questions.question import parse

_LEANS = re.compile(
    r"^\W*(?:and|so|but|then|also|what about|how about|why(?: not| so| the| is that)?\b.{0,12}$)\b|"
    r"\b(?:it|its|that|this|they|them|their|these|those|there|one|then|he|she|him|his|her)\b",
    re.IGNORECASE,
)
_HE = re.compile(r"\b(?:he|she|him)\b", re.IGNORECASE)
_HIS = re.compile(r"\b(?:his|her)\b", re.IGNORECASE)
_SAME_AGAIN = re.compile(
    r"^\W*(?:and |so )?what (?:is|was|about) (?:it|that)\b|\bbefore (?:that|then)\b", re.IGNORECASE
)


def leans(question: str) -> bool:
    """Whether a question shows that it continues another: a pronoun, an opening "and …", a bare "why?"."""
    return _LEANS.search(question) is not None


def continue_question(question: str, focus: Focus) -> Query:
    """The query of a follow-up, with what it leaves open taken from the focus."""
    if focus.subject:
        question = _HIS.sub(f"{focus.subject}'s", _HE.sub(focus.subject, question))
    query = parse(question)
    before = parse(focus.question)
    if query.asked in (Asked.WHAT, Asked.OPEN) and _SAME_AGAIN.search(question):
        query = replace(query, asked=before.asked, focus=before.focus, measure=before.measure, currency=before.currency)
    own = {token.stem for token in query.tokens}
    inherited = tuple(token for token in tokenize(focus.question) if token.stem not in own)
    return replace(query, inherited=inherited)


def next_focus(query: Query, ruling: Ruling, before: Focus | None) -> Focus | None:
    """What the next question may inherit."""
    chosen = ruling.chosen
    if chosen is None:
        return before
    told = " ".join(dict.fromkeys([query.text, *(token.text for token in query.inherited)]))
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
