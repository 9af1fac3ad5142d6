"""What kind of question a clause is: one rule a kind, tried in order."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize
from knowledge.language.wordclasses import tag
from knowledge.language.wordlists import lines, words
from knowledge.questions.askednoun import counted_noun, read_noun, stands_before_noun
from knowledge.questions.askedpeople import PEOPLE_NOUNS, find_somebody
from knowledge.questions.figurequestions import IDENTIFIER, asks_cost, asks_sum, currency_of, figure_question
from knowledge.questions.lastwords import closing_question
from knowledge.questions.polarquestions import is_polar, polar_start
from knowledge.questions.pricedthings import is_money
from knowledge.questions.query import Asked, Query, query_of
from knowledge.questions.saidquestions import quote_question, role_form, speaker_question
from knowledge.questions.whyquestions import asks_why, surely_asks_why
from knowledge.questions.wordgroups import AUX, WH, alternatives, nouns_of

_TIME_NOUN, _MONEY_NOUN, _NUMBER_NOUN = (alternatives(f"{name}_nouns") for name in ("time", "money", "number"))
_PLACE_NOUN, _WHO_NOUN, _CONTACT_NOUN = (alternatives(f"{name}_nouns") for name in ("place", "who", "contact"))
_ROLES = words("roles", "heads")
_ANYONE = frozenset(lines("questions", "anyone"))
_SUMS = frozenset(lines("questions", "sums"))
_AFTER_HOW_MUCH = frozenset(lines("questions", "after_how_much"))
_DEGREES = (
    "heavy light big large small long wide tall high deep far thick fast quick quickly hot cold "
    "warm old strong powerful "
    "loud bright bad hard full widely late steep accurate"
).split()
"""Adjectives of how-questions; typed.py says which property each asks for."""


def classify(clause: str, without: frozenset[Asked]) -> Query:
    """The query of a clause, by the first rule that knows its kind; kinds in `without` are passed over."""
    lowered = re.sub(r"\s+", " ", re.sub("[“”]", '"', clause).casefold())
    for rule in (
        _polar_start,
        _sure_why_question,
        closing_question,
        speaker_question,
        figure_question,
        quote_question,
        role_form,
        _how_question,
        _wh_question,
        _yes_no_question,
    ):
        found = rule(clause, lowered)
        if found is not None and found.asked not in without:
            return found
    return _open_question(clause, lowered)


def _how_question(clause: str, lowered: str) -> Query | None:
    if re.search(r"\bevery how many\b|\bhow many (?:minutes|hours|days|weeks) (?:between|apart)\b", lowered):
        return query_of(clause, Asked.HOW_OFTEN)
    many = re.search(r"\bhow many\b(?: of (?:the|those|these|them|its|their)\b)? ?(.*)", lowered)
    if many:
        return query_of(clause, Asked.HOW_MANY, focus=nouns_of(" ".join(counted_noun(many.group(1)))))
    if re.search(r"\bhow (?:expensive|cheap|pric[e]?y|costly|dear)\b", lowered):
        return query_of(clause, Asked.HOW_MUCH)
    much = re.search(r"\bhow much\b(?: (?:more|of))?(?: (?P<n>\w+))?", lowered)
    if much:
        noun = much.group("n") or ""
        if re.search(r"\bhow much (?:\w+ )?(?:time|longer)\b", lowered):
            return query_of(clause, Asked.HOW_LONG, measure="time")
        if noun in ("extra", "additional", "more") and re.search(r"\bhow much \w+ (?:money|cash)\b", lowered):
            return query_of(clause, Asked.HOW_MUCH)
        plain = (
            noun in ("", "with", "without", "at", "now")
            or is_money(noun)
            or noun in _SUMS
            or noun in _AFTER_HOW_MUCH
            or re.fullmatch(AUX, noun)
            or currency_of(lowered) != ""
        )
        if plain:
            return query_of(clause, Asked.HOW_MUCH)
        return query_of(clause, Asked.MEASURE, focus=nouns_of(noun), measure=noun)
    for pattern, asked in (
        (r"\bhow (?:often|frequent|frequently|regularly)\b", Asked.HOW_OFTEN),
        (
            r"\bhow (?:long|late) .{1,25}\bopen\b.{0,25}\b(?:\w*day|evening|night|weekend)s?\b|"
            r"\bhow late (?:is|are|can|may|do|does|will) .{1,30}\b(?:open|come|enter|stay|order|arrive|go in|get in)\b",
            Asked.CLOCK,
        ),
        (
            r"\bhow long\b|\bhow soon\b|\b(?:for|after|in) how many (?:days|weeks|months|years|hours|minutes)\b",
            Asked.HOW_LONG,
        ),
    ):
        if re.search(pattern, lowered):
            return query_of(clause, asked)
    degree = re.search(rf"\bhow ({'|'.join(_DEGREES)})\b", lowered)
    if degree:
        return query_of(clause, Asked.MEASURE, measure=degree.group(1))
    if "how come" in lowered or re.match(r"how\b", lowered):
        return query_of(clause, Asked.WHY if "how come" in lowered else Asked.HOW)
    return None


def _wh_question(clause: str, lowered: str) -> Query | None:
    place = _PLACE_FIRST.match(lowered)
    if place is not None and _is_noun_phrase(place["np"], lowered):
        return query_of(clause, Asked.WHERE, focus=nouns_of(place["np"]))
    for rule in (_time_question, _why_question):
        found = rule(clause, lowered)
        if found is not None:
            return found
    if re.match(r"(?:(?:and|so|from|at|in|on|to|by|for|under|of|above|up to) )?(?:what|which)\b", lowered):
        return _what_question(clause, lowered)
    if re.match(r"where\b", lowered):
        return query_of(clause, Asked.WHERE)
    if re.search(r"\bwhen\b", lowered) and not (_WHO_FIRST.match(lowered) and not lowered.endswith("when")):
        return query_of(clause, Asked.WHEN)
    if re.search(r"\bwhere\b", lowered) and not re.match(rf"(?:{AUX})\b", lowered):
        return query_of(clause, Asked.WHERE)
    if re.search(r"\b(?:who|whom|whose)\b", lowered):
        focus = re.search(
            r"\bwho (?:is|was|are|were) (?:the |a |an )?(?:new |current |former )?([\w\- ]+?)"
            r"(?: (?:of|at|for|in|on|to|behind)\b|$)",
            lowered,
        )
        return query_of(clause, Asked.WHO, focus=nouns_of(focus.group(1)) if focus else ())
    return _what_question(clause, lowered)


_GEOGRAPHIC = "city|town|country|nation|county|state|village|island|province|continent|canton"
_PLACE_FIRST = lazy_pattern(
    r"(?:(?:and|so|[a-z]+s of|from|in|at|on|to|for|by) )?"
    rf"which (?P<np>(?:[\w'-]+ ){{0,3}}?(?:{_GEOGRAPHIC}))\b"
)
"""What asks for a place, whatever happens there: "which city lent the pupils their bikes"."""
_WHO_FIRST = lazy_pattern(r"(?:(?:and|so|but|then|by|to|for|from|with) )?(?:who|whom|whose)\b")


def _is_noun_phrase(np: str, lowered: str) -> bool:
    """Whether words up to a place's noun are one thing: no verb stands among them, and no other noun behind them."""
    is_phrase = not set(tag(tokenize(np))) & set("VZDG")
    return is_phrase and not stands_before_noun(_GEOGRAPHIC, lowered.partition("which ")[2])


