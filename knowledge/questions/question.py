"""Question → Query: finds the clause that asks and what its words say of time, tense, currency and hearsay."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import fold, tokenize
from knowledge.language.wordclasses import possible_tags
from knowledge.questions.figurequestions import currency_of, is_unit
from knowledge.questions.frames import asks_openly
from knowledge.questions.holders import holder_question, role_question
from knowledge.questions.polarquestions import without_mere_talk
from knowledge.questions.query import Asked, Query
from knowledge.questions.questionkinds import classify
from knowledge.questions.reconsidering import reconsider
from knowledge.questions.spokenwords import words_question
from knowledge.questions.supposing import find_supposed
from knowledge.questions.wordgroups import AUX, WH, alternatives

_SMALL_TALK = lazy_pattern(rf"^(?:(?:{alternatives('openers')})\b[\s,:;!.\-]*)+", re.IGNORECASE)
_MENTION = lazy_pattern(r"(?<!\w)@\w{3,}")
_TWO_VERBS = lazy_pattern(
    r"^(\W*(?:(?:and|so|but|hi|hello|hey)\b\W+)?)were "
    r"(?=(?:is|are|was|do|does|did|will|can|could|would|has|have)\b)",
    re.IGNORECASE,
)
"""No verb follows another one so: "were is the depot" asks where."""
_CONTRACTIONS = (
    (lazy_pattern(r"\b(who|what|when|where|why|how)['’]?s\b(?!\s+(?:phone|fault|idea)\b)", re.I), r"\1 is"),
    (lazy_pattern(r"\b(who|what|when|where|why|how)['’]?re\b", re.I), r"\1 are"),
    (lazy_pattern(r"\b(who|what|when|where|why|how)['’]ll\b", re.I), r"\1 will"),
    (lazy_pattern(r"\b(who|what|when|where|why|how)['’]?d\b", re.I), r"\1 did"),
    (lazy_pattern(r"\b(it|he|she|that|there)['’]s\b", re.I), r"\1 is"),
    (lazy_pattern(r"\bi['’]?m\b", re.I), "i am"),
    (lazy_pattern(r"(?<![\w'])'?till?(?= (?:when|what|which)\b|\W*$)", re.I), "until"),
    (_TWO_VERBS, r"\1where "),
    (lazy_pattern(r"\bwanna\b", re.I), "want to"),
    (lazy_pattern(r"\bw/o\b", re.I), "without"),
    (lazy_pattern(r"\bw/(?=\s)", re.I), "with"),
    (lazy_pattern(r"\bgonna\b", re.I), "going to"),
)
_PAST = lazy_pattern(
    r"\b(original(?:ly)?|initial(?:ly)?|at first|in the first place|first announced|"
    r"first (?:notice|target|date|plan|price|schedule|roadmap|timetable|planned|scheduled|intended)|"
    r"previous(?:ly)?|formerly|before (?:the|that|it|this|they|anything|everything|things)\b|used to|"
    r"was (?:it|that) before|(?:had|were|was) (?:\w+ ){0,3}aiming|"
    r"back (?:in|then)|old (?:date|price)|meant to|supposed to (?:be|open|come|start)|"
    r"planned dates?|(?:were|was) (?:planned|scheduled|expected))\b"
)
_PLACE, _TIME = alternatives("place_nouns"), alternatives("time_nouns")
_SOMEBODY = "(?:(?:any|some|no|every)(?:one|body)|(?:any |one |some )?of (?:you|us)|one of you|you|we|i)"
_POLITE = lazy_pattern(
    rf"^\s*(?:(?:and|so|but) )?(?:(?:can|could|would|will|do|does|did|might|may|have|has) )?{_SOMEBODY}"
    r" (?:[\w']+ ){0,5}?(?:tell|say|explain|remind|show|inform|knows?|remembers?|heard?|find out|work out|wonder|"
    r"wondering)(?: (?:me|us))?(?: (?:please|again|exactly))?,? "
    rf"(?=(?:(?:at|in|on|from|to|by|for|about|until|till|since) )?(?:{WH})\b(?! (?:you|we|i) (?:think|mean)\b)|"
    rf"the (?:{_PLACE}|{_TIME}) (?:where|when|which|on|in)\b)",
    re.IGNORECASE,
)
"""A request around a question: "could you please tell me where …" asks where."""
_AFTERTHOUGHT = lazy_pattern(
    r"(?:as|when|if) (?:first |originally |officially |already |recently )?(?:announced|planned|reported|stated|known)|"
    r"(?:in )?(?:his|her|their) (?:own |very |exact )?words|roughly|approximately|about|exactly|in total|"
    r"altogether|all in|(?:do|did|does|have|has) (?:they|we|you|he|she|it|the (?:article|report)) (?:say|said|know)",
    re.IGNORECASE,
)
"""What qualifies a question behind a comma and asks nothing itself."""
_OF_UNIT = lazy_pattern(r"^((?:and |so )?how [a-z]+), (?:in|roughly|about|approximately)\b[^,?]{0,30}, ", re.IGNORECASE)
"""What is put in between, of what unit the answer is to be: "how loud, in decibels, was the party"."""
_RUMOUR = lazy_pattern(
    r"\b(leak(?:s|ed|ers?)?|rumou?r(?:s|ed)?|gossip\w*|tipp?(?:ed|ster)|insiders?|speculat\w+|hearsay)\b"
)
_LATEST = lazy_pattern(
    r"\b(now|latest|newest|new date|current(?:ly)?|still|at the moment|today|by now|any ?more|yet|again|"
    r"these days|nowadays|at present|in the end|after all|as it stands|as of now|meanwhile|eventually|finally|final)\b"
)


@lru_cache(maxsize=32)
def parse(question: str, *, without: frozenset[Asked] = frozenset()) -> Query:
    """The query of a question that stands alone. The clause that asks is found among what surrounds it. The last ones
    are remembered: a question that is not answered at once is asked in other ways.

    without: kinds of question that were tried and led nowhere.
    """
    text = _MENTION.sub(" ", question.replace("’", "'").replace("‘", "'"))
    for pattern, replacement in _CONTRACTIONS:
        text = pattern.sub(replacement, text)
    text = _OF_UNIT.sub(r"\1 ", re.sub(r"\s+", " ", text).strip())
    asking, around = _asking_clause(text)
    asking = without_mere_talk(asking)
    plain = _SMALL_TALK.sub("", text)
    query = words_question(plain) if Asked.SAID not in without else None
    query = query or (role_question(plain) if Asked.ROLE not in without else None)
    is_free = False
    if query is not None:
        around = ""
    else:
        query = holder_question(asking.rstrip("?!. ")) if Asked.WHO not in without else None
        is_free = query is None
        query = query or classify(_POLITE.sub("", asking.rstrip("?!. ")), without)
        if _ENDS_WHY.search(asking) and Asked.WHY not in without:
            query, is_free = replace(query, asked=Asked.WHY), False
        elif query.asked in _MISTAKEN and asks_openly(text, query.clause):
            query, is_free = replace(query, asked=Asked.WHAT), False
    supposed = find_supposed(text)
    if supposed is not None and Asked.WHAT not in without:
        query = replace(query, asked=Asked.WHAT, tokens=tokenize(text), clause=text, focus=(), wants_list=False)
        around, is_free = "", False
    query = replace(query, ruled=query.asked)
    if is_free:
        query = reconsider(query, without=without)
    lowered = fold(text)
    return replace(
        query,
        text=text,
        supposed=supposed,
        context=tokenize(around),
        is_past=bool(_PAST.search(lowered)),
        is_rumour=bool(_RUMOUR.search(lowered)),
        is_latest=bool(_LATEST.search(lowered)),
        is_negative=bool(re.search(r"\b(not|never|no longer)\b|n't\b", lowered)),
        currency=currency_of(lowered),
        relation=_relation(lowered),
        is_bygone=_tense(fold(query.clause)),
    )


def _relation(lowered: str) -> str:
    match = re.search(
        rf"\b(until|by|since|from) (?:{WH})\b|\b(until|since)\W*$|"
        r"\bhow long\b.*\b(?:have|got|left|valid|supported)\b",
        lowered,
    )
    if match is None:
        return ""
    return match.group(1) or match.group(2) or "until"


_NAMES_TIME = lazy_pattern(
    r"\b(?:which|what)\b(?: [\w'-]+){0,3} (?:date|day|days|month|year|time|period|week|deadline)\b.*"
    r"\b(?:nam(?:e|ed)|set|fix(?:ed)?|decid\w+|plan\w*|promis\w+|schedul\w+|announc\w+|agree\w*|expect\w*|"
    r"foresee\w*|foresaw|predict\w*|aim\w*|intend\w*|giv(?:e|en)|pencil\w*)\b"
)
"""What asks for a time that somebody named: it may be still to come, though it was named in the past."""


def _tense(clause: str) -> bool | None:
    if re.search(r"\bsince when\b", clause):
        return True
    if _NAMES_TIME.search(clause):
        return None
    verb = re.search(rf"\b(?:{AUX})\b", clause)
    if verb is None:  # "date they went public"
        is_short = re.match(rf"(?:{WH})\b", clause) is None
        return True if is_short and any(possible_tags(token.norm) == "D" for token in tokenize(clause)) else None
    if verb.group() in ("did", "was", "were", "had", "didn't", "wasn't", "weren't"):
        return True
    return None if verb.group() in ("has", "have", "could", "would", "should") else False


_ASKS_BACK = lazy_pattern(
    r"(?:is (?:that|this|it) )?(?:still |really |also )?(?:right|correct|true|so|the case|not)\W*$|or (?:not|no)\W*$|"
    r"(?:isn't|aren't|doesn't|don't|won't|hasn't|haven't) (?:it|they|he|she|there|you)\W*$",
    re.IGNORECASE,
)
"""A clause that only asks whether what was said before is so."""

_MISTAKEN = frozenset({Asked.WHEN, Asked.CLOCK, Asked.HOW_MUCH, Asked.WHERE, Asked.WHY, Asked.YES_NO})
"""Kinds that a word may point to in a question for something plainer: "what is there in place of the rink"."""
_ASKS_WHY = lazy_pattern(
    r"(?:and |but |so )?(?:how come|why(?: (?:is|was) (?:that|this|it))?(?: so)?|for what reason|"
    r"any (?:idea|reason)(?: why)?|"
    r"(?:so )?what (?:happened|went wrong|is wrong|is going on|is the (?:reason|cause|matter)|sp(?:oke|eaks) against)"
    r"(?: (?:it|that|this|there))?|(?:did|has|is|was) (?:something|anything) [\w ]{4,20}|"
    r"(?:is|was) there (?:an?|any|some) (?:problem|trouble|fault|issue|reason)[\w ]{0,15})\W*$",
    re.IGNORECASE,
)
"""A clause that only asks for the reason of what was said before."""
_ENDS_WHY = lazy_pattern(
    r"[,;.?!] (?:and |but |so )?(?:how come|why(?: (?:is|was) (?:that|this|it))?(?: so| not)?|for what reason|"
    r"what sp(?:oke|eaks) against(?: (?:it|that|this))?)\W*$",
    re.IGNORECASE,
)


def _asking_clause(text: str) -> tuple[str, str]:
    """The clause that asks, and the rest of the message."""
    stripped = _SMALL_TALK.sub("", text) or text
    clauses = [
        c.strip()
        for c in re.split(
            rf"(?<=[?!;])\s+|(?<=[a-z)])\.\s+|,\s+(?!and\b|or\b)|\s+-\s+|\s+[–—]\s+(?=(?:\w+ )?(?:{WH}|{AUX})\b)|\n",
            stripped,
        )
        if c.strip()
    ]
    if len(clauses) <= 1:
        return stripped, ""
    if len(clauses) == 2 and _AFTERTHOUGHT.fullmatch(clauses[1].rstrip("?!. ")):
        return clauses[0], clauses[1]
    if is_unit(clauses[-1]):
        return stripped, ""
    ranked = sorted(range(len(clauses)), key=lambda i: (-_askingness(clauses[i], is_last=i == len(clauses) - 1), i))
    best = ranked[0]
    if _askingness(clauses[best], is_last=True) == 0:
        return stripped, ""
    if re.match(
        r"who (?:is|was) (?:that|this|he|she|it)\b|what (?:does|did) (?:he|she|they) do\b|"
        r"what is (?:his|her|their) \w+",
        clauses[best],
        re.IGNORECASE,
    ) or any(pattern.match(clauses[best]) for pattern in (_ASKS_BACK, _ASKS_WHY)):
        return stripped, ""
    # a short asking clause keeps the clause it leans on: "in lei jun's words", "margin 3 price, in pounds"
    return _SMALL_TALK.sub("", clauses[best]), " ".join(c for i, c in enumerate(clauses) if i != best)


_UNDER = lazy_pattern(
    r"(?:before|after|although|though|because|since|unless|while|once) (?:\w+ ){1,6}?\w+\W*$", re.IGNORECASE
)
"""A clause that only says when or why what another one asks for is so: "the old date, before they moved it?"."""


def _askingness(clause: str, *, is_last: bool) -> int:
    clause = _SMALL_TALK.sub("", clause)
    if _UNDER.match(clause) and not re.search(rf"\b(?:{WH})\b", clause, re.I):
        return 0
    score = 0
    if re.match(rf"(?:by|until|since|from|on|at|in|for|after|to|up to|with)?\s*(?:{WH})\b", clause, re.I):
        score = 4
    elif re.match(rf"(?:{AUX})\b", clause, re.I):
        score = 3
    elif re.search(rf"\b(?:{WH})\b", clause, re.I):
        score = 2
    if clause.endswith("?"):
        score += 1
    return score * 2 + (1 if is_last and score else 0)
