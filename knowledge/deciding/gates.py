"""The gates: what a candidate must meet whatever its score, or it is out. Each states a rule, none a score.

Those that are listed in answering.doubts are none where the network finds the candidate's sentence likely.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from knowledge.answering.candidates import Candidate, Read
from knowledge.answering.counts import are_unlike
from knowledge.answering.doubts import NO_ATTRIBUTE, NOT_IN_ARTICLE, OF_SELF, UNNAMED, UNSTATED
from knowledge.answering.models import candidate_span, is_of_other_model
from knowledge.answering.pricedfit import is_paid_besides
from knowledge.answering.rankedlines import MET
from knowledge.answering.rounds import is_of_other_round
from knowledge.answering.segments import is_of_another
from knowledge.answering.unitsasked import is_of_other_measure
from knowledge.deciding.calledotherwise import is_called_otherwise
from knowledge.deciding.exactness import STATED, lacks_attribute
from knowledge.deciding.somebody import heads_another_house, is_named, is_nobody, leads_a_part, only_says, says_of_self
from knowledge.deciding.stating import LOOSE, NAMED, SAME_THING, asking_places, is_sum, is_unstated, stated, tags_of
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Token, stem
from knowledge.language.vocabulary import load_vocabulary
from knowledge.language.wordlists import words
from knowledge.model import ValueKind
from knowledge.questions.query import Asked, Query
from knowledge.search.matching import Sought

SALIENT = 0.5
"""From which share of the question's weight on a single unmet word is a reason to say nothing."""
SAID = 0.7
"""From which strength on the word itself or a synonym is said, and not only a word of the same attribute."""
BESIDE = 0.6
"""From which strength on a name stands beside a candidate."""
SELDOM, LEAD = 2, 2
"""Up to how many sentences name what an article only touches; the first sentences tell what it is about."""
LONG, MOST = 7, 0.5
"""From so many words on a question is long, and which share of their weight must be met to overlook a name in it
whatever the network finds."""
NOTHING = 0.3
"""Up to which strength an article has nothing like a word."""
_YEAR = lazy_pattern(r"(?:19|20)\d\d")
_OF_SPEAKERS = frozenset({Asked.SAID, Asked.WHO_SAID, Asked.ROLE})
"""Kinds of question where the name is the speaker's, or whoever is described."""
OTHER_MATTER = 0.6
"""Below which share of the naming words an article is about something else than the question names."""
_MUST_STATE = frozenset({Asked.HOW_MANY, Asked.HOW_MUCH, Asked.WHO, Asked.WHY, Asked.MEASURE})
"""Kinds of question where a value near the subject is no answer unless something of what is asked is said there."""
_OF_SOMETHING = frozenset({Asked.WHEN, Asked.HOW_MUCH, Asked.HOW_MANY, Asked.HOW_LONG, Asked.MEASURE})
"""Kinds of question for a figure or a time, which any article has."""
_NAMES_KIND = frozenset({Asked.WHAT, Asked.LIST, Asked.WHO, Asked.OPEN})
"""Kinds of question whose noun ("which guests") tells what kind of thing answers."""


def unmet(query: Query, candidate: Candidate, sought: Sequence[Sought]) -> list[str]:
    """The words of the question that must be met and are not, near this candidate."""
    read = candidate.read
    total = read.whole_weight or 1.0
    missing = []
    # what was asked before was answered from here though a name in it stands nowhere: it only placed the question
    is_from_here = bool(query.answered) and any(line.sentence.text == query.told for line in read.view.lines)
    nears, wholes = read.match.context[:, candidate.line].tolist(), read.match.article.tolist()
    shares = read.weights.tolist()
    # what is asked on about an answer need not be called so where that was told: "with what result?"
    is_told = bool(query.answered) and read.line(candidate.line).sentence.text == query.told
    # what is counted is told in another word, and so is what describes it: "measuring devices" by instruments
    is_counted = query.asked is Asked.HOW_MANY and candidate.parts[:1] >= (SAME_THING,)
    for n, one in enumerate(sought):
        if one.token.norm in candidate.met or (one.token.norm in query.focus and is_counted):
            continue
        near, whole, share = nears[n], wholes[n], shares[n] / total
        if is_from_here and whole < MET and one.token in query.inherited:
            continue
        is_lacking = (one.is_identity and whole < 1.0) or (
            one.is_name and whole < MET and not _is_background(query, candidate, sought, n)
        )
        if (
            (is_lacking and not is_called_otherwise(candidate.read, sought, n))
            or (
                one.is_name
                and near < BESIDE
                and one.token in query.tokens
                and _is_aside(query, candidate, n)
                and not _owns_named(candidate, sought, n)
            )
            or (share >= SALIENT and near < MET * 0.6 and not is_told and not _need_not_stand(query, one.token))
            or _is_other_thing(query, candidate, sought, n)
            or _is_other_kind(query, candidate, sought, n)
        ):
            missing.append(one.token.text)
    return missing + _years_unmet(query, read, sought)