_SEASON_TICKET = r" (?:tickets?|pass(?:es)?|cards?|trips?)\b"


def _time_question(clause: str, lowered: str) -> Query | None:
    if asks_cost(lowered):
        return None  # "what does a day ticket cost"
    if re.search(r"\b(?:what|which) (?:time|hour|hours|o'clock)\b|\bwhen .*\b(?:what time|o'clock)\b", lowered):
        return query_of(clause, Asked.CLOCK)
    asks = r"\b(?:what(?! about\b)|which)\b(?: (?:is|was|are|were))?(?: the)?(?: \w+){0,3}? "
    if re.search(rf"{asks}(?:{_TIME_NOUN})\b(?!{_SEASON_TICKET})", lowered) and not re.search(r"\bhow\b", lowered):
        return query_of(clause, Asked.WHEN, focus=_time_focus(lowered))
    return None


def _why_question(clause: str, lowered: str) -> Query | None:
    return query_of(clause, Asked.WHY) if asks_why(lowered) else None


def _sure_why_question(clause: str, lowered: str) -> Query | None:
    return query_of(clause, Asked.WHY) if surely_asks_why(lowered) else None


_OF_SUM = lazy_pattern(
    rf"(?:{_MONEY_NOUN}|{'|'.join(sorted(_SUMS))}|money|cash|cashback|interest|premium|duty|toll|extra|more|else|discount|"
    r"share|total|figure|rise)s?"
)
_NAMES_THING = lazy_pattern(rf"(?:which|what) (?!(?:{AUX})\b)[\w'-]+ ")


