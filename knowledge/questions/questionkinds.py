"""What kind of question a clause is: one rule a kind, tried in order."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Token, tokenize
from knowledge.language.vectors import load_vectors
from knowledge.language.wordclasses import lemma, tag, usual_tag
from knowledge.language.wordlists import lines, words
from knowledge.questions.askednoun import counted_noun, stands_before_noun
from knowledge.questions.askedpeople import PEOPLE_NOUNS, find_somebody
from knowledge.questions.figurequestions import IDENTIFIER, asks_cost, asks_sum, currency_of, figure_question
from knowledge.questions.lastwords import closing_question
from knowledge.questions.polarquestions import is_polar, polar_start
from knowledge.questions.pricedthings import is_money
from knowledge.questions.query import Asked, Query, query_of
from knowledge.questions.whyquestions import asks_why, surely_asks_why


def alternatives(name: str) -> str:
    """A list of the vocabulary of questions as the inside of a regular-expression group."""
    return "|".join(lines("questions", name))


AUX, WH = alternatives("auxiliaries"), alternatives("wh")
_SAY, _REMARK, _JOB = alternatives("saying"), alternatives("remarks"), alternatives("jobs")
_TIME_NOUN, _MONEY_NOUN, _NUMBER_NOUN = (alternatives(f"{name}_nouns") for name in ("time", "money", "number"))
_PLACE_NOUN, _WHO_NOUN, _CONTACT_NOUN = (alternatives(f"{name}_nouns") for name in ("place", "who", "contact"))
_NO_PERSON = alternatives("no_person")
_SPEAKING = frozenset(
    form
    for verb in lines("questions", "speaking")
    for stem in {verb, verb.removesuffix("e"), verb.removesuffix("y") + "i"}
    for form in (verb, f"{verb}s", f"{verb}ing", f"{stem}ing", f"{stem}ed", f"{stem}es")
)
_ROLES = words("roles", "heads")
_SEVERAL = frozenset(word for word in PEOPLE_NOUNS if word.removesuffix("s") in PEOPLE_NOUNS - {word})
_CALLS_FOR = lazy_pattern(r"\bcall(?:s|ed|ing)? (?:it |this |that |them )?(?:off|up|in|for|on|back|out)\b")
_ANYONE = frozenset(lines("questions", "anyone"))
_SUMS = frozenset(lines("questions", "sums"))
_AFTER_HOW_MUCH, _NO_NOUNS = frozenset(lines("questions", "after_how_much")), frozenset(lines("questions", "no_nouns"))
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
        _speaker_question,
        figure_question,
        _quote_question,
        _role_question,
        _how_question,
        _wh_question,
        _yes_no_question,
    ):
        found = rule(clause, lowered)
        if found is not None and found.asked not in without:
            return found
    return _open_question(clause, lowered)


_ADJECTIVES = r"(?:[\w-]+ ){0,2}?"
_SAID_BY = (
    rf"(?:(?:what|which) (?:is|was|were) )?(?P<x>(?:[\w.-]+ ){{0,4}}?[\w.-]+?)(?:'s|s'|s) {_ADJECTIVES}(?:{_REMARK})\b",
    rf"(?:(?:what|which) (?:is|was|were) )?(?:the |that |this )?{_ADJECTIVES}(?:{_REMARK}) (?:by|of|from) (?P<x>.+?)"
    r"(?: (?:to|on|about|regarding|concerning|in|when|against|after|over|for|at|as)\b.*)?$",
    rf"(?:what|which) {_ADJECTIVES}(?:{_REMARK}) (?:did|does|has|had|was) (?P<x>.+?) "
    r"(?:ma[kd]e|gi?a?ven?|used?|offer(?:ed)?|have|had|drop|utter|come|came|send|sent|bring|leave|left)\b",
    r"(?:what|how|which words) (?:exactly )?(?:did|does|do|has|have|had|will|was|is|were) (?P<x>.+?) "
    rf"(?:(?:have|had) to |always |really |even )?(?!(?:asked?|called?|announce)\b)(?:{_SAY})\b",
    r"(?:what|how) (?:exactly )?(?:did|does) (?P<x>.+?) ask (?:.+ )?(?:to do|for|of)\b",
    r".*, in (?P<x>[\w. -]+?)(?:'s|s') (?:own )?words$",
)
"""How people ask what somebody said; x: who."""
_NOBODY = lazy_pattern(
    r"(?:(?:the|a|an|this|that|its|his|her|their)$|it|they|you|i|we|(?:actual|exact|real|new|official|final)ly$|"
    rf"the (?:writer|author|article|leaks?|rumou?rs?|report)|(?:{WH}|{AUX}|any|how)\b.*)\b"
)
_QUOTED = lazy_pattern(r"[\"“](.{6,}?)[\"”]|(?<!\w)'(.{6,}?)'(?!\w)")


def _quote_question(clause: str, lowered: str) -> Query | None:
    quoted = _QUOTED.search(clause)
    who = re.match(
        r"(?:by )?(?:who|whom|which \w+|whose)\b.*?"
        r"\b(said|says|called|calls|wrote(?= that\b)|added|told|promised|claimed|stated|says?)\b(.*)",
        lowered,
    )
    if (
        who
        and not _CALLS_FOR.search(lowered)
        and (quoted or who.group(1) in ("said", "says", "called", "calls", "wrote", "claimed", "stated"))
    ):
        words = (quoted.group(1) or quoted.group(2)) if quoted else clause[who.start(2) : who.end(2)].strip()
        return query_of(clause, Asked.WHO_SAID, quoted=words)
    if quoted and re.match(r"(?:who|whose)\b", lowered):
        return query_of(clause, Asked.WHO_SAID, quoted=quoted.group(1) or quoted.group(2))
    for pattern in _SAID_BY:
        match = re.match(pattern, lowered)
        if match and len(match["x"].split()) <= 6 and not _NOBODY.match(match["x"]):
            return query_of(clause, Asked.SAID, subject=clause[match.start("x") : match.end("x")])
    opinion = re.match(r"((?:[\w.\-]+ ){0,3}[\w.\-]+) (?:on|about|re|regarding|concerning) (.+)", lowered)
    if (
        opinion
        and not re.match(rf"(?:(?:from|since|until|till|by|at|in|for|to|with) )?(?:{WH}|{AUX})\b", lowered)
        and len(opinion.group(2).split()) >= 2
        and any(_may_speak(word) for word in opinion.group(1).split())
        and not re.search(
            r"\b(sale|date|day|time|board|number|price|off|seat|is|was|are|website|page)\b", opinion.group(1)
        )
    ):
        return query_of(clause, Asked.SAID, subject=clause[opinion.start(1) : opinion.end(1)])
    return None


def _may_speak(word: str) -> bool:
    """Whether a word of a question may name somebody: "cabins on the Arctic Tern" asks for nobody's opinion."""
    bare = word.strip(".").removesuffix("'s")
    if bare in PEOPLE_NOUNS or bare.removesuffix("s") in PEOPLE_NOUNS:
        return True
    return not load_vectors().is_known(bare) or usual_tag(bare) == "P"


