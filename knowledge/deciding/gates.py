"""The gates: what a candidate must meet whatever its score, or it is out. Each states a rule, none a score."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from knowledge.answering.candidates import Candidate
from knowledge.answering.counts import are_unlike, unit_of
from knowledge.answering.models import candidate_span, is_of_other_model
from knowledge.answering.segments import is_of_another
from knowledge.deciding.exactness import STATED, lacks_attribute
from knowledge.deciding.somebody import is_named, is_nobody, only_says
from knowledge.extraction.analysis import Value
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Token, stem
from knowledge.language.vocabulary import load_vocabulary
from knowledge.language.wordclasses import tag
from knowledge.language.wordlists import lines, words
from knowledge.model import ValueKind
from knowledge.questions.pricedthings import priced_words
from knowledge.questions.query import Asked, Query
from knowledge.search.matching import Sought

SALIENT = 0.5
"""From which share of the question's weight on a single unmet word is a reason to say nothing."""
ALIKE = 0.45
"""From which likeness in meaning on a word of the sentence says what whoever or a sum is asked for by."""
AT_ALL_ALIKE = 0.3
"""From which likeness on what stands beside a reason may be what it is asked for; below, the effect is supposed."""
MET = 0.45
"""From which strength on a word counts as met."""
SAID = 0.7
"""From which strength on the word itself or a synonym is said, and not only a word of the same attribute."""
BESIDE, NAMED = 0.6, 0.9
"""From which strength on a name stands beside a candidate; and in a sentence."""
SELDOM, LEAD = 2, 2
"""Up to how many sentences name what an article only touches; the first sentences tell what it is about."""
LONG, MOST = 7, 0.5
"""From so many words on a question is long, and which share of their weight must be met to overlook a name in it."""
_OF_SPEAKERS = frozenset({Asked.SAID, Asked.WHO_SAID, Asked.ROLE})
"""Kinds of question where the name is the speaker's, or whoever is described."""
OTHER_MATTER = 0.6
"""Below which share of the naming words an article is about something else than the question names."""
_MUST_STATE = frozenset({Asked.HOW_MANY, Asked.HOW_MUCH, Asked.WHO, Asked.WHY, Asked.MEASURE})
"""Kinds of question where a value near the subject is no answer unless something of what is asked is said there."""
_NAMES_KIND = frozenset({Asked.WHAT, Asked.LIST, Asked.WHO, Asked.OPEN})
"""Kinds of question whose noun ("which guests") tells what kind of thing answers."""
SAME_THING = 0.4
"""From which likeness on what a figure counts is what the question counts."""
_TOLD_BY_UNIT = frozenset("length mass speed temperature power energy data volume area score percent ratio".split())
"""Measures whose unit says what is measured: kilograms a weight. A count or an age needs its noun, its person."""
_LOOSE = words("questions", "loose_nouns") | words("questions", "loose_adjectives")
_CONTENT = frozenset("N S P V Z D E G B".split())


def unmet(query: Query, candidate: Candidate, sought: Sequence[Sought]) -> list[str]:
    """The words of the question that must be met and are not, near this candidate."""
    read = candidate.read
    total = read.whole_weight or 1.0
    missing = []
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
        if (
            (one.is_identity and whole < 1.0)
            or (one.is_name and whole < MET and not _is_background(query, candidate, sought, n))
            or (
                one.is_name
                and near < BESIDE
                and one.token in query.tokens
                and _is_aside(query, candidate, n)
                and not _owns_named(candidate, sought, n)
            )
            or (share >= SALIENT and near < MET * 0.6 and not is_told and not _need_not_stand(query, one.token))
            or _is_other_thing(query, candidate, sought, n)
        ):
            missing.append(one.token.text)
    return missing


def _is_background(query: Query, candidate: Candidate, sought: Sequence[Sought], place: int) -> bool:
    """Whether a name only places what a long question tells otherwise: a nation before a noun ("which UK supermarket
    …"), which a paper of that nation seldom repeats, or a name of what is told before the question."""
    word, read = sought[place].token, candidate.read
    said = [n for n, one in enumerate(sought) if not one.is_implied]
    if query.asked is Asked.YES_NO or len(said) < LONG:
        return False
    met = read.match.context[said, candidate.line] >= MET
    if float(read.weights[said][met].sum()) < MOST * float(read.weights[said].sum()):
        return False
    if word not in query.tokens:
        return word in query.context
    following = next((token for token in query.tokens if token.span.start > word.span.start), None)
    if word.norm not in words("questions", "nations") or following is None:
        return False
    return word.text.endswith(("'s", "’s")) or _tags(query)[following] in ("N", "S", "J")


