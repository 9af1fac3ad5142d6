"""What the people of an article are: "head of infrastructure at Norvia", from the phrases around their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from knowledge.language.patterns import lazy_pattern
from knowledge.language.wordlists import lines, words
from knowledge.model import Span
from knowledge.naming.names import Name, NameKind, find_names, learn_aliases
from knowledge.naming.rolephrases import Phrase, phrase_at, phrase_before, phrase_up_to
from knowledge.yamlfile import read_vocabulary


@dataclass(frozen=True, slots=True)
class Role:
    """What one person is, as one place of the text states it."""

    person: str
    """In full, as far as the text gives it."""
    person_span: Span
    role: str
    """As a person would text it back: "founder, chairman and CEO of Norvia"."""
    role_span: Span
    organisation: str | None
    span: Span
    """The whole statement."""
    is_former: bool


_APPOSED = lazy_pattern(r",? ?\(|, |\s[–—-]\s")
_AGE = lazy_pattern(
    r"(?:(?:aged )?\d{1,2},\s)?"
    r"(?:(?:at present|at the moment|currently|now|so far|until now|formerly|previously|most recently),? )?"
)
_SOMEBODY = lazy_pattern(
    r"an? (?P<role>(?:[a-z][\w’'-]* ){0,4}?[a-z][\w-]*(?:er|or|ist|man|woman|ess|ian|eur|keeper))\b(?! (?:of|than)\b)"
)
"""Behind a name: a noun that by its ending is somebody, though no list has it: "a pigeon racer"."""
_IS_NAME = lazy_pattern(
    r"\b(?:(?:The|the|Its|its|Our|our|Their|their|His|his|Her|her) (?:new |next )?(?P<role>[^.,;:\n\"“”]{3,80}?) "
    r"(?:is|will be|was|remains|becomes)|(?:hand|pass)(?:s|es|ed|ing)? (?:over |on )?the (?P<post>[^.,;:\n]{3,60}?)"
    r" (?:over |on )?to) \Z"
)
_WHO_LEADS = lazy_pattern(
    r"(?P<who>,? who)?(?: (?P<past>has|had|used to)| (?P<will>will)| (?:also|currently|now|today)){0,2} "
    rf"(?P<verb>{'|'.join(lines('roles', 'in_charge'))}|[\w-]+) (?!in |at |on |by |with |from )"
    r"(?P<what>(?:[^,.;:\n\"“”()]){3,60})"
)
_AND_LEADS = lazy_pattern(
    r" [a-z][^,.;:\n\"“”()]{2,60}? and (?P<role>(?P<verb>[a-z]+) (?:the|our|its|their|[A-Z])[^,.;:\n\"“”()]{2,60})"
)
"""The second of two verbs behind a name: "NAME joined in May and leads the sales team"."""
_WORKS_AS = lazy_pattern(
    r",?(?: who)?(?: has| had| also| now| once| previously| formerly| currently){0,2} "
    r"(?P<verb>works?|worked|served?|serves) "
    r"as an? (?P<role>[a-z][\w’'-]*(?: (?!(?:for|at|in|on|and|or|to|with|until|from|by|of|since|before|after)\b)"
    r"[a-z][\w’'-]*){0,3})"
)
"""Behind a name: whatever somebody works as is what they are, though no list has it: "worked as a court scribe"."""
_OF_WORK = lazy_pattern(
    r"(?<![\w’'-])(?P<work>[\w-]+),?(?: (?:[“\"][^”\"\n]{2,60}[”\"]|(?:[A-Z][\w’'-]+ ?){1,6}))? by \Z"
)
_SMALL = r"(?!(?:at|in|of|for|to|by|from|with|on)\b)[a-z][\w-]+"
_HEAD_OF = lazy_pattern(
    rf"(?P<role>(?P<head>[A-Za-z-]+) (?:of|for) (?:the )?{_SMALL}(?: (?:and )?{_SMALL}){{0,2}})\s\Z"
)
_LASTING = lazy_pattern(
    r" (?:for (?:the |a |another )?(?:first |next |last )?(?:\w+ )?(?:year|month|week|day)s?|until|since|from) ?.*$"
)
_LABEL = lazy_pattern(r"(?:^|\n|[.!?] )([^\n:.!?]{3,40}): ?\Z")
_BY = lazy_pattern(r"\b([\w-]+) by (?:(?:the|a|an) [^,.;:\n]{0,40}?)?\Z", re.IGNORECASE)
_BECOMES = lazy_pattern(
    r",? (?:(?:has|had|have|was|is|were|will|who|been|be|also|now|then|currently|previously|formerly|recently) ){0,4}"
    r"(is|was|be|been|remains|became|becomes|become|appointed|named|elected|promoted|hired|chosen|made|serves|served|works|"
    r"worked|joins|joined|returns|acts|acted|steps down|stepped down|stands down|stood down|resigns|resigned|retires|"
    r"retired|continues|takes over|took over)(?: (?:us|them|it|(?:the|our|its) \w+|[A-Z][\w-]+)(?= as\b))?"
    r"(?: to be| to| as)? "
)
_ASIDE = lazy_pattern(r", who [^,.;:\n]{3,80},(?= (?:is|was|remains|becomes|became|will|has)\b)")
"""What is told of somebody between the name and the verb: "NAME, who came in May, is treasurer"."""
_CLAUSE_ENDS = lazy_pattern(r"[.;]|$|, and\b")
_SIGNED = lazy_pattern(r"\n(?=[^\n]{3,80}(?:\n|$))")
_BEFORE_APPOINTED = lazy_pattern(
    r"\b(appointed|appoints|named|names|elected|elects|promoted|promotes|hired|hires|chosen|made|welcomes|welcomed)\s\Z"
)
_AS = lazy_pattern(r",? (?:as|to be|to) ")
_SUCCEEDS = lazy_pattern(
    r"\b(?:succeed|succeeds|succeeded|succeeding|replaces|replaced|replacing|takes over from|took over from)\s\Z"
)
_OLD = lazy_pattern(r"(\d{1,3}-year-old)\s\Z")
_LEAVING = frozenset("resigns resigned retires retired".split()) | {
    "steps down",
    "stepped down",
    "stands down",
    "stood down",
}
_MAKERS = {
    "directed": "director", "written": "writer", "produced": "producer", "chaired": "chair", "led": "leader",
    "headed": "head", "founded": "founder", "composed": "composer", "edited": "editor", "designed": "designer",
    "maintained": "maintainer", "conducted": "conductor", "coached": "coach", "curated": "curator",
    "presented": "presenter", "hosted": "host", "illustrated": "illustrator", "translated": "translator",
}  # fmt: skip
_MAKES = lazy_pattern(r",?(?: who)? ([a-z]+)(?= (?:the|it|from|with|again|this|all|both)\b|[.,;])")
_MAKERS_NOW = {
    "directs": "director", "conducts": "conductor", "choreographs": "choreographer", "narrates": "narrator",
    "moderates": "moderator", "composes": "composer",
}  # fmt: skip


@cache
def _makers_of_works() -> dict[str, str]:
    """What a work is called → what whoever made it is: "novel" → "author"."""
    works: dict[str, str] = read_vocabulary("roles")["works"]
    return {work: maker for maker, names in works.items() for work in names.split()}


def find_roles(text: str) -> tuple[Role, ...]:
    """The roles of an article, in the order of the people's names.

    >>> [(r.person, r.role) for r in find_roles("Marit Osgood, treasurer of Norvia, left.")]
    [('Marit Osgood', 'treasurer of Norvia')]
    """
    names = find_names(text)
    people = [name for name in names if name.kind is NameKind.PERSON]
    full = learn_aliases(text, names)
    found: list[Role] = []
    for name in people:
        for phrase, start, stop, former in _phrases(text, name, found):
            found.append(
                Role(
                    full.get(name.text, name.text),
                    name.span,
                    phrase.role,
                    phrase.span,
                    phrase.organisation,
                    Span(min(start, name.span.start), max(stop, name.span.stop)),
                    former or phrase.is_former,
                )
            )
    return tuple(found)


_Stated = tuple[Phrase, int, int, bool]


def _phrases(text: str, name: Name, earlier: list[Role]) -> Iterator[_Stated]:
    start, stop = name.span.start, name.span.stop
    yield from _signed(text, start, stop)
    yield from _behind(text, stop)
    yield from _in_front(text, start)
    yield from _by_verb(text, start, stop)
    if _SUCCEEDS.search(text, max(0, start - 30), start):
        named = _AS.match(text, stop)
        phrase = phrase_at(text, named.end()) if named else None
        if phrase:
            yield phrase, start, phrase.span.stop, True
        elif earlier:
            last = earlier[-1]
            yield Phrase(last.role, last.role_span, last.organisation), start, stop, True


def _behind(text: str, stop: int) -> Iterator[_Stated]:
    """NAME, ROLE … / NAME (ROLE) / NAME, who leads … / NAME is ROLE."""
    opened = _APPOSED.match(text, stop)
    if opened:
        at = opened.end()
        age = _AGE.match(text, at)
        at = age.end() if age else at
        phrase = phrase_at(text, at)
        somebody = _SOMEBODY.match(text, at) if phrase is None else None
        if somebody:
            span = Span(somebody.start("role"), somebody.end("role"))
            phrase = Phrase(somebody["role"], span, None)
        if phrase:
            yield phrase, stop, phrase.span.stop, False
    makes = _MAKES.match(text, stop)
    if makes and makes.group(1) in _MAKERS_NOW:
        yield Phrase(_MAKERS_NOW[makes.group(1)], Span(*makes.span(1)), None), stop, makes.end(1), False
    leads = _WHO_LEADS.match(text, stop)
    becomes = _BECOMES.match(text, leads.end()) if leads and leads["who"] else None
    if leads and _is_in_charge(leads) and not (becomes and phrase_at(text, becomes.end())):
        role = _LASTING.sub("", f"{leads['verb']} {leads['what']}".strip())
        role = re.sub(r"^(?:is|was|are) ", "", role)
        if leads["will"] and leads["verb"] in ("chair", "head"):
            role = role.replace(" ", " of ", 1)
        yield Phrase(role, Span(leads.start("verb"), leads.end("what")), None), stop, leads.end(), bool(leads["past"])
    works = _WORKS_AS.match(text, stop)
    if works and phrase_at(text, works.start("role")) is None:
        yield (
            Phrase(works["role"], Span(*works.span("role")), None),
            stop,
            works.end(),
            works["verb"] in ("worked", "served"),
        )
    second = _AND_LEADS.match(text, stop)
    if second and second["verb"] in _AT_THE_HEAD | {"runs", "directs", "manages"}:
        role = _LASTING.sub("", second["role"])
        yield Phrase(role, Span(*second.span("role")), None), stop, second.end(), False
    aside = _ASIDE.match(text, stop)
    becomes = becomes or _BECOMES.match(text, aside.end() if aside else stop)
    if becomes:
        phrase = phrase_at(text, becomes.end())
        is_whole = phrase is not None and (phrase.is_stated or _CLAUSE_ENDS.match(text, phrase.span.stop) is not None)
        if phrase and (is_whole or becomes.group(1) not in ("is", "was", "be", "been", "works", "worked")):
            verb = becomes.group(1)
            yield phrase, stop, phrase.span.stop, verb in _LEAVING or verb in ("was", "served", "worked")


def _signed(text: str, start: int, stop: int) -> Iterator[_Stated]:
    """NAME on a line of its own, and the role on the next: how letters are signed."""
    below = _SIGNED.match(text, stop)
    if below is None or (start and text[start - 1] != "\n"):
        return
    end = text.find("\n", below.end())
    phrase = phrase_at(text, below.end(), end if end >= 0 else len(text))
    if phrase and phrase.span.start == below.end():
        role = phrase.role if phrase.role.split()[0].isupper() else phrase.role[0].lower() + phrase.role[1:]
        yield replace(phrase, role=role), stop, phrase.span.stop, False


def _is_in_charge(leads: re.Match[str]) -> bool:
    """Whether a verb behind a name tells what its bearer is for: "who leads …", "is responsible for …"."""
    verb = leads["verb"].lower()
    if " " in verb:
        return True
    if leads["will"]:
        return f"{verb}s" in words("roles", "leading")
    return verb in words("roles", "leading") and (bool(leads["who"]) or verb in _AT_THE_HEAD)


_AT_THE_HEAD = frozenset("leads heads chairs coordinates oversees led headed chaired coordinated oversaw".split())


def _in_front(text: str, start: int) -> Iterator[_Stated]:
    """ROLE NAME / ORG's ROLE, NAME / ROLE: NAME / 19-year-old NAME."""
    old = _OLD.search(text, max(0, start - 20), start)
    if old:
        yield Phrase(old.group(1), Span(old.start(1), old.end(1)), None), old.start(1), start, False
        return
    phrase = phrase_before(text, start)
    if phrase:
        yield phrase, phrase.span.start, start, False
    if text[start - 2 : start] == ", ":
        phrase = phrase_up_to(text, start - 2)
        if phrase:
            yield phrase, phrase.span.start, start, False
    headed = _HEAD_OF.search(text, max(0, start - 70), start)
    if headed and headed["head"].lower() in words("roles", "heads"):
        span = Span(headed.start("role"), headed.end("role"))
        yield Phrase(headed["role"], span, None), span.start, start, False
    named = _IS_NAME.search(text, max(0, start - 110), start)
    if named:
        begin, end = named.span("role" if named["role"] else "post")
        phrase = phrase_at(text, begin, end)
        if phrase and phrase.span.stop == end:
            yield phrase, begin, start, False
    labelled = _LABEL.search(text, max(0, start - 45), start)
    if labelled:
        phrase = phrase_at(text, labelled.start(1), labelled.end(1))
        if phrase and phrase.span.stop == labelled.end(1):
            role = phrase.role if phrase.role.isupper() else phrase.role[0].lower() + phrase.role[1:]
            yield replace(phrase, role=role), labelled.start(1), start, False


def _by_verb(text: str, start: int, stop: int) -> Iterator[_Stated]:
    """Directed by NAME / appointed NAME as ROLE."""
    by = _BY.search(text, max(0, start - 60), start)
    if by and by.group(1).lower() in _MAKERS:
        yield Phrase(_MAKERS[by.group(1).lower()], Span(by.start(1), by.end(1)), None), by.start(1), stop, False
    work = _OF_WORK.search(text, max(0, start - 90), start)
    if work and (maker := _makers_of_works().get(work["work"].lower())):
        yield Phrase(maker, Span(work.start("work"), work.end("work")), None), work.start(), stop, False
    appointed = _BEFORE_APPOINTED.search(text, max(0, start - 12), start)
    named = _AS.match(text, stop) if appointed else None
    if appointed:
        phrase = phrase_at(text, named.end() if named else stop + 1)
        if phrase:
            yield phrase, appointed.start(1), phrase.span.stop, False