_SOMEBODY = r"(?P<x>(?:[\w.'-]+ ?){1,4}?)"
_NAMED = r"(?P<x>[\w.'\- ]{3,40}?)"
_THERE = r"(?:\s*\b(?:for a living|there|(?:at|in|on|with|for|before|after) .+))?$"
_STORY = (
    r"(?: (?:again|anyway|in (?:this|that|all this|the whole)\b.*|"
    r"(?:in|of) the (?:[\w'-]+ ){0,3}(?:story|affair|matter|article)))?$"
)
_ROLE_ASKED = (
    rf"who (?:is|was|are|were) (?!{_NO_PERSON})(?P<x>[\w.'\- ]{{2,60}}?){_STORY}",
    rf"{_NAMED}\s*,? (?:what|which) (?:is|was) (?:his|her|their) (?:[\w-]+ ){{0,3}}(?:{_JOB})\b.*$",
    rf"(?:what|which) (?:is|was|are|will be) (?P<x>.+?)(?:'s|s')? (?:[\w-]+ )?(?:{_JOB})\b.*$",
    rf"(?:what|which) (?:{_JOB}) (?:does|did|do|has|will|is) {_SOMEBODY}(?: (?:have|hold|get|do|in|at)\b.*)?$",
    rf"(?:(?:what|which) (?:is|was) )?(?:the )?(?:{_JOB}) (?:of|for) {_SOMEBODY}{_THERE}",
    rf"(?:what|which) (?:does|did|do) {_SOMEBODY} do{_THERE}",
    r"what (?:is|was) (?P<x>(?:mr|mrs|ms|dr|prof)\.? (?:[\w.'-]+ ?){1,3}?) doing (?:at|for|with) .+$",
    rf"(?:what|as what) (?:does|did|do|will) {_SOMEBODY} (?:become|work|serve)\b(?: as)?{_THERE}",
    r"what (?P<x>(?:[\w.'-]+ ?){1,4}?) does$",
    rf"{_NAMED}(?:'s|s')? (?:(?:new|old|current|present|previous|next|future|former|official|exact) )?"
    rf"(?:{_JOB}){_THERE}",
    rf"{_NAMED}\s*(?:=\s*|[,-] )?who (?:is|was) (?:that|this|he|she)$",
    rf"{_NAMED}\s*,? (?:(?:does|becomes|became|is|was|works as|plays) (?:what|who)|"
    rf"what does (?:he|she|they) do){_THERE}",
    rf"{_NAMED}\s*=\s*$",
)
"""How people ask what somebody is; x: who."""


_POINTING = frozenset("it that this there next first you they we i he she his her".split())
_BEFORE_SPEAKING = frozenset(
    "has had have also once first then even still later publicly openly at in from of on".split()
)
_NO_SPEAKER = frozenset("is are was were be been did do does can could will would should to not".split())