def _what_question(clause: str, lowered: str) -> Query | None:
    what = re.search(r"\b(?:what|which)\b(.*)", lowered)
    if what is None:
        return None
    rest = re.sub(r"\bin charge\b", "", what.group(1)).strip()
    if not re.match(rf"(?:{WH})\b|.{{0,30}}\b(?:what|which)\b", lowered):
        return None
    noun = re.match(rf"(?:of the |(?:is|are|was|were) (?:the )?)?((?:(?!(?:{AUX})\b)[\w\-']+ ?){{1,4}})", rest)
    head = noun.group(1).strip() if noun else ""
    somebody = find_somebody(rest)
    if somebody:
        return _who_query(clause, somebody)  # "which firm pays for it" asks for no sum
    if asks_sum(lowered, rest) and not _asks_thing(lowered, rest, head):
        return query_of(clause, Asked.HOW_MUCH, focus=nouns_of(head))
    if re.search(r"\bnumber\b.{0,40}\b(?:call|ring|dial|phone)\b", rest):
        return query_of(clause, Asked.CONTACT, focus=nouns_of(head))
    table = (
        (_CONTACT_NOUN, Asked.CONTACT),
        (_MONEY_NOUN, Asked.HOW_MUCH),
        (_NUMBER_NOUN, Asked.MEASURE),
        (_PLACE_NOUN, Asked.WHERE),
        (_WHO_NOUN, Asked.WHO),
    )
    for nouns, asked in table:
        # "what brand new contest", "which paper bag", "which speed skater"
        is_part = asked in (Asked.WHO, Asked.MEASURE) and stands_before_noun(nouns, rest)
        if re.search(rf"\b(?:{nouns})\b", head) and not IDENTIFIER.search(head) and not is_part:
            measure = re.search(rf"\b(?:{nouns})\b", head)
            if asked is Asked.WHO:
                return _who_query(clause, head)
            return query_of(
                clause,
                asked,
                focus=nouns_of(head),
                measure=measure.group() if asked is Asked.MEASURE and measure else "",
            )
    if head and tokenize(head)[-1].norm.removesuffix("s") in _ROLES and not rest.startswith(("is ", "are ", "was ")):
        return _who_query(clause, head)
    if (
        re.match(r"is (?:a |an |the )?[\w\- ]+$", rest)
        and len(rest.split()) <= 4
        and not re.search(r"\b(?:of|for|in)\b", rest)
    ):
        return query_of(
            clause, Asked.DEFINITION, subject=re.sub(r"^is (?:a |an |the )?", "", rest), focus=nouns_of(head)
        )
    plural = re.match(r"(?:are|were|(?:\w+ )?(?:two|three|four|five|six|other)? ?\w+[^s\W]s)\b", rest)
    return query_of(clause, Asked.WHAT, focus=nouns_of(head), wants_list=bool(plural))