def _years_unmet(query: Query, read: Read, sought: Sequence[Sought]) -> list[str]:
    """The years of a question that an article neither names nor tells of nor is of: the fair of 2026 is not the one of
    2025. Whether something is in some year is for a sentence's verdict, and a long question can spare its year."""
    asked = [token.text for token in query.tokens if _YEAR.fullmatch(token.norm)]
    if not asked or query.asked is Asked.YES_NO or _is_long(query, sought):
        return []
    key = ("years", "")
    if key not in read.models:
        times = [value.when for value in read.analysis.values if value.when is not None]
        told = {str(year) for when in times for year in range(when.start.year, when.end.year + 1)}
        text = f"{read.view.article.title} {read.view.text}"
        read.models[key] = told | {str(read.published.year), *_YEAR.findall(text)}
    return [year for year in asked if year not in read.models[key]]


def spares(query: Query, sought: Sequence[Sought], missing: Sequence[str]) -> bool:
    """Whether a question tells so much that it can spare the words that are unmet: nations, which a paper seldom names
    its own by, whoever holds an office ("President Biden"), and names of what is told before the question. Any other
    name, of a maker or a product, it can't: it may ask about another one."""
    if not _is_long(query, sought):
        return False
    offices = words("cues", "titles") | words("roles", "heads")
    spared, is_in_office = set[str](), False
    for one in sought:
        norm = one.token.norm
        is_in_office = norm in offices or (is_in_office and one.is_name)
        if one.is_name and not one.is_identity and norm.isalpha():
            is_nation = norm in words("questions", "nations")
            if is_nation or is_in_office or one.token in query.context:
                spared.add(one.token.text)
    return spared.issuperset(missing)


def _is_long(query: Query, sought: Sequence[Sought]) -> bool:
    """Whether a question tells much of what it is about; one for yes or no asks whether just that is so."""
    return query.asked is not Asked.YES_NO and sum(not one.is_implied for one in sought) >= LONG


def _is_background(query: Query, candidate: Candidate, sought: Sequence[Sought], place: int) -> bool:
    """Whether a name only places what a long question tells otherwise: a nation before a noun ("which UK supermarket
    …"), which a paper of that nation seldom repeats, or a name of what is told before the question."""
    word, read = sought[place].token, candidate.read
    if not _is_long(query, sought):
        return False
    said = [n for n, one in enumerate(sought) if not one.is_implied]
    met = read.match.context[said, candidate.line] >= MET
    if float(read.weights[said][met].sum()) < MOST * float(read.weights[said].sum()):
        return False
    if word not in query.tokens:
        return word in query.context
    following = next((token for token in query.tokens if token.span.start > word.span.start), None)
    if word.norm not in words("questions", "nations") or following is None:
        return False
    return word.text.endswith(("'s", "’s")) or tags_of(query)[following] in ("N", "S", "J")


def _need_not_stand(query: Query, word: Token) -> bool:
    """Whether a word says so little, or just what kind of thing the answer is, that no sentence need have it."""
    if query.asked in _NAMES_KIND and word.norm in query.focus:
        return True  # "which guests are coming" is answered by their names
    return word.norm == query.measure or word.norm in LOOSE or word.norm.removesuffix("s") in LOOSE