def _need_not_stand(query: Query, word: Token) -> bool:
    """Whether a word says so little, or just what kind of thing the answer is, that no sentence need have it."""
    if query.asked in _NAMES_KIND and word.norm in query.focus:
        return True  # "which guests are coming" is answered by their names
    return word.norm == query.measure or word.norm in _LOOSE or word.norm.removesuffix("s") in _LOOSE


def _owns_named(candidate: Candidate, sought: Sequence[Sought], place: int) -> bool:
    """Whether a name only says whose something is that the sentence names: "Stellen's Corn Hall"."""
    if not sought[place].token.text.endswith(("'s", "’s")) or place + 1 >= len(sought):
        return False
    return sought[place + 1].is_name and float(candidate.read.match.strengths[place + 1, candidate.line]) >= NAMED


def _is_other_thing(query: Query, candidate: Candidate, sought: Sequence[Sought], place: int) -> bool:
    """Whether whoever is asked for is of another thing than the article's: "who chairs the Stella museum" of Stella."""
    one, before = sought[place], sought[place - 1]
    if query.asked is not Asked.WHO or not place or not before.is_name or _tags(query).get(one.token) not in ("N", "S"):
        return False
    if one.token.span.start - before.token.span.stop > 1 or any(load_vocabulary().asked((one.token,))):
        return False
    found = candidate.read.match
    return max(float(found.stated[place].max()), float(found.stated_title[place])) < STATED


def _is_aside(query: Query, candidate: Candidate, place: int) -> bool:
    """Whether a name is one that the article only touches: not in its title or beginning, and seldom."""
    if query.asked in _OF_SPEAKERS:
        return False
    found = candidate.read.match
    lines = np.flatnonzero(found.strengths[place] >= NAMED)
    return bool(found.title[place] < MET and 0 < len(lines) <= SELDOM and lines[0] >= LEAD)


def refusal(query: Query, candidate: Candidate, sought: Sequence[Sought]) -> str:
    """Why a candidate is out though it meets the words that must be met; "" where it may answer."""
    if candidate.read.topic < OTHER_MATTER:
        return "about another matter"
    if query.asked is not Asked.CONTACT and is_of_other_model(
        candidate.read, candidate.line, candidate_span(candidate), sought
    ):
        return "told of another model"
    value = candidate.value if candidate.value is not None and candidate.value.kind is ValueKind.TIME else None
    if value is not None and is_of_another(candidate.read, value, _names(query, sought)):
        return "told of another one"
    if _is_untimely(query, candidate):
        return "that time is still to come"
    if query.asked is Asked.HOW_MANY and _counts_another(query, candidate, sought):
        return "another thing is counted there"
    if query.asked in _MUST_STATE and _is_unstated(query, candidate, sought):
        return "what is asked for is not stated there"
    if query.asked is Asked.WHO and (is_nobody(query, candidate) or is_named(query, candidate)):
        return "that is nobody"
    if query.asked is Asked.WHO and only_says(query, candidate, sought, asking_places(query, candidate, sought)):
        return "what is asked about stands only in what they say"
    if query.asked is Asked.MEASURE and _is_no_age(query, candidate):
        return "that is no age"
    if query.asked is Asked.WHO and _is_of_unknown(query, candidate, sought):
        return "what is asked about is not in the article"
    if query.wanted and query.asked is not Asked.WHO_SAID and lacks_attribute(query, candidate, sought):
        return "the attribute asked for is not stated there"
    return ""


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
        _tags(query).get(one.token) in ("N", "S")
        and not _is_circumstance(query, one.token)
        and not (read.subject[n] or one.is_name or one.is_identity or one.token.norm in candidate.met)
        and not (_need_not_stand(query, one.token) or _is_sum(one))
        and float(read.match.article[n]) < MET
        for n, one in enumerate(sought)
    )


def _is_circumstance(query: Query, noun: Token) -> bool:
    """Whether a noun only says where, when or with what: it follows a preposition, which is not "of"."""
    before = [token for token in query.tokens if token.span.start < noun.span.start]
    last = next((token for token in reversed(before) if _tags(query)[token] not in "NSPJTE#"), None)
    return last is not None and _tags(query)[last] == "I" and last.norm != "of"


def _names(query: Query, sought: Sequence[Sought]) -> list[int]:
    """The places among the sought words of the names of the question itself."""
    named = ((n, one) for n, one in enumerate(sought) if one.is_name or one.is_identity)
    return [n for n, one in named if one.token.norm.isalpha() and one.token in query.tokens]


