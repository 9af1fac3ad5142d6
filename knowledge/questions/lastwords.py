"""Questions that ask by their last words: "closed since?", "built in which town", "the festival kicks off?"."""

from __future__ import annotations

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize
from knowledge.language.wordclasses import lemma, possible_tags, tag
from knowledge.language.wordlists import lines
from knowledge.questions.query import Asked, Query, query_of

_AUX, _WH, _PLACE, _TIME = (
    "|".join(lines("questions", name)) for name in ("auxiliaries", "wh", "place_nouns", "time_nouns")
)
_SMALL = r"(?:please|pls|exactly|again|roughly|actually)"
_ASKS_EARLIER = lazy_pattern(rf"^(?:(?:and|so|but) )?(?:(?:in|on|at|by|from|to|for|of|about|with) )?(?:{_WH}|{_AUX})\b")
_ANY_WH = lazy_pattern(rf"\b(?:{_WH})\b")
_SITU = lazy_pattern(
    rf"\b(?:in|on|at|from|to|by|until|till|til|since|near|for)? ?(?:which|what) (?:\w+ )?(?:(?P<time>{_TIME})|"
    rf"(?P<place>{_PLACE}))(?: {_SMALL})*$"
)
_SITU_COUNT = lazy_pattern(r"(?<!\bevery )\bhow many (?P<n>\w+)(?: (?!of\b)\w+)?$")
_CLOSES = lazy_pattern(rf"\b(?P<word>since|until|till|til|on|by|from|in|at|to)(?: {_SMALL})*$")
_OF_THINGS = frozenset(
    "depend rely base run work focus count build concentrate insist comment agree vote put turn move spend feature "
    "bear hang carry pass sign".split()
)
"""Verbs after which "on" names a thing, not a day."""
_OF_ORIGIN = frozenset(
    "come hail be bear derive stem buy get order import ship deliver send start depart leave".split()
)
"""Verbs after which "from" names a place or a giver."""
_PHRASAL = frozenset("throw chip join break give kick weigh log sign hand turn step cut cash pitch fill build".split())
"""Verbs that "in" belongs to: "chips in" names no place."""
_BEGINS_OR_ENDS = lazy_pattern(
    r"\b(?P<verb>starts?|begins?|opens?|reopens?|ends?|closes?|finish(?:es)?|launch(?:es)?|ships?|airs?|arrives?|"
    r"premieres?|expires?|retires?|happens?|(?:kicks?|sets?|takes?|lifts?|goes|blasts?) off|comes? (?:out|back)|"
    r"takes? (?:place|effect)|goes (?:live|up|online|on sale)|due)$"
)
_FIGURES = "|".join((*lines("questions", "money_nouns"), *lines("questions", "number_nouns")))
_OTHERWISE = lazy_pattern(rf"\b(?:{_FIGURES}|any|reasons?)\b")
"""Words by which such a clause asks for something else."""
_PLACE_WHERE = lazy_pattern(
    rf"^(?:the )?(?:{_PLACE}) (?:where|(?:in|at|to|from) which)\b|"
    rf"^(?:which|what) (?:{_PLACE})s? (?:do|does|did)\b|^(?:in|at|from|to) (?:which|what) (?:{_PLACE})\b|"
    rf"^(?:which|what) (?:{_PLACE})s? (?:is|was|are|were|will|has|have|can|should|must)\b.* (?:from|in|at|to|near|off)$"
)
_DAY_WHEN = lazy_pattern(rf"^(?:the )?(?:{_TIME}) (?:when|(?:on|in|from|by) which)\b")


def closing_question(clause: str, lowered: str) -> Query | None:
    """The query of a clause whose last words ask, or which names the place or day where something is; else None.

    >>> closing_question("old mill shut since?", "old mill shut since?").asked
    <Asked.WHEN: 'when'>
    """
    asked = lowered.strip(" ?!.")
    if _PLACE_WHERE.match(asked):
        return query_of(clause, Asked.WHERE)
    if _DAY_WHEN.match(asked):
        return query_of(clause, Asked.WHEN)
    if _ASKS_EARLIER.match(asked) or len(asked.split()) < 2:
        return None
    situ = _SITU.search(asked)
    if situ is not None and not _ANY_WH.search(asked[: situ.start()]):
        return query_of(clause, Asked.WHEN if situ["time"] else Asked.WHERE)
    if _ANY_WH.search(asked):
        counted = _SITU_COUNT.search(asked)
        if counted is None or _ANY_WH.search(asked[: counted.start()]):
            return None
        return query_of(clause, Asked.HOW_MANY, focus=(counted["n"],))
    return _stranded(clause, asked) or _begins(clause, asked)


def _stranded(clause: str, asked: str) -> Query | None:
    """ "the ferry runs again from?": a preposition without its noun asks for the day or the place that it lacks."""
    match = _CLOSES.search(asked)
    if match is None:
        return None
    before = tokenize(asked[: match.start()])
    if not before:
        return None
    tags, word = tag(before), match["word"]
    verb = lemma(before[-1].norm, "verb")
    is_agent = word == "by" and (tags[-1] in "DE" or not set(tags) & set("VZD"))
    if is_agent or (word == "on" and verb in _OF_THINGS) or (word == "in" and verb in _PHRASAL):
        return None
    if word in ("in", "at", "to") or (word == "from" and verb in _OF_ORIGIN):
        is_doing = "V" in possible_tags(verb) and tags[-1] in "DEZVGS"
        return query_of(clause, Asked.WHERE) if is_doing and len(before) > 1 else None
    return query_of(clause, Asked.WHEN)


def _begins(clause: str, asked: str) -> Query | None:
    """ "the harbour fair kicks off?": a thing and that it begins or ends, without an object, ask for the day."""
    match = _BEGINS_OR_ENDS.search(asked)
    if match is None:
        return None
    tokens = tokenize(clause)
    before = tokens[: -len(match["verb"].split())]
    if not before or tokens[-1].text[0].isupper() or _OTHERWISE.search(asked):
        return None
    return query_of(clause, Asked.WHEN) if tag(before)[-1] in "NSPE#X" else None
