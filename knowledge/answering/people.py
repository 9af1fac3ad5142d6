"""Who is what: answers from roles, both ways round, and whether a name in a question is a name in an article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from knowledge.answering.candidates import Candidate, Read, nearness
from knowledge.extraction.analysis import Value
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import fold, stem, tokenize
from knowledge.language.wordlists import words
from knowledge.model import ValueKind
from knowledge.questions.query import Query
from knowledge.search.matching import Sought

NAME_LIKENESS = 0.72
"""How alike two words must be (1 − edits / length) for one to be a misspelling of the other name."""
WHOLLY_NAMED = 0.9
"""How well a full name fits that stands in the question among other words."""
LEAST_FIT = 0.5
"""From which likeness on a role is the one asked for."""
OTHER_KIND = 0.4
TOLD_OF = 1.4
"""What it is worth that a question for something is for somebody, whom it names in full."""
ALL_OF_IT = 0.7
"""Share of the words of the role asked for that a role must meet."""
_PLAIN = frozenset(
    stem(word)
    for word in "head chief executive managing general senior new interim acting co of and founder the".split()
)
GONE = 0.5
"""What counts against somebody who has left, and for them where just they are asked for."""
_HOLDER = lazy_pattern(
    r"\b(?:who|what)(?: is|'s| are| was| were| will be) (?P<np>.+?)(?: (?:of|at|for|in|from|behind)\b|$)"
)
_OF_TIME = frozenset(
    "the a an new next current now currently acting interim former outgoing incoming old ex last".split()
)
_LOOSE = frozenset("winner victim witness player guest neighbour resident owner".split())
_PARTICLES = (
    frozenset("the a an of de van der von dr prof st".split())
    | words("cues", "female_titles")
    | words("cues", "male_titles")
) - words("roles", "heads")


def name_likeness(asked: str, name: str) -> float:
    """How well an asked-for name fits a name of an article, in [0, 1]; 0 where one of its words fits none.

    >>> round(name_likeness("rud akslund", "Ruud Aksland"), 2)
    0.83
    >>> name_likeness("Marie Curie", "Pierre Curie")
    0.0
    """
    wanted = [token.norm for token in tokenize(asked) if token.norm not in _PARTICLES]
    given = [token.norm for token in tokenize(name) if token.norm not in _PARTICLES]
    if not wanted or not given:
        return 0.0
    total = 0.0
    for word in wanted:
        best = max(word_likeness(word, other) for other in given)
        if best < NAME_LIKENESS:
            return 0.0
        total += best
    return total / len(wanted)


def word_likeness(word: str, other: str) -> float:
    """How alike a word of an asked-for name and one of a given name are, in [0, 1]."""
    if word == other:
        return 1.0
    if any(c.isdigit() for c in word + other) or min(len(word), len(other)) < 3:
        return 0.0
    likeness = float(OSA.normalized_similarity(word, other))
    return likeness if len(word) > 4 or likeness >= 0.75 else 0.0


def role_candidates(query: Query, reads: Sequence[Read], sought: Sequence[Sought]) -> list[Candidate]:
    """What a named person is: their roles, the newest article's first among equals."""
    found = []
    for read in reads:
        for value in read.analysis.values:
            if value.kind is not ValueKind.ROLE:
                continue
            likeness = name_likeness(query.subject, value.who) or WHOLLY_NAMED * _is_named(query, value.who)
            if likeness:
                score = 1.5 * likeness + 0.2 * bool(value.organisation) + 0.1 * read.coverage(value.line)
                found.append(
                    Candidate(
                        read, value.line, say_role(value), score, value, None, value.certainty, value.speaker,
                        met=frozenset(token.norm for token in tokenize(f"{query.subject} {value.who}")),
                        notes=[f"name {likeness:.2f}"],
                    )
                )  # fmt: skip
    titles = [c for c in found if c.value is not None and _is_title(c.value.text)]
    return titles or found  # a title says more than what somebody does: "led us for ten years"


def _is_title(role: str) -> bool:
    """Whether a role names somebody ("head of sales"), and does not only tell what they do ("leads the team")."""
    heads = words("roles", "heads")
    return any(token.norm in heads or token.norm.rpartition("-")[2] in heads for token in tokenize(role))


def named_roles(query: Query, reads: Sequence[Read], sought: Sequence[Sought]) -> list[Candidate]:
    """The roles of whom a question without "who" names in full: "what was ada holt at norvia"."""
    found = [c for c in role_candidates(query, reads, sought) if c.value is not None and _is_named(query, c.value.who)]
    for candidate in found:
        candidate.score += TOLD_OF
    return found


