"""The forms of questions that ask for yes or no: which clause they ask by. Knows no other kinds of question."""

from __future__ import annotations

import re

from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize
from knowledge.language.wordclasses import tag
from knowledge.language.wordlists import lines

_AUX, _WH = ("|".join(lines("questions", name)) for name in ("auxiliaries", "wh"))
_STARTS = lazy_pattern(rf"(?:(?:and|so|but|then) )*(?:{_AUX})\b")
_REQUEST = lazy_pattern(r"(?:can|could) you tell\b")
_ASKS_A_FIGURE_TOO = lazy_pattern(
    r"\b(?:and|or|,) (?:if so,? )?(?:how (?:much|many)|what (?:is|are) (?:it|they|the) worth)\b"
)
_UNDER_SUBJECT = lazy_pattern(rf"[\w'. -]{{2,40}}: (?=(?:{_AUX})\b)(?!(?:is|are) there any)")
"""A subject in front of its question: "the old bridge: is it open"."""
_WHETHER = lazy_pattern(
    rf"(?:(?!\b(?:{_WH})\b).)*?\b(?:tell|inform|let) (?:me|us)(?: know)?(?: please)? (?:whether|if) (?=\w+ \w+)|"
    r"(?:(?:i(?: am|'m)?|we|just|was|were|does|do|any(?:one|body)) )*(?:wonder(?:ing|ed)?|know|knows|curious|unsure) "
    rf"(?:whether|if) (?=\w+ \w+)|whether (?=\w+ \w+)|if (?=\w+ \w+)(?!.*(?:,|\b(?:{_WH}|i|we|it|they|you)\b.*,))"
    rf"(?!.*\b(?:{_AUX}) (?:i|we|you|they|it|the|my|there|this|that)\b)(?!.*\b(?:{_WH})\b)"
)
"""What is said around a question: "could you tell me whether …"."""
_ANYONE = lazy_pattern(
    r"any(?:one|body) (?:at all )?"
    r"(?!(?:else )?(?:knows?|tell|tells|remembers?|heard|has|have|got|seen|can|here|there)\b)\w+"
)
"""A question without its verb: "anyone hurt when the roof came down"."""
_ANY_LEFT = lazy_pattern(
    rf"any (?:(?!\b(?:{_WH})\b).){{3,60}}\b(?:planned|possible|allowed|left|coming|hurt|injured|expected|involved|"
    r"affected|available|needed|required|cancelled|canceled)\W*$"
)
_PREDICATE = lazy_pattern(
    rf"(?!(?:{_WH})\b)(?:(?!\b(?:{_WH}|which|whose)\b).){{4,80}}\b(?:possible|allowed|permitted|ok|okay|dangerous|"
    r"safe|cancelled|canceled|called off|fit (?:for|to) .+|(?:also|still|already|even|yet) (?:available|included|"
    r"required|needed|affected|open|closed|broken|coming|on|planned|out|valid|dangerous|free))\W*$"
)
"""A predicate that closes a statement with a question mark: "refund still possible"."""
_ALLOWED = lazy_pattern(
    rf"(?!(?:{_WH})\b)(?:(?!\b(?:{_WH}|which|whose)\b).){{4,80}}\b(?:possible|allowed|permitted|ok|okay)\W*$"
)
_ATTRIBUTES = frozenset(
    word
    for name in ("money", "number", "contact")
    for noun in lines("questions", f"{name}_nouns")
    for word in noun.split()
) | frozenset("date day time year month name reason".split())
"""Nouns that ask for a value by themselves: "opening date announced" wants the date."""
_PREDICATED = lazy_pattern(
    r"(?:T?[#JENSPGC]*?)(?P<head>[NSPC])(?P<place>I[TJ#]*[NSP]+)?R*(?P<verb>[ZV](?=R*[DEJ])|GIV)?"
    r"R*(?P<predicate>[DEJ])(?P<rest>R*(?:I[^WVZD]*[^IWVZD])?)"
)
"""The tags of a subject with what is said of it, the verb left out or in the present: "ticket office closed",
"any seats left for Friday", "the tower gets torn down"."""
_PARTICLE = lazy_pattern(r" (?:off|out|up|down|back|as we?ll|too)$")
_WORDS_OF_ASKING = frozenset(lines("questions", "wh"))
_LEADS = r"^(?:(?:and|so|but|then|is it true that|any chance(?: that)?) )*"
_FORMS = tuple(
    map(
        re.compile,
        (
            rf"{_LEADS}(?:{_AUX})\b",
            rf"^(?:if|because|since|as|after|before|once|unless|(?:al)?though) (?:(?!\b(?:{_WH})\b).)+\b(?:{_AUX}) "
            r"(?:i|we|you|they|s?he|it|the|my|our|your|their|there|this|that|people|anyone|someone|anybody|somebody)\b",
            r"\b(?:right|correct|true|or not|yes or no|yes ?/ ?no|y/n|isn't it|"
            r"is that (?:still )?(?:right|true|correct))\s*$",
        ),
    )
)


