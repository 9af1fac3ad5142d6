"""Questions for figures, however worded: "number of seats", "max rent per m2", "and in yen?", "…, in minutes"."""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize
from knowledge.language.vocabulary import load_vocabulary
from knowledge.language.wordclasses import possible_tags, tag
from knowledge.language.wordlists import lines, words
from knowledge.questions.askednoun import read_noun
from knowledge.questions.query import Asked, Query, query_of

LATE = 15
"""From which place on a question word only opens a clause of its own: "strike pay for somebody who …"."""
_WH = lazy_pattern(rf"\b(?:{'|'.join(lines('questions', 'wh'))})\b")
_MONEY = "|".join((*lines("questions", "money_nouns"), *lines("questions", "sums")))
_TIME_UNITS = r"(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year)s?"
_UNITS = {
    "percent": r"%|per ?cent|percentage|pct",
    "time": _TIME_UNITS,
    "money": r"euros?|eur|pounds?|gbp|dollars?|usd|yen|francs?|chf|crowns?|bucks|quid|cents?",
    "length": r"(?:milli|centi|kilo)?met(?:re|er)s?|mm|cm|km|miles?|feet|inch(?:es)?",
    "mass": r"kilos?|(?:kilo)?grams?|kg|tonnes?|tons?|lbs?",
    "data": r"ram|disk space|storage space|gigs?|(?:giga|mega|tera)bytes?|gb|mb|tb",
    "volume": r"lit(?:re|er)s?|gallons?",
    "temperature": r"degrees(?: celsius)?",
    "energy": r"kwh|wh|(?:kilo)?watt[- ]?hours?",
    "power": r"(?:kilo|mega)?watts?|kw|mw|hp|horsepower",
}
_TAIL = {kind: lazy_pattern(rf"(?:[,(?–-]\s*|\b)(?:in |how many )?(?<![\w.])(?:{forms})\)?(?: please| pls)?\W*$")
         for kind, forms in _UNITS.items()}  # fmt: skip
_IN_UNIT = lazy_pattern(r"(?:[,(?–-]\s*(?:in )?|\bin )\(?[\w% ]+\)?(?: please| pls)?\W*$|%\W*$")
_OWN_FIGURE = lazy_pattern(r"\d\s?[\w%]+\W*$")
"""A figure with its unit at the end, which the question tells and does not ask for."""
_LEAD = {kind: lazy_pattern(rf"(?:{forms}) (?:of|for|per|to|until|from|between)\b")
         for kind, forms in _UNITS.items()}  # fmt: skip
