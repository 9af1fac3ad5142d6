"""Questions for people without the form of one: "writer of the songs?", "Ada Holt? what is her job"."""

from __future__ import annotations

import re

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize
from knowledge.language.vectors import load_vectors
from knowledge.language.wordlists import lines, words
from knowledge.questions.query import Asked, Query, query_of

_WH, _AUX, _JOB, _NO_PERSON = (
    "|".join(lines("questions", name)) for name in ("wh", "auxiliaries", "jobs", "no_person")
)
_ROLES = words("roles", "heads")
_HOLDERS = frozenset(word for word in _ROLES if word.endswith(("er", "or", "ist", "ect", "man", "woman")))
"""Heads of roles that name nothing but people."""
_IN_CHARGE = lazy_pattern(
    r"(?:(?:the )?(?:person|man|woman|one|people|boss) )?(?:in charge|responsible) (?:of|for|at) \w"
)
_HOLDER = lazy_pattern(
    r"(?:the )?(?:(?!(?:for|of|at|by|to|in|on)\b)[\w-]+ ){0,2}?(?P<head>[a-z]{4,}) (?:of|for|at|behind) \w"
)
_WHAT_ROLE = (
    rf"who (?:is|was) (?!{_NO_PERSON})(?P<x>[\w.'\- ]{{3,60}}?),? (?:(?:and )?(?:what|which) )?"
    rf"(?:is (?:his|her|their) )?(?:{_JOB})$",
    rf"(?P<x>[\w.'\- ]{{3,40}}?)\s*[?,:;.–-]+ (?:.*[,:;?] ?)?(?:(?:in )?(?:what|which) (?:is|was) (?:his|her|their) "
    rf"(?:[\w-]+ ){{0,2}}(?:{_JOB})\b.*|.*\bwhat (?:is|was) (?:he|she)(?: (?:in|at|by|there|exactly)\b.*)?)$",
    r"(?P<x>[\w.'\- ]{3,60}?),? (?:is|was) (?:who|what)(?: exactly| again)?(?: (?:in|at|for|there)\b.*)?$",
    rf"(?P<x>[\w.'\- ]{{3,40}}?)\s*[-–:,] (?:(?:what|which) )?(?:{_JOB})\b(?: (?:at|in|with|for)\b.*)?$",
    r"(?P<x>[\w.'\- ]{3,60}?),? (?:is|was) (?:(?:an?|the) what|an?|the)$",
    r"(?P<x>[\w.'\- ]{3,60}?)(?: (?:at|of|in|from) [\w.'\- ]{2,40})?\s*=$",
    r"what (?:is|was) (?P<x>[\w.'\-]+ [\w.'\-]+)(?: (?:at|in|with|for|there)\b.*)?$",
)
"""How people ask over several clauses what somebody is; x: who, perhaps with more."""
_WHO_THEN = lazy_pattern(
    r"(?P<x>[\w.'\- ]{3,60}?)\s*(?:,[\w.'\- ,]{2,40})?[?,:;.–-]+ (?:(?:and|so|but) )?who (?:is|was|are) "
    r"(?:that|this|he|she|it)(?: (?:again|exactly|anyway|then|please|person|guy|man|woman|lady))?$"
)
"""A name, and the question who that is."""


def role_question(text: str) -> Query | None:
    """A whole message that asks what somebody is: "ada holt? what is her job at norvia", "Ada Holt is who exactly"."""
    lowered = text.casefold().strip(" ?!.")
    then = _WHO_THEN.match(lowered)
    if then is not None and not re.match(rf"(?:{_WH}|{_AUX}|the|a|an|any|this|that|it|there)\b", then["x"]):
        whose = text[then.start("x") : then.end("x")]
        return Query(text, Asked.ROLE, tokenize(text), text, subject=whose)
    for pattern in _WHAT_ROLE:
        match = re.match(pattern, lowered)
        if match is None or any(c.isdigit() for c in match["x"]):
            continue
        if re.match(rf"(?:{_WH}|{_AUX}|the|a|an|any|this|that|it|there)\b", match["x"]):
            continue
        whose = re.split(r",? (?:who|in|at|from) ", text[match.start("x") : match.end("x")])[0].strip(" ,-")
        is_thing = lowered.startswith("what ") and any(map(load_vectors().is_known, whose.casefold().split()[1:]))
        if len(whose.split()) > 1 and not is_thing:
            return Query(text, Asked.ROLE, tokenize(text), text, subject=whose)
    return None


def holder_question(clause: str) -> Query | None:
    """ "writer of the libretto?", "person in charge of parking": who, without a question word or a verb."""
    lowered = clause.casefold()
    if re.search(rf"\b(?:{_WH}|{_AUX})\b", lowered):
        return None
    holder = _HOLDER.match(lowered)
    head = holder["head"] if holder is not None and holder["head"] in _HOLDERS else ""
    if not head and not _IN_CHARGE.match(lowered):
        return None
    return query_of(clause, Asked.WHO, focus=(head,) if head else ())