def _owns_named(candidate: Candidate, sought: Sequence[Sought], place: int) -> bool:
    """Whether a name only says whose something is that the sentence names: "Stellen's Corn Hall"."""
    if not sought[place].token.text.endswith(("'s", "’s")) or place + 1 >= len(sought):
        return False
    return sought[place + 1].is_name and float(candidate.read.match.strengths[place + 1, candidate.line]) >= NAMED


def _is_other_thing(query: Query, candidate: Candidate, sought: Sequence[Sought], place: int) -> bool:
    """Whether whoever is asked for is of another thing than the article's: "who chairs the Stella museum" of Stella."""
    one, before = sought[place], sought[place - 1]
    is_noun = tags_of(query).get(one.token) in ("N", "S")
    if query.asked is not Asked.WHO or not place or not before.is_name or not is_noun:
        return False
    if one.token.span.start - before.token.span.stop > 1 or any(load_vocabulary().asked((one.token,))):
        return False
    found = candidate.read.match
    return max(float(found.stated[place].max()), float(found.stated_title[place])) < STATED


def _is_other_kind(query: Query, candidate: Candidate, sought: Sequence[Sought], place: int) -> bool:
    """Whether a noun makes another thing of what the article is about: a railway museum of a museum whose article has
    nothing like a railway."""
    if place + 1 >= len(sought):
        return False
    one, head, tags = sought[place], sought[place + 1], tags_of(query)
    if not (tags.get(one.token) == tags.get(head.token) == "N") or head.token.span.start - one.token.span.stop > 1:
        return False
    found = candidate.read.match
    return (
        bool(candidate.read.subject[place + 1]) and found.article[place] < NOTHING and found.article[place + 1] >= NAMED
    )


def _is_aside(query: Query, candidate: Candidate, place: int) -> bool:
    """Whether a name is one that the article only touches: not in its title or beginning, and seldom."""
    if query.asked in _OF_SPEAKERS:
        return False
    found = candidate.read.match
    lines = np.flatnonzero(found.strengths[place] >= NAMED)
    return bool(found.title[place] < MET and 0 < len(lines) <= SELDOM and lines[0] >= LEAD)


def refusal(query: Query, candidate: Candidate, sought: Sequence[Sought]) -> str:
    """Why a candidate is out though it meets the words that must be met; "" where it may answer."""
    is_elsewhere = candidate.read.topic < OTHER_MATTER and not any(
        is_called_otherwise(candidate.read, sought, n) for n in _names(query, sought)
    )
    if (is_elsewhere or _has_nothing_named(query, candidate, sought)) and not _is_long(query, sought):
        return "about another matter"
    read, number, span = candidate.read, candidate.line, candidate_span(candidate)
    if query.asked is not Asked.CONTACT and is_of_other_model(read, number, span, sought):
        return "told of another model"
    if is_of_other_round(query.text, read, number, span):
        return "told of another round"
    value = candidate.value if candidate.value is not None and candidate.value.kind is ValueKind.TIME else None
    if value is not None and is_of_another(candidate.read, value, _names(query, sought)):
        return "told of another one"
    if _is_untimely(query, candidate):
        return "that time is still to come"
    if query.asked is Asked.HOW_MUCH and is_paid_besides(query, candidate, sought):
        return "that is paid besides the price"
    if is_of_other_measure(query, candidate):
        return "that is of another measure"
    counted = _counts_another(query, candidate, sought) if query.asked is Asked.HOW_MANY else ""
    if counted:
        return counted
    if query.asked is Asked.WHO and (is_nobody(query, candidate) or is_named(query, candidate)):
        return "that is nobody"
    if query.asked is Asked.WHO and leads_a_part(query, candidate):
        return "that is the head of a part"
    if query.asked is Asked.WHO and heads_another_house(query, candidate, sought):
        return "that is the head of another house"
    if query.asked is Asked.WHO and only_says(query, candidate, sought, asking_places(query, candidate, sought)):
        return OF_SELF if says_of_self(candidate) else "what is asked about stands only in what they say"
    if query.asked is Asked.MEASURE and _is_no_age(query, candidate):
        return "that is no age"
    if query.asked in _MUST_STATE and is_unstated(query, candidate, sought):
        return UNSTATED
    if query.asked is Asked.WHO and _is_of_unknown(query, candidate, sought):
        return NOT_IN_ARTICLE
    if query.wanted and query.asked is not Asked.WHO_SAID and lacks_attribute(query, candidate, sought):
        return NO_ATTRIBUTE
    return UNNAMED if is_elsewhere else ""