def _is_untimely(query: Query, candidate: Candidate) -> bool:
    """Whether "when was it built" would be answered with a time still to come."""
    if query.asked is not Asked.WHEN or not query.is_bygone or query.is_past or query.is_rumour:
        return False
    return candidate.when is not None and candidate.when.start > (query.today or candidate.read.published)


def asking_places(query: Query, candidate: Candidate, sought: Sequence[Sought]) -> list[int]:
    """The places among the sought words of the nouns and verbs that say what is asked for."""
    read, key = candidate.read, ("places that ask", "")
    if key not in read.models:
        tags = _tags(query)  # of the clause itself: what was inherited or said around it asks for nothing
        read.models[key] = [
            n
            for n, one in enumerate(sought)
            if not read.subject[n] and not one.is_implied and tags.get(one.token, "") in _CONTENT
        ]
    return list(read.models[key])


@lru_cache(maxsize=64)
def _tags(query: Query) -> dict[Token, str]:
    tags = dict(zip(query.tokens, tag(query.tokens), strict=True))
    for before, token in pairwise(query.tokens):
        if before.norm == "who" and tags[token] == "J" and token.norm.endswith("ed"):
            tags[token] = "D"  # "who brokered the deal": a word that is seldom a verb elsewhere
    return tags


def _is_unstated(query: Query, candidate: Candidate, sought: Sequence[Sought]) -> bool:
    """Whether no noun or verb of what is asked for is stated where the candidate stands."""
    places = asking_places(query, candidate, sought)
    if not places or candidate.does >= STATED:
        return False
    if _is_told_by_unit(query, candidate.value):
        return False
    if query.asked is Asked.HOW_MUCH and _is_paid(candidate):
        return False
    if query.asked is Asked.HOW_MANY and candidate.parts[:1] >= (SAME_THING,):
        return False  # what is counted is told in another word: folks by customers
    if query.asked is Asked.HOW_MUCH and candidate.value is not None and candidate.value.kind is ValueKind.MONEY:
        if _is_its_price(candidate, sought) or _is_alike(query, candidate, sought, places):
            return False
        return _is_for_another(query, candidate, sought, places)
    if query.asked is Asked.HOW_MUCH and _states_price(candidate, sought):
        # where a price is named, the verbs of the question ("set back", "go for") need not be
        places = [n for n in places if _is_noun(query, sought[n])]
        if not places:
            return False
    if query.asked is Asked.WHY:
        # a reason may stand beside what it explains, which is often told in quite other words
        found, number = candidate.read.match, candidate.line
        near = found.strengths[places, max(0, number - 2) : number + 2]
        return max(float(near.max()), float(found.title[places].max())) < AT_ALL_ALIKE
    return max(stated(candidate, n, sought[n]) for n in places) < STATED and not _is_alike(
        query, candidate, sought, places
    )


def _is_alike(query: Query, candidate: Candidate, sought: Sequence[Sought], places: Sequence[int]) -> bool:
    """Whether the sentence says what whoever does, or a sum is asked for by, in a word of like meaning."""
    if query.asked is Asked.WHO:  # a role is told by its own name: a director is like a cinematographer, and is none
        places = [n for n in places if _tags(query).get(sought[n].token, "") in tuple("VZDEG")]
    if query.asked not in (Asked.WHO, Asked.HOW_MUCH) or not places:
        return False
    return float(candidate.read.match.strengths[places, candidate.line].max()) >= ALIKE


def _counts_another(query: Query, candidate: Candidate, sought: Sequence[Sought]) -> bool:
    """Whether a figure counts something else than the question: what that only names ("how many seats have the boats"),
    or anything where what it counts is not said."""
    value = candidate.value
    counted = re.findall(r"[a-z]+", value.noun.casefold()) if value is not None else []
    if not counted or not query.focus or candidate.parts[:1] >= (SAME_THING,):
        return False
    tags, head = _tags(query), stem(counted[-1])
    places = [n for n, one in enumerate(sought) if one.token in tags and not one.is_implied]
    named = {tags[sought[n].token] for n in places if sought[n].token.stem == head}
    if named:
        return not named - frozenset("NSP")  # "how many customers have ordered" is told by orders
    if not are_unlike(counted[-1], query.focus[-1]):
        return False
    return any(sought[n].token.norm == query.focus[-1] and stated(candidate, n, sought[n]) < SAID for n in places)


