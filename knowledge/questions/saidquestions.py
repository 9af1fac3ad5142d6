"""Questions for words and their speakers, and for what somebody is: by the form in which people ask."""

from __future__ import annotations

import re

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Token, tokenize
from knowledge.language.vectors import load_vectors
from knowledge.language.wordclasses import lemma, usual_tag
from knowledge.language.wordlists import lines
from knowledge.questions.askedpeople import PEOPLE_NOUNS
from knowledge.questions.query import Asked, Query, query_of
from knowledge.questions.wordgroups import AUX, WH, alternatives, nouns_of

_SAY, _REMARK, _JOB = alternatives("saying"), alternatives("remarks"), alternatives("jobs")
_NO_PERSON = alternatives("no_person")
_SPEAKING = frozenset(
    form
    for verb in lines("questions", "speaking")
    for stem in {verb, verb.removesuffix("e"), verb.removesuffix("y") + "i"}
    for form in (verb, f"{verb}s", f"{verb}ing", f"{stem}ing", f"{stem}ed", f"{stem}es")
)
_SEVERAL = frozenset(word for word in PEOPLE_NOUNS if word.removesuffix("s") in PEOPLE_NOUNS - {word})
_CALLS_FOR = lazy_pattern(r"\bcall(?:s|ed|ing)? (?:it |this |that |them )?(?:off|up|in|for|on|back|out)\b")
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


def quote_question(clause: str, lowered: str) -> Query | None:
    """What somebody said, or who said some words."""
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


def speaker_question(clause: str, lowered: str) -> Query | None:
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
            return query_of(clause, Asked.WHO_SAID, quoted=said, subject=noun.strip(), focus=nouns_of(noun))
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


def role_form(clause: str, lowered: str) -> Query | None:
    """What somebody is, by the form of the question."""
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