def _is_named(query: Query, name: str) -> bool:
    """Whether the question holds all words of a full name, among whatever else: "ada holt norvia job"."""
    said = {token.norm.removesuffix("'s") for token in query.tokens + query.context} | set(
        query.subject.casefold().split()
    )
    given = [token.norm for token in tokenize(name) if token.norm not in _PARTICLES]
    return len(given) > 1 and said.issuperset(given)


def say_role(value: Value) -> str:
    """The role as a person would text it back, with its organisation.

    The organisation is added where the role's words don't name it yet.
    """
    role = value.text.strip()
    if value.organisation and fold(value.organisation) not in fold(role):
        role = f"{role} of {value.organisation}"
    is_former = value.modifier == "former" and "former" not in role and _is_title(role)
    return f"former {role}" if is_former else role


def holder_candidates(query: Query, reads: Sequence[Read], sought: Sequence[Sought]) -> list[Candidate]:
    """Who holds the role that is asked about: "who runs X", "who is X's finance chief"."""
    found = []
    asked, strict = query.clause.casefold(), asks_role(query)
    asks_next = _NEXT.search(asked) is not None
    for read in reads:
        gone = _leavers(read) | (_followed(read) if asks_next else frozenset())
        for value in read.analysis.values:
            if value.kind is not ValueKind.ROLE or not value.who:
                continue
            fit, named = role_fit(value, sought)
            if fit < LEAST_FIT or (strict and not _may_hold(read, value, sought)):
                continue
            near, _ = nearness(read, read.line(value.line), value.span)
            if not value.organisation:
                named = 0.8 * read.share(read.match.strengths[:, value.line], read.subject)
            score = 1.1 * fit + 0.9 * named + 0.6 * read.coverage(value.line) + 0.4 * near + read.topic
            is_former = value.modifier == "former" or value.who in gone
            if is_former != bool(_OUTGOING.search(asked)):
                score -= GONE
            notes = [f"role {fit:.2f}", f"organisation {named:.2f}", "former" if is_former else ""]
            holder = Candidate(
                read, value.line, value.who, score, value, None, value.certainty, value.speaker, notes=notes
            )  # fmt: skip
            found.append(holder)
            if is_former and _INCOMING.search(asked):
                followers = _successors(read, value, score)
                if asks_next and value.who in gone:
                    for follower in followers:
                        follower.stands_for = holder
                found += followers
    return found


def retire_holders(found: Sequence[Candidate]) -> None:
    """Marks whoever another one follows, by whatever rule they were found."""
    left = [(c.read.view.article.id, c.stands_for.text) for c in found if c.stands_for is not None]
    for candidate in found:
        if candidate.stands_for is None and (candidate.read.view.article.id, candidate.text) in left:
            candidate.is_replaced = True


_OUTGOING = lazy_pattern(r"\b(?:outgoing|former|departing|previous|ex|old|last|leaving|before|predecessor)\b")
_INCOMING = lazy_pattern(
    r"\b(?:new|next|incoming|successor|replacement|replac\w+|succe\w+|now|current|takes? over)\b|^who (?:is|will)"
)
_NEXT = lazy_pattern(r"\b(?:new|next|incoming|future|successor|replacement|replac\w+|succe\w+)\b")
_SUCCEEDS = lazy_pattern(
    r"\b(?:succeeds|succeeded|succeeding|replaces|replaced|replacing|takes? over from|took over from|follows)"
    r" (?!by\b)(?:[\w-]+ ){0,3}$"
)
_SUCCEEDED_BY = lazy_pattern(r"\b(?:replaced|succeeded|followed) by (?:[\w-]+ ){0,3}$")
_IS_SUCCEEDED = lazy_pattern(
    r",? (?:(?:will|is to|would) be|is|was|has been|is being) (?:succeeded|replaced|followed) by\b"
)
_LEAVES = lazy_pattern(
    r"(?:, (?!who (?:left|leaves|retires?|resigned)\b)[^,.;]{1,70},)?"  # "Ann Rook, who heads the choir, retires"
    r",?(?: who| which)?(?: has| had| is| will)? ?(?:left|leaves?|leaving|retire[sd]?|retiring|"
    r"step(?:s|ped|ping)? down|resign\w*|quits?|depart\w*|(?:been |was )?(?:dismissed|sacked))\b"
)


def _leavers(read: Read) -> frozenset[str]:
    """The people whom an article says to leave, or to be replaced by others."""
    found = set()
    for value in read.analysis.values:
        if value.kind is ValueKind.PERSON:
            before = read.view.text[max(0, value.span.start - 60) : value.span.start]
            if _SUCCEEDS.search(before) or _LEAVES.match(read.view.text[value.span.stop : value.span.stop + 120]):
                found.add(value.text)
    return frozenset(found)