_COUNT_OF = lazy_pattern(
    r"\b(?:number|numbers|quantity|quantities|amount|count|tally|headcount|no\.?|maximum|minimum) of (?P<np>.+)"
)
_BOUND_OF = ("maximum", "minimum")
_COUNTED = lazy_pattern(
    r"^(?!(?:how|when|where|why|who|is|are|do|does|did)\b)(?:.* )?(?P<n>\w{2,}[^s\W]s) (?:count|tally)(?! on\b)"
)
_MANY_COINS = lazy_pattern(
    rf"\bhow many (?:{_UNITS['money']}|(?:m|b|tr)illions?(?! (?!euro|pound|dollar|crown|franc|yen)[a-z]+s\b))(?!\w)"
)
_SHARE = lazy_pattern(
    r"^(?:the )?(?:share|percentage|proportion|fraction) of\b|"
    r"\b(?:what|which) ?(?:exact )?(?:%|per ?cent|percentage|fraction|share|proportion|majority|quorum)(?!\w)"
)
_EXTREME = lazy_pattern(
    r"^(?:the )?(?P<how>max(?:imum)?|min(?:imum)?|least|most|longest|shortest|biggest|largest|smallest|highest|"
    r"lowest|heaviest|lightest|youngest|oldest|greatest|fewest|cheapest|dearest)\.? (?P<np>.+)"
)
_STAY = lazy_pattern(r"\b(?:stay|wait|time|period|term|journey|trip|stint|run|delay|warranty|guarantee|loan)\b")
_BOUND = lazy_pattern(r"\b(?P<np>\w+) (?:limit|cap|ceiling|quota|elevation|altitude)\b|\b(?:elevation|altitude) of\b")
_SO_FAR = lazy_pattern(
    r"(?:\bso far|\b(?:till|until|up to|by) now|\bto date|\baltogether|\bin (?:total|all)|\boverall|=)\s*$"
)
_PER = lazy_pattern(
    r"\bper (?:hour|day|night|week|month|year|person|head|kilo|kg|litre|tonne|seat|square met(?:re|er)|sqm|m2|piece|"
    r"unit)\b"
)
_SOLD_BY_PIECE = lazy_pattern(
    r"what (?:is|was|are|were|would|will) (?:be )?(?:a|an|one|the|my|our|it for) (?:[\w.-]+ ){0,3}"
    r"(?:ticket|pass|permit|subscription|membership|admission|seat)s?(?: (?:for|at|on|in|to|per|now)\b.*)?$"
)
_MONEY_VERB = lazy_pattern(
    r"^(?:and |so )?what (?:do|does|did|will|would|could|can|had|has|have) .{1,60}?\b(?:go for|went for|sell for|fetch|"
    r"earn|sets? (?:\w+ ){1,2}back|raised?(?! (?:the|a|concerns|questions|an)\b)|(?:get|receive|charge|make) "
    r"(?:for|per) (?:a |an |one |each )?(?:kilo|kg|litre|tonne|hour|day|night|week|month|year))\b"
)
_PRICED = lazy_pattern(
    r"\b(?:put(?:ting)? on|thr(?:ew|ow|own|owing) around|float(?:ed|ing)?|quot(?:ed?|ing)|offer(?:ed|ing)?|"
    r"bid(?:ding)?|ask(?:ed|ing)? for|paid|pay(?:ing)?|charg(?:ed?|ing)|sale|price|takeover|deal)\b"
)
"""What shows that a figure is a sum of money."""
_DURATION_OF = lazy_pattern(
    r"\b(?:running|playing|journey|travel(?:ling)?|waiting|charging|delivery|processing|response|crossing|driving|"
    r"flying|riding|cooking|baking|recovery) time\b"
)
"""A time that something lasts, not one on the clock."""
_PEOPLE = words("doers", "people")


_CURRENCIES = {
    "euro": "EUR", "euros": "EUR", "eur": "EUR", "eurozone": "EUR", "pound": "GBP", "pounds": "GBP", "sterling": "GBP",
    "gbp": "GBP", "quid": "GBP", "dollar": "USD", "dollars": "USD", "usd": "USD", "bucks": "USD", "yen": "JPY",
    "jpy": "JPY", "franc": "CHF", "francs": "CHF", "chf": "CHF", "yuan": "CNY", "rupee": "INR", "rupees": "INR",
}  # fmt: skip
_SYMBOLS = {"€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY"}


_ONLY_UNIT = lazy_pattern(rf"(?:in )?(?:{'|'.join(_UNITS.values())})\W*", re.IGNORECASE)


def goes_for(lowered: str) -> bool:
    """Whether a folded clause asks what something sells for: no question for a reason, though it ends in "for"."""
    return _GOES_FOR.match(lowered) is not None


_GOES_FOR = lazy_pattern(
    r"(?:and |so )?what (?:is|are|was|were|do|does|did|will) .{1,60} "
    r"(?:go|going|sell|selling|retail|retailing|listed|advertised|auctioned) for\b"
)


def is_unit(clause: str) -> bool:
    """Whether a clause only says in what unit the answer is wanted: "kWh?", "in minutes"."""
    return _ONLY_UNIT.fullmatch(clause) is not None


def currency_of(lowered: str) -> str:
    """The ISO code of the currency that a folded question names last, or ""."""
    named = [code for word in re.findall(r"[a-z]+", lowered) if (code := _CURRENCIES.get(word))]
    if not named:
        sign = re.search(r"[€£$¥](?!\s?\d)", lowered)
        return _SYMBOLS[sign.group()] if sign else ""
    qualifier = re.search(r"\b(canadian|australian|swiss|hong kong) (?:dollars?|francs?)", lowered)
    if qualifier:
        return {"canadian": "CAD", "australian": "AUD", "swiss": "CHF", "hong kong": "HKD"}[qualifier.group(1)]
    return named[-1]


IDENTIFIER = lazy_pattern(
    r"\b(?:number|score) plate\b|"
    r"\b(?!total|exact|whole|max|min|maximum|minimum|record|highest|lowest|final|new|same|the|phone|telephone)"
    r"\w+ number\b"
)
"""A number that names ("batch number", "model number") and counts nothing."""
_OWN_SUM = lazy_pattern(r"(?:[€£$¥]\s?\d[\d.,]*|\d[\d.,]*\s?(?:[€£$¥]|[a-z]+))")
"""A sum that a question names itself: "to get the 60 euros" does not ask in euros."""