def _has_nothing_named(query: Query, candidate: Candidate, sought: Sequence[Sought]) -> bool:
    """Whether an article has nothing like any of the nouns by which a question for a figure or a time says what it is
    about: "when do the headphones ship" of a loom that does."""
    if query.asked not in _OF_SOMETHING or query.inherited:
        return False
    tags, article = tags_of(query), candidate.read.match.article
    if any((one.is_name or one.is_identity) and article[n] >= MET for n, one in enumerate(sought)):
        return False
    nouns = [
        n
        for n, one in enumerate(sought)
        if tags.get(one.token, "") in ("N", "S", "P")
        and not _need_not_stand(query, one.token)
        and not any(load_vocabulary().told((one.token.stem,)))
    ]
    return bool(nouns) and all(article[n] < NOTHING and sought[n].token.norm not in candidate.met for n in nouns)


def _is_no_age(query: Query, candidate: Candidate) -> bool:
    """Whether "how old" would be answered with a day on which nobody was born and nothing begun."""
    value = candidate.value
    if query.measure not in ("old", "age") or value is None or value.kind is not ValueKind.TIME:
        return False
    return not any(token.norm in _BEGUN for token in candidate.read.line(candidate.line).tokens)


_BEGUN = frozenset("born built founded dates dating".split())


def _is_of_unknown(query: Query, candidate: Candidate, sought: Sequence[Sought]) -> bool:
    """Whether the article has nothing like a noun of a question for a person: "who drew the costumes" of a play."""
    read = candidate.read
    return any(
        tags_of(query).get(one.token) in ("N", "S")
        and not _is_circumstance(query, one.token)
        and not (read.subject[n] or one.is_name or one.is_identity or one.token.norm in candidate.met)
        and not (_need_not_stand(query, one.token) or is_sum(one))
        and float(read.match.article[n]) < MET
        for n, one in enumerate(sought)
    )


def _is_circumstance(query: Query, noun: Token) -> bool:
    """Whether a noun only says where, when or with what: it follows a preposition, which is not "of"."""
    before = [token for token in query.tokens if token.span.start < noun.span.start]
    last = next((token for token in reversed(before) if tags_of(query)[token] not in "NSPJTE#"), None)
    return last is not None and tags_of(query)[last] == "I" and last.norm != "of"


def _names(query: Query, sought: Sequence[Sought]) -> list[int]:
    """The places among the sought words of the names of the question itself."""
    named = ((n, one) for n, one in enumerate(sought) if one.is_name or one.is_identity)
    return [n for n, one in named if one.token.norm.isalpha() and one.token in query.tokens]


def _is_untimely(query: Query, candidate: Candidate) -> bool:
    """Whether "when was it built" would be answered with a time still to come."""
    if query.asked is not Asked.WHEN or not query.is_bygone or query.is_past or query.is_rumour:
        return False
    return candidate.when is not None and candidate.when.start > (query.today or candidate.read.published)


def _counts_another(query: Query, candidate: Candidate, sought: Sequence[Sought]) -> str:
    """Why a figure seems to count something else than the question, or "": it counts what that only names ("how many
    seats have the boats"), or what is unlike the thing asked for where that is not said: "1,340 signatures" of those
    who signed, too, so that it is only a doubt."""
    value = candidate.value
    counted = re.findall(r"[a-z]+", value.noun.casefold()) if value is not None else []
    if not counted or not query.focus or candidate.parts[:1] >= (SAME_THING,):
        return ""
    tags, head = tags_of(query), stem(counted[-1])
    places = [n for n, one in enumerate(sought) if one.token in tags and not one.is_implied]
    named = {tags[sought[n].token] for n in places if sought[n].token.stem == head}
    if named:  # "how many customers have ordered" is told by orders
        return "" if named - frozenset("NSP") else "another thing is counted there"
    if not are_unlike(counted[-1], query.focus[-1]):
        return ""
    unsaid = any(sought[n].token.norm == query.focus[-1] and stated(candidate, n, sought[n]) < SAID for n in places)
    return UNSTATED if unsaid else ""