def _asks_thing(lowered: str, rest: str, head: str) -> bool:
    """Whether a question asks by its noun for something that is no sum: "what show earned most"."""
    if lowered.startswith("which ") and re.search(rf"\b(?:{_MONEY_NOUN})s?\b", head) is None:
        return True
    named = read_noun(rest)[0] if _NAMES_THING.match(lowered) else ()
    return bool(named) and not _OF_SUM.fullmatch(named[-1])


def _who_query(clause: str, head: str) -> Query:
    """A which-question for people or firms: "company" and the like say only that, and need not be met."""
    query = query_of(clause, Asked.WHO, focus=nouns_of(head))
    return replace(query, tokens=tuple(token for token in query.tokens if token.norm not in _ANYONE))


def _polar_start(clause: str, lowered: str) -> Query | None:
    asks = polar_start(clause, lowered)
    return None if asks is None else query_of(asks, Asked.YES_NO)


def _yes_no_question(clause: str, lowered: str) -> Query | None:
    return query_of(clause, Asked.YES_NO) if is_polar(lowered) else None


_CROWDS = frozenset("crew staff team workforce people men women children board jury".split())
"""Nouns for people that are counted rather than named."""
_HOLDER = lazy_pattern(
    r"(?:the |a )?(?:(?:new|old|first|last|next|current|former|acting|main|only) )?(?:[\w-]+ )?(?P<noun>[\w-]+) "
    r"(?:of|behind) (?:the |a |an )?[\w'-]+(?: [\w'-]+){0,3}"
)
"""A short question for whoever is something: "captain of the Auntie Jean"."""


def _open_question(clause: str, lowered: str) -> Query:
    if currency_of(lowered):
        return query_of(clause, Asked.HOW_MUCH)
    definition = re.match(r"(?:explain|define|describe) (.+?)(?:,? (?:in|please|to|for)\b.*)?$", lowered)
    if definition:
        subject = clause[definition.start(1) : definition.end(1)]
        return query_of(subject, Asked.DEFINITION, subject=subject)
    holder = _HOLDER.match(lowered)
    if holder is not None and holder["noun"] in PEOPLE_NOUNS - _CROWDS and not holder["noun"].endswith("s"):
        return query_of(clause, Asked.WHO, focus=(holder["noun"],))
    for pattern, asked in (
        (
            r"\b(?:release|launch|start|opening|closing|end|due|street|fallback|publication) (?:date|day)\b|"
            r"\bdates?\b|\b(?:last|first|premiere|opening) day\b|\bdeadline\b",
            Asked.WHEN,
        ),
        (r"\b(?:kick-?off|opening|closing) times?\b|\bopening hours\b|\bwhat time\b", Asked.CLOCK),
        (r"\b(?:price|cost|fee|fare|price tag|priced)\b|\bhow much\b", Asked.HOW_MUCH),
        (
            r"\b(?:phone|hotline|helpline|telephone|website|webpage|url|e-?mail|number to (?:ring|call|dial))\b",
            Asked.CONTACT,
        ),
        (r"\b(?:location|address|venue|place)\b", Asked.WHERE),
        (rf"\b(?:{_NUMBER_NOUN}|max|minimum|maximum|number of|workforce)\b", Asked.MEASURE),
        (r"\b(?:names of|list of|line-?up|colou?rs|features|extras|any|all)\b", Asked.LIST),
        (r"\b(?:reason)\b", Asked.WHY),
    ):
        match = re.search(pattern, lowered)
        if match:
            return query_of(
                clause, asked, measure=match.group() if asked is Asked.MEASURE else "", wants_list=asked is Asked.LIST
            )
    return query_of(clause, Asked.OPEN)


def _time_focus(lowered: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\b(month|year|day|date|quarter|season|week|weekend)\b", lowered)[:1])