def asks_sum(lowered: str, rest: str) -> bool:
    """Whether a folded what-question asks for a sum of money by a verb or a currency; rest: what follows "what"."""
    if re.match(r"(?:at|for|in|on|from|to|by|with) (?:what|which) (?!(?:price|cost|rate|amount|sum)\b)", lowered):
        return False
    if _PAYS.search(rest) or currency_of(_OWN_SUM.sub("", lowered)) != "":
        return True
    noun = read_noun(re.sub(r"^(?:is|are|was|were) (?:the )?", "", rest))[0]
    if noun and noun[-1] in _SUMS and lowered.startswith("what"):
        return True
    vocabulary, tokens = load_vocabulary(), tokenize(rest)
    paying = vocabulary.groups_of_stem("pay")
    return any(
        groups & paying and token.stem != "charg"  # which is of batteries, too
        for token, groups in zip(tokens, vocabulary.groups(tokens), strict=True)
    )


_SUMS = frozenset(lines("questions", "sums"))


_PAYS = lazy_pattern(
    r"\b(?:costs?|pay(?:s|ing)?|paid|charg(?:es?|ed)|ow(?:es?|ed|ing)|set (?:me|us|you|one) back|"
    r"sp(?:end(?:s|ing)?|ent) (?:on|for|in all|in total|per|a|each)|"
    r"(?:ask(?:s|ed|ing)?|want(?:s|ed)?|quot(?:es?|ed)|demand(?:s|ed)?|g[eo]ts?|made) for (?:an?|one|each|my|per)|"
    r"(?:go|goes|going|went|sells?|selling|sold|retails?|retailing|listed|auctioned) for(?! (?:the|an?)\b))\b"
)
"""What shows in a what-question that a sum is paid, owed or asked."""


_ASKS_COST = lazy_pattern(r"what (?:do|does|did|would|will|is|was) .+\b(?:costs?|pay|charge|price|fare|fee)\b")


def asks_cost(lowered: str) -> bool:
    """Whether a folded what-question says that it is for a price: "what does a day ticket cost" asks no day."""
    return _ASKS_COST.match(lowered) is not None


def figure_question(clause: str, lowered: str) -> Query | None:
    """The query of a question that asks for a figure otherwise than by "how many" or "how much", or None."""
    asks = _WH.search(lowered)
    if asks is not None and asks.group() in ("why", "who", "where", "when") and asks.start() == 0:
        return None
    plain = asks is None or (asks.start() > LATE and asks.group() in ("who", "whose", "when", "where", "which"))
    for rule in (*_RULES, *(_TELEGRAPHIC if plain else ())):
        found = rule(clause, lowered.strip(" ?!."))
        if found is not None:
            return found
    return None


def _of_unit(clause: str, unit: str) -> Query:
    if unit == "money":
        return query_of(clause, Asked.HOW_MUCH)
    asked = Asked.HOW_LONG if unit == "time" else Asked.MEASURE
    return query_of(clause, asked, measure="share" if unit == "percent" else unit)


def _count_of(clause: str, lowered: str) -> Query | None:
    match = _COUNT_OF.search(lowered)
    if match is None:
        counted = _COUNTED.search(lowered)
        return query_of(clause, Asked.HOW_MANY, focus=(counted["n"],)) if counted else None
    found, is_plural, _ = read_noun(match["np"])
    if not found:
        return None
    if found[-1] in ("money", "cash") or re.fullmatch(_MONEY, found[-1]):
        return query_of(clause, Asked.HOW_MUCH)
    is_counted = match.group().startswith(("quantit", "count", "tally", "headcount"))
    if is_counted or is_plural or found[-1] in _PEOPLE or found[-1] == "people":
        return query_of(clause, Asked.HOW_MANY, focus=found)
    is_amount = not match.group().startswith(("number", "no", *_BOUND_OF))
    return query_of(clause, Asked.MEASURE, focus=found, measure=found[-1]) if is_amount else None