def _followed(read: Read) -> frozenset[str]:
    """The people whom somebody else is said to follow, one day."""
    people = (value for value in read.analysis.values if value.kind is ValueKind.PERSON)
    return frozenset(v.text for v in people if _IS_SUCCEEDED.match(read.view.text[v.span.stop : v.span.stop + 40]))


def _successors(read: Read, left: Value, score: float) -> list[Candidate]:
    """Who follows somebody who leaves: "he is replaced by X", in the same sentence or the two after it."""
    found = []
    for value in read.analysis.values:
        if value.kind is ValueKind.PERSON and 0 <= value.line - left.line <= 2:
            before = read.view.text[max(0, value.span.start - 60) : value.span.start]
            if _SUCCEEDED_BY.search(before):
                found.append(
                    Candidate(
                        read, value.line, value.text, score + GONE, value, None, value.certainty, value.speaker,
                        notes=[f"follows {left.who}"],
                    )
                )  # fmt: skip
    return found


def asks_role(query: Query) -> bool:
    """Whether the question names the role whose holder it wants: "who is the treasurer of X"."""
    asked = _HOLDER.search(query.clause.casefold().strip(" ?"))
    if asked is None:
        return False
    last = [token.norm for token in tokenize(asked["np"])][-1:]
    return bool(last) and last[0] in words("roles", "heads") and last[0] not in _LOOSE


def _may_hold(read: Read, value: Value, sought: Sequence[Sought]) -> bool:
    """Whether a role is all of the one asked for, and of the organisation that the question names.

    A chief executive is no chief financial officer, and the head of one firm does not lead the other in its article.
    """
    title = {token.stem for token in tokenize(value.text)}
    phrase = f" {' '.join(token.stem for token in tokenize(value.text))} "
    asked = [one for one in sought if _is_of_role(one) and not one.is_implied]
    if not any(words in phrase for one in asked for words, _ in one.phrases):
        met = sum(one.weight * max((s for key, s in one.stems.items() if key in title), default=0.0) for one in asked)
        if asked and met < ALL_OF_IT * sum(one.weight for one in asked):
            return False
    return is_of_house(read, value, sought)


def is_of_house(read: Read, value: Value, sought: Sequence[Sought]) -> bool:
    """Whether a role is one of the organisation that the question names, as far as the article says whose it is."""
    title = {token.stem for token in tokenize(value.text)}
    names = [n for n, one in enumerate(sought) if read.subject[n] and not _is_of_role(one)]
    if not names:
        return True
    organisation = {token.stem for token in tokenize(value.organisation or read.view.article.source or "")}
    if value.organisation or organisation & {token.stem for token in tokenize(read.view.article.title)}:
        # what stands unnamed in a firm's own announcement is the firm's
        return any(set(sought[n].stems) & (organisation | title) for n in names)
    return True


def _is_of_role(one: Sought) -> bool:
    word = one.token.norm
    return word not in _OF_TIME and (word in words("roles", "heads") or word in words("roles", "modifiers"))


def role_fit(value: Value, sought: Sequence[Sought]) -> tuple[float, float]:
    """How well the question's words name a role, and its organisation: two numbers in [0, 1].

    A word that stands for the head of another kind of it ("bureau chief", "head of design" for "president") names no
    role.
    """
    organisation = {token.stem for token in tokenize(value.organisation)}
    title = re.split(r"\b(?:of|at|for|in)\b", value.text)[0] or value.text
    role = [token.stem for token in tokenize(title) if token.stem not in organisation]
    phrase = f" {' '.join(token.stem for token in tokenize(value.text))} "
    further = {token.stem for token in tokenize(value.text[len(title) :])} - organisation - _PLAIN
    plain = all(word in _PLAIN for word in role[:-1]) and not further
    asked = {key for one in sought for key in one.stems}
    fit = named = 0.0
    for one in sought:
        best = max((strength for key, strength in one.stems.items() if key in role), default=0.0)
        whole = max((strength for words, strength in one.phrases if words in phrase), default=0.0)
        if best < 1.0 and whole < 1.0 and not plain and not asked & {*role[:-1], *further}:
            best = min(best, OTHER_KIND)
        is_role = _is_of_role(one)
        if one.token.stem in organisation or (one.is_name and not is_role and one.token.stem in role):
            named = 1.0
        elif is_role or not one.is_name:
            fit = max(fit, best, whole)
    return fit, named


def descriptions(read: Read, person: str) -> str:
    """All that an article says a person is: roles and organisations, as one string."""
    return " ".join(
        f"{value.text} {value.organisation}"
        for value in read.analysis.values
        if value.kind is ValueKind.ROLE and value.who and (value.who == person or _same_person(value.who, person))
    )


def _same_person(one: str, other: str) -> bool:
    return bool(one) and bool(other) and re.split(r"\s", one)[-1] == re.split(r"\s", other)[-1]