def _is_told_by_unit(query: Query, value: Value | None) -> bool:
    if value is None or value.measure not in _TOLD_BY_UNIT:
        return False
    return query.asked is Asked.MEASURE or (
        query.asked is Asked.HOW_MANY and any(unit_of(word) == value.measure for word in query.focus)
    )


_PAID_FOR = lazy_pattern(
    r"\b(?:tak(?:e[sn]?|ing) over|took over|buy(?:s|ing)?|bought|acquir\w+|purchas\w+|sold|sells?|selling|"
    r"chang\w+ hands)\b[^.;]{1,80}\bfor (?:about |around |some |roughly |just )*$",
    re.IGNORECASE,
)


def _is_paid(candidate: Candidate) -> bool:
    """Whether a sum is what something changes hands for: "takes over the yard for 30 million"."""
    value = candidate.value
    if value is None:
        return False
    start = candidate.read.line(candidate.line).sentence.span.start
    return _PAID_FOR.search(candidate.read.view.text[start : value.span.start]) is not None


def _begins_paragraph(candidate: Candidate) -> bool:
    lines, number = candidate.read.view.lines, candidate.line
    return number == 0 or lines[number].sentence.paragraph != lines[number - 1].sentence.paragraph


def _is_for_another(query: Query, candidate: Candidate, sought: Sequence[Sought], places: Sequence[int]) -> bool:
    """Whether nothing that a price is asked for stands beside a sum, which states by itself what "price" asks for."""
    if any(_is_own_sum(sought[n]) and stated(candidate, n, sought[n]) >= STATED for n in places):
        return False  # "the budget is", "a fee of": no other sum is called so
    priced = priced_words(query.clause)
    named = _names_priced(candidate, sought, priced)
    if named is not None:
        return not named
    places = [n for n in places if not _is_sum(sought[n]) and sought[n].token.norm not in _LOOSE]
    if not any(_is_noun(query, sought[n]) for n in places):
        return False
    before = (
        0.0 if _begins_paragraph(candidate) else float(candidate.read.match.stated[places, candidate.line - 1].max())
    )
    return max(before, *(stated(candidate, n, sought[n]) for n in places)) < STATED


def _names_priced(candidate: Candidate, sought: Sequence[Sought], priced: frozenset[str]) -> bool | None:
    """Whether a sum's sentence, or the one before, names the very thing whose price is asked for, where that is what
    the article is about: then it need not say who wants to know, where, or since when. None where nothing tells."""
    places = [n for n, one in enumerate(sought) if one.token.norm in priced]
    read, number = candidate.read, candidate.line
    if not places or not all(read.subject[n] for n in places):
        return None
    around = read.match.strengths[places, max(0, number - 1) : number + 1]
    if (around.max(axis=1) >= NAMED).all():
        return True
    # "the singer's fee" is no sum of an article that only touches the singer
    return False if (read.match.title[places] < MET).all() and (around < NAMED).all() else None


def _is_noun(query: Query, one: Sought) -> bool:
    return _tags(query).get(one.token) in ("N", "S", "P")


def _is_own_sum(one: Sought) -> bool:
    """Whether a word names a sum of its own kind: a fine, a deposit, but not a price, which anything has."""
    return _is_sum(one) and one.token.norm not in _ANY_SUM


_ANY_SUM = frozenset("price cost charge amount sum bill figure money fare fee".split())


def _is_sum(one: Sought) -> bool:
    """Whether a word only says that money is asked for."""
    return re.fullmatch(_SUMS, one.token.norm) is not None


_SUMS = "|".join((*lines("questions", "money_nouns"), "figure", "money"))


def _states_price(candidate: Candidate, sought: Sequence[Sought]) -> bool:
    """Whether the sentence itself says that something costs, sells or is paid for."""
    return any(
        one.is_implied and float(candidate.read.match.stated[n, candidate.line]) >= STATED
        for n, one in enumerate(sought)
    )


def _is_its_price(candidate: Candidate, sought: Sequence[Sought]) -> bool:
    """Whether the sentence itself names what the question names, and says that it costs something."""
    read = candidate.read
    named = read.match.strengths[read.subject, candidate.line]
    return bool(len(named)) and float(named.min()) >= NAMED and _states_price(candidate, sought)


def stated(candidate: Candidate, place: int, one: Sought) -> float:
    """How well a candidate's sentence, or the heading over it, states a sought word, in [0, 1]; likeness is nothing."""
    if one.token.norm in candidate.met:
        return 1.0
    found = candidate.read.match.stated[place]
    heading = candidate.read.line(candidate.line).heading
    return max(float(found[candidate.line]), float(found[heading]) if heading is not None else 0.0)