_MERE_TALK = lazy_pattern(
    r",? or (?:(?:is|was|are|were) (?:that|it|this|they|those|all that) (?:just|only|merely|all|still)\b|"
    r"(?:just|only|merely) (?:talk|gossip|a rumou?r|rumou?rs|speculation))[^?]*(?=\??\W*$)",
    re.IGNORECASE,
)
"""What a question for yes or no adds to say that the asker is not sure."""


_STANDING = lazy_pattern(
    rf"{_LEADS}(?:is|are|was|were)\b.{{2,80}}\b(?:official|confirmed|certain|definite|set in stone|rumou?rs?|"
    r"speculation|hearsay|for sure|for certain|guaranteed|(?<!the )final|settled)"
    r"(?: by now| yet| already| now| or not)?\W*$"
)
"""A question for how sure something is, not for what it is: "is the deal official yet"."""


def asks_standing(clause: str) -> bool:
    """Whether a folded clause asks whether something is official or certain, or just a rumour.

    >>> asks_standing("is that official?"), asks_standing("is the official bag blue?")
    (True, False)
    """
    return _STANDING.match(clause) is not None


def without_mere_talk(clause: str) -> str:
    """A clause without what only says that it may not be so.

    >>> without_mere_talk("is the pier being sold or is that just gossip?")
    'is the pier being sold?'
    """
    return _MERE_TALK.sub("", clause) if _STARTS.match(clause.casefold()) else clause


def polar_start(clause: str, lowered: str) -> str | None:
    """The clause by which a question asks for yes or no, where its very beginning tells so; None where it does not.

    Whatever question words its clauses hold: it opens with a verb, or with a request to tell whether.

    >>> polar_start("could you tell me whether the Brim floats", "could you tell me whether the brim floats")
    'the Brim floats'
    """
    whether = _WHETHER.match(lowered)
    if whether is not None:
        return clause[whether.end() :]
    under = _UNDER_SUBJECT.match(lowered)
    start = under.end() if under else 0
    if _STARTS.match(lowered, start) and not _REQUEST.match(lowered, start) and not _ASKS_A_FIGURE_TOO.search(lowered):
        return clause
    if any(form.match(lowered) for form in (_ANYONE, _ANY_LEFT, _ALLOWED)):
        return clause
    return None


def is_polar(lowered: str) -> bool:
    """Whether a folded clause that no other form fits asks for yes or no."""
    return (
        any(form.search(lowered) for form in _FORMS) or _PREDICATE.match(lowered) is not None or is_predication(lowered)
    )


def is_predication(clause: str) -> bool:
    """Whether a clause says something of a subject and, as a question, asks whether it is so.

    >>> is_predication("second season confirmed"), is_predication("opening date announced")
    (True, False)
    """
    tokens = tokenize(_PARTICLE.sub("", clause.rstrip(" ?")))
    found = _PREDICATED.fullmatch(tag(tokens))
    if found is None or any(token.norm in _WORDS_OF_ASKING for token in tokens):
        return False
    before = [token.norm for token in tokens[: found.start("predicate")]]
    if any(word in _ATTRIBUTES or word in ("of", "for") or word.endswith("est") for word in before):
        return False
    if tokens[found.start("predicate")].norm == "due" or clause.endswith("so far"):
        return False  # it asks when, or how many
    # "tickets sold" asks how many
    return bool(found["verb"]) or tokens[0].norm == "any" or found["head"] != "S" or found["predicate"] not in "DE"