_CROWD = "team|crew|staff|workforce|group|party|crowd|audience|class|household"
_PEOPLE_COUNTED = lazy_pattern(
    r"\b(?P<n>turnout|attendance|workforce|headcount)\b|"
    rf"\b(?:{_CROWD}) size\b|\bsize of (?:the |a |an |your |my )?(?:{_CROWD})\b|"
    rf"^(?:and |so )?how (?:big|large|small) (?:is|was|are|were|can|may|will) (?:the |a |its |their )?(?:{_CROWD})\b"
)
_TELLS_OTHERWISE = lazy_pattern(r"(?:when|why|who|where|how (?:did|does|do|come)|is|are|was|were|do|does|did|will)\b")


def _crowd(clause: str, lowered: str) -> Query | None:
    """ "turnout of the fair?", "max group size", "how big is the team": how many people."""
    match = _PEOPLE_COUNTED.search(lowered)
    if match is None or _TELLS_OTHERWISE.match(lowered):
        return None
    return query_of(clause, Asked.HOW_MANY, focus=(match["n"] or "people",))


_HIGH_SUM = lazy_pattern(
    r"(?:and |so )?how (?:high|low|big|large|steep) (?:is|are|was|were|will|would|can) (?:[\w'-]+ ){0,3}?"
    rf"(?:{_MONEY})\b"
)


_COSTS = lazy_pattern(r"^(?!(?:and |so )?(?:why|who|where|when|is|are|was|were|do|does|did|will)\b).+ costs?$")
_IN_DEBT = lazy_pattern(r"\bhow (?:deep(?:ly)?|far|much) (?:in|into) (?:the red|debt|arrears)\b")


def _costing(clause: str, lowered: str) -> Query | None:
    """ "supporters' bus costs?", "how deep in the red is the firm"."""
    if _IN_DEBT.search(lowered) or (_COSTS.match(lowered) and not re.search(r"\b(?:how many|cut|cuts)\b", lowered)):
        return query_of(clause, Asked.HOW_MUCH)
    return None


def _coins(clause: str, lowered: str) -> Query | None:
    return query_of(clause, Asked.HOW_MUCH) if _MANY_COINS.search(lowered) else None


def _high_sum(clause: str, lowered: str) -> Query | None:
    return query_of(clause, Asked.HOW_MUCH) if _HIGH_SUM.match(lowered) else None


def _share(clause: str, lowered: str) -> Query | None:
    return query_of(clause, Asked.MEASURE, measure="share") if _SHARE.search(lowered) else None


def _piece(clause: str, lowered: str) -> Query | None:
    """What is sold by the piece, or paid by the hour: "what is a day ticket", "what would it be per year"."""
    if _SOLD_BY_PIECE.match(lowered) or goes_for(lowered) or _MONEY_VERB.match(lowered):
        return query_of(clause, Asked.HOW_MUCH)
    if re.match(r"(?:and |so )?what (?:is|was|would|will|did|do|does)\b", lowered) and _PER.search(lowered):
        return query_of(clause, Asked.HOW_MUCH)
    if re.search(r"\bwhat figure\b", lowered):
        if _PRICED.search(lowered):
            return query_of(clause, Asked.HOW_MUCH)
        return query_of(clause, Asked.MEASURE)
    return None


def _in_unit(clause: str, lowered: str) -> Query | None:
    """A question that names the unit of its answer at the end: "…, in minutes", "… (%)"."""
    if (
        not _IN_UNIT.search(lowered)
        or _OWN_FIGURE.search(lowered)
        or re.match(r"(?:by |for |in |after )?how (?!much\b|long\b|big\b)", lowered)
    ):
        return None
    unit = next((kind for kind, pattern in _TAIL.items() if pattern.search(lowered)), "")
    asks = _WH.search(lowered)
    if not unit or (unit == "time" and asks is not None and asks.group() not in ("how", "what")):
        return None
    if unit == "money" or (asks is not None and asks.group() == "what" and unit == "time"):
        return None
    return _of_unit(clause, unit)


def _unit_first(clause: str, lowered: str) -> Query | None:
    unit = next((kind for kind, pattern in _LEAD.items() if pattern.match(lowered)), "")
    return _of_unit(clause, unit) if unit else None


def _lasting(clause: str, lowered: str) -> Query | None:
    """ "running time of the film", "crossing time?": how long it lasts."""
    return query_of(clause, Asked.HOW_LONG, measure="time") if _DURATION_OF.search(lowered) else None