def _speaker_question(clause: str, lowered: str) -> Query | None:
    """ "who complained about the noise", "which minister swore that …": who said something, in the asker's words."""
    if _QUOTED.search(clause) or _CALLS_FOR.search(lowered):
        return None
    tokens = tokenize(clause)
    for place, token in enumerate(tokens[:-1]):
        if token.norm not in ("who", "which", "what"):
            continue
        verb = _speaking_verb(tokens, place)
        if verb is not None and verb + 1 < len(tokens):
            said = clause[tokens[verb].span.stop :].strip()
            noun = clause[tokens[place + 1].span.start : tokens[verb].span.start] if token.norm != "who" else ""
            if noun and tokens[verb - 1].norm not in PEOPLE_NOUNS - _SEVERAL:
                return None
            return query_of(clause, Asked.WHO_SAID, quoted=said, subject=noun.strip(), focus=_nouns(noun))
    return None


def _speaking_verb(tokens: tuple[Token, ...], who: int) -> int | None:
    """The place of the verb of saying that "who" or "which …" is the subject of."""
    is_who, at_place = tokens[who].norm == "who", False
    for place in range(who + 1, min(len(tokens), who + 6)):
        word = tokens[place].norm
        if word in _NO_SPEAKER or (not is_who and place == who + 1 and word in ("has", "have", "had")):
            return None
        if (word in _SPEAKING or lemma(word, "verb") in _SPEAKING) and (is_who or place > who + 1):
            is_idea = any(token.norm == "up" for token in tokens[place + 1 : place + 3])  # "thought it up"
            return None if is_idea else place
        at_place = at_place or word in ("at", "in", "from", "of", "on")
        if is_who and not at_place and word not in _BEFORE_SPEAKING and not word.endswith("ly"):
            return None
    return None


def _role_question(clause: str, lowered: str) -> Query | None:
    for pattern in _ROLE_ASKED:
        match = re.match(pattern, lowered.rstrip(" ?"))
        if match is None or re.search(r"\bwhen\b", lowered):  # "since when is he in that post"
            continue
        subject = re.split(r" (?:from|in|at) (?=the |this )", clause[match.start("x") : match.end("x")])[0].strip(" ,-")
        if re.match(rf"(?:{WH}|{AUX}|the|a|an|any)\b", subject.casefold()):
            continue
        if pattern.startswith("who") and re.search(r"'s? \w|\b(of|at|for|to|with|from)\b", subject.casefold()):
            return None  # "who is pellwyn's cfo" asks for a person
        if subject.casefold() in _POINTING:
            return (
                query_of(clause, Asked.ROLE, subject="") if subject.casefold() in ("he", "she", "his", "her") else None
            )
        return query_of(clause, Asked.ROLE, subject=subject)
    return None


def _how_question(clause: str, lowered: str) -> Query | None:
    if re.search(r"\bevery how many\b|\bhow many (?:minutes|hours|days|weeks) (?:between|apart)\b", lowered):
        return query_of(clause, Asked.HOW_OFTEN)
    many = re.search(r"\bhow many\b(?: of (?:the|those|these|them|its|their)\b)? ?(.*)", lowered)
    if many:
        return query_of(clause, Asked.HOW_MANY, focus=_nouns(" ".join(counted_noun(many.group(1)))))
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
        return query_of(clause, Asked.MEASURE, focus=_nouns(noun), measure=noun)
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
        return query_of(clause, Asked.WHERE, focus=_nouns(place["np"]))
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
        return query_of(clause, Asked.WHO, focus=_nouns(focus.group(1)) if focus else ())
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
    is_of_thing = lowered.startswith("which ") and not re.search(rf"\b(?:{_MONEY_NOUN})s?\b", head)
    if asks_sum(lowered, rest) and not is_of_thing:
        return query_of(clause, Asked.HOW_MUCH, focus=_nouns(head))
    if re.search(r"\bnumber\b.{0,40}\b(?:call|ring|dial|phone)\b", rest):
        return query_of(clause, Asked.CONTACT, focus=_nouns(head))
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
                clause, asked, focus=_nouns(head), measure=measure.group() if asked is Asked.MEASURE and measure else ""
            )
    if head and tokenize(head)[-1].norm.removesuffix("s") in _ROLES and not rest.startswith(("is ", "are ", "was ")):
        return _who_query(clause, head)
    if (
        re.match(r"is (?:a |an |the )?[\w\- ]+$", rest)
        and len(rest.split()) <= 4
        and not re.search(r"\b(?:of|for|in)\b", rest)
    ):
        return query_of(clause, Asked.DEFINITION, subject=re.sub(r"^is (?:a |an |the )?", "", rest), focus=_nouns(head))
    plural = re.match(r"(?:are|were|(?:\w+ )?(?:two|three|four|five|six|other)? ?\w+[^s\W]s)\b", rest)
    return query_of(clause, Asked.WHAT, focus=_nouns(head), wants_list=bool(plural))


def _who_query(clause: str, head: str) -> Query:
    """A which-question for people or firms: "company" and the like say only that, and need not be met."""
    query = query_of(clause, Asked.WHO, focus=_nouns(head))
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


def _nouns(phrase: str) -> tuple[str, ...]:
    return tuple(token.norm for token in tokenize(phrase) if token.norm not in _NO_NOUNS)


def _time_focus(lowered: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\b(month|year|day|date|quarter|season|week|weekend)\b", lowered)[:1])
