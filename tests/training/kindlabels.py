"""Which kind of answer a question of a set asks for, as its gold answers show it: the labels of train_kinds."""

from __future__ import annotations

import re

from bot.evaluation.goldset import GoldQuestion

_AS_NAMED = frozenset({"yesno", "price", "role", "where", "why", "list", "what", "who"})
"""Kinds of question in a set that are kinds of the model."""
_AMOUNTS = frozenset({"price", "clock", "duration", "frequency", "measure", "count"})
_NUMBER = r"(?:\d[\d.,]*|an?|half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|none|zero)"
_ABOUT = r"(?:about |around |almost |over |nearly |roughly |more than |at least |up to |some )?"
_UNITS = (
    r"kg|g|km|m|cm|mm|l|k?wh|k?w|mw|[kmg]?hz|[gmt]b|db|nm|inch(?:es)?|bar|°c?|degrees|lumens|lit(?:re|er)s?|grams?|"
    r"kilo(?:gram|met(?:re|er))?s?|met(?:re|er)s?|tonnes?|tons?|miles?|square|volts?|watts?|points?|stars"
)
_CURRENCIES = r"euros?|pounds?|dollars?|crowns?|kron\w+|francs?|yen|cents?|pence|zloty|chf|eur|usd"
_RATES = r"every|twice|once|per|daily|weekly|monthly|hourly|times an?|an? (?:day|week|month|year)"
_FORMS = (
    ("yesno", r"^(?:yes|no)\b"),
    ("price", rf"[€$£¥]\s?\d|\d.*\b(?:{_CURRENCIES})\b"),
    ("frequency", rf"^(?:\S+ ){{0,4}}\S*\b(?:{_RATES})\b"),
    ("clock", r"\b\d{1,2}(?:[:.]\d\d)?\s?[ap]m\b|\b\d{1,2}:\d\d\b|\bnoon\b|\bmidnight\b|o'clock"),
    ("duration", rf"\b{_NUMBER}\b.*\b(?:second|minute|hour|day|week|month|year)s?\b"),
    ("measure", rf"%|\bper ?cent\b|\d\s?(?:{_UNITS})\b"),
    ("count", rf"^{_ABOUT}{_NUMBER}\b"),
)
"""What an answer of a kind looks like, in lower case; the first that fits one of the answers tells."""


def kind_of(question: GoldQuestion) -> str | None:
    """The kind of a set's question among those of the model; None where its answers don't show it."""
    if question.is_unanswerable or not question.answers:
        return None
    form = next((kind for answer in question.answers if (kind := _form(answer)) is not None), None)
    match question.kind:
        case "quote":
            return "whosaid" if any(_is_same(answer, question.speaker) for answer in question.answers) else "said"
        case "when":
            return form if question.when is None and form in ("clock", "duration") else "when"
        case "number":
            return form if form in _AMOUNTS else None
        case "latest" | "followup":
            if form == "yesno" or question.when is None:
                return form or _as_asked(question.text)
            return "when"
        case kind:
            return kind if kind in _AS_NAMED else None


def _form(answer: str) -> str | None:
    return next((kind for kind, pattern in _FORMS if re.search(pattern, answer.casefold())), None)


def _is_same(answer: str, speaker: str | None) -> bool:
    return bool(speaker) and (answer in speaker or speaker in answer)


def _as_asked(text: str) -> str | None:
    """The kind that a question's own word names."""
    found = re.search(r"\b(why|how come|who|where)\b", text.casefold())
    return None if found is None else {"how come": "why"}.get(found[1], found[1])