def _extreme(clause: str, lowered: str) -> Query | None:
    """ "longest stay allowed", "least RAM I need", "max bug bounty"."""
    match = _EXTREME.match(lowered)
    if match is None:
        return None
    found, is_plural, _ = read_noun(match["np"])
    found = found or tuple(token.norm for token in tokenize(match["np"])[:1])
    if not found or (not is_plural and found[-1] in _PEOPLE | words("roles", "heads")):
        return None
    how = match["how"]
    if how in ("cheapest", "dearest") or any(re.fullmatch(_MONEY, word) for word in found):
        return query_of(clause, Asked.HOW_MUCH)
    if how in ("longest", "shortest") and _STAY.search(lowered):
        return query_of(clause, Asked.HOW_LONG, measure="time")
    if how in ("youngest", "oldest"):
        return query_of(clause, Asked.MEASURE, measure="age")
    if is_plural:
        return query_of(clause, Asked.HOW_MANY, focus=found)
    return query_of(clause, Asked.MEASURE, focus=found, measure=found[-1])


def _sum(clause: str, lowered: str) -> Query | None:
    named = re.search(rf"(?<!s )\b(?:{_MONEY}|per m2)\b", lowered)
    if named is None or len(lowered.split()) > 14 or _ASKS_WHETHER.search(lowered):
        return None
    if re.search(r"\b(?:deadline|date|day to|days? for)\b", lowered):
        return None
    return query_of(clause, Asked.HOW_MUCH)


_ASKS_WHETHER = lazy_pattern(
    r"\b(?:do|does|did|will|would|can|could|may|must|should|is|are|was|were|has|have) "
    r"(?:i|you|we|they|he|she|it|there|one|anyone|anybody)\b"
)
"""A verb before its subject, in a clause without a question word."""
_VERB_OF_FIGURE = lazy_pattern(
    r"^(?:and |so )?what (?:does|do|did|will|would) .+ (?P<verb>weigh|hold)$|"
    r"\bhow much (?:does|do|did|will|would|can|may) .+ (?P<weighs>weigh)\b|"
    r"^what (?P<first>weighs) "
)
_ITS_FIGURE = {"weigh": "weight", "weighs": "weight", "hold": "capacity"}


def _by_verb(clause: str, lowered: str) -> Query | None:
    """ "What does the X1 weigh?": the verb says which figure."""
    asked = _VERB_OF_FIGURE.search(lowered)
    verb = asked and (asked["verb"] or asked["weighs"] or asked["first"])
    return query_of(clause, Asked.MEASURE, measure=_ITS_FIGURE[verb]) if verb else None


def _bound(clause: str, lowered: str) -> Query | None:
    match = _BOUND.search(lowered)
    if match is None:
        return None
    measure = "height" if re.search("elevation|altitude", match.group()) else "speed" if match["np"] == "speed" else ""
    return query_of(clause, Asked.MEASURE, focus=(match["np"],) if match["np"] else (), measure=measure)


def _so_far(clause: str, lowered: str) -> Query | None:
    """ "complaints so far?": the plural that is counted."""
    if not _SO_FAR.search(lowered):
        return None
    tokens = tokenize(clause.rpartition(":")[2])
    plural = [
        token.norm
        for token, letter in zip(tokens, tag(tokens), strict=True)
        if letter == "S" or (letter in "ZP" and token.text.islower() and "S" in possible_tags(token.norm))
    ]
    return query_of(clause, Asked.HOW_MANY, focus=(plural[0],)) if plural else None


_SOLD_BY_TIME = lazy_pattern(
    r"(?P<np>(?:[\w.'-]+ ){1,5})(?:per|a|each) (?:day|night|week|month|year)$|"
    r"(?:[\w.'-]+ ){0,4}(?:ticket|pass|card|entry|admission|seat)s? (?:for \w+ ?|reduced|concessions?)+$"
)


def _sold(clause: str, lowered: str) -> Query | None:
    """ "Orrin Pro per year?", "day ticket reduced?": what is sold, and for how long or for whom."""
    match = _SOLD_BY_TIME.match(lowered)
    if match is None or (match["np"] and tag(tokenize(match["np"]))[-1] in "SVZDEG"):
        return None
    return query_of(clause, Asked.HOW_MUCH)


_Rule = Callable[[str, str], Query | None]
_RULES: tuple[_Rule, ...] = (
    _coins,
    _costing,
    _by_verb,
    _count_of,
    _crowd,
    _high_sum,
    _share,
    _piece,
    _in_unit,
    _lasting,
)
_TELEGRAPHIC: tuple[_Rule, ...] = (_extreme, _unit_first, _so_far, _sum, _bound, _sold)
