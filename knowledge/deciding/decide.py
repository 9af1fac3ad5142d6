"""Candidates → outcome: gates first, then the newest of the best, then the line below which nothing is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.answering.bearings import asks_days
from knowledge.answering.candidates import Candidate, Read
from knowledge.answering.currencies import in_currency, without_currency
from knowledge.answering.enumerations import several_candidates
from knowledge.answering.newcomers import hand_over
from knowledge.answering.people import holder_candidates, retire_holders, role_candidates
from knowledge.answering.phrases import open_candidates
from knowledge.answering.polarity import yes_no_candidates
from knowledge.answering.rankedlines import MET
from knowledge.answering.relocations import relocate
from knowledge.answering.said import said_candidates, who_said_candidates
from knowledge.answering.typed import typed_candidates
from knowledge.deciding.gates import refusal, unmet
from knowledge.deciding.lineup import Lineup, line_up
from knowledge.language.vocabulary import Vocabulary, load_vocabulary
from knowledge.model import Certainty
from knowledge.questions.polarquestions import asks_standing
from knowledge.questions.query import Asked, Query
from knowledge.search.matching import Sought

UNTOLD = 0.7
"""What it takes from the confidence that a question may have no answer: a wrong answer instead of a right silence costs
more than one instead of a wrong silence."""
LEAST_CONFIDENCE, LEAST_FOLLOWING, LEAST_OF_BRIEF, ENOUGH = 0.36, 0.4, 0.2, 0.6
"""Below it, nothing is said; where a question leans on the one before, which may have been read wrongly; and where the
article is brief, so that its citation shows nearly all there is. What is this likely right is said always."""
LEAST_OF_STANDING, ON_MATTER = 0.1, 0.7
"""The same where it is asked whether something is official, and which share of the question a sentence must meet whose
label tells: of 36 such questions of the sets, two in three of those answered are right, however low the confidence."""
BRIEF = 9
"""Up to how many sentences it is; what is asked must be met there all the same, as far as words tell."""
# Thresholds: measured on the evaluation sets with `announcebot eval`, see README.
LEAST_OWN, LEAST_COVERAGE = 0.1, 0.4
"""Share of the asking words that a figure's sentence, or it and its surroundings, must meet."""
SAME_OWN = 0.85
"""A newer sentence must meet at least this share of what the best one meets of the asking words."""
SAME_NEAR = 0.7
LEVEL, LATEST_SLACK, FINER_WITHIN, SAME_WITHIN = 0.6, 0.3, 0.8, 2.5
"""How far behind the best in worth a newer article's candidate may lie, how much more where the latest is asked for,
how far a finer time inside the best one's, and how far one that tells the same."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided: the candidate (or none), why, and those that came close."""

    chosen: Candidate | None
    why: str
    ranked: tuple[Candidate, ...] = ()
    older: tuple[Candidate, ...] = ()
    confidence: float = 0.0
    unknown: tuple[str, ...] = ()
    """Names and numbers of the question that no article knows."""
    same: tuple[Candidate, ...] = ()
    """Those of other articles that tell the same, one an article, newest first."""


def candidates_for(
    query: Query, reads: Sequence[Read], sought: Sequence[Sought], vocabulary: Vocabulary
) -> list[Candidate]:
    """All candidates that fit the kind of the question, best first."""
    found = list(_generate(query, reads, sought, vocabulary))
    found.sort(key=lambda c: (-c.score, -c.read.published.toordinal(), c.line))
    return found


def _generate(
    query: Query, reads: Sequence[Read], sought: Sequence[Sought], vocabulary: Vocabulary
) -> Iterable[Candidate]:
    match query.asked:
        case Asked.ROLE:
            return role_candidates(query, reads, sought)
        case Asked.SAID:
            return said_candidates(query, reads, sought)
        case Asked.WHO_SAID:
            speakers = who_said_candidates(query, reads, sought)
            return speakers + typed_candidates(query, reads, sought, vocabulary)
        case Asked.YES_NO:
            return yes_no_candidates(query, reads, sought)
        case Asked.WHO:
            holders = holder_candidates(query, reads, sought)
            several = several_candidates(query, reads, sought)
            found = [*holders, *typed_candidates(query, reads, sought, vocabulary), *several]
            retire_holders(found)
            hand_over(query, found, reads, sought)
            return found
        case Asked.OPEN | Asked.WHAT | Asked.HOW | Asked.DEFINITION | Asked.LIST | Asked.WHY:
            return open_candidates(query, reads, sought, vocabulary)
        case Asked.WHERE:
            places = typed_candidates(query, reads, sought, vocabulary)
            found = places + open_candidates(query, reads, sought, vocabulary)
            relocate(query, found, sought)
            return found
        case _:
            return typed_candidates(query, reads, sought, vocabulary)


def rule(query: Query, ranked: Sequence[Candidate], reads: Sequence[Read], sought: Sequence[Sought]) -> Ruling:
    """The candidate to answer with, or none and why.

    A price that is asked for in a currency is first looked for in that, then in any, to be told as it stands beside.
    """
    ruling = _rule(query, ranked, reads, sought)
    if ruling.chosen is not None or not query.currency or query.asked is not Asked.HOW_MUCH:
        return ruling
    bare = without_currency(query)
    other = _rule(bare, candidates_for(bare, reads, sought, load_vocabulary()), reads, sought)
    chosen = None if other.chosen is None else in_currency(other.chosen, query.currency)
    return ruling if chosen is None else replace(other, chosen=chosen, older=(), same=())


def _rule(query: Query, ranked: Sequence[Candidate], reads: Sequence[Read], sought: Sequence[Sought]) -> Ruling:
    lineup = line_up(query, ranked, reads, sought)
    passed = lineup.candidates
    if not passed and not ranked:
        return Ruling(None, "nothing of the kind asked for")
    if not passed:
        missing = unmet(query, ranked[0], sought)
        unknown = tuple(word for word in missing if _is_unknown(word, ranked, sought))
        why = f"unmet: {', '.join(missing)}" if missing else refusal(query, ranked[0], sought)
        return Ruling(None, why, tuple(ranked[:5]), unknown=unknown)
    within = LEVEL + (LATEST_SLACK if query.is_latest else 0)
    level = _near(query, lineup, within)
    finer = _near(query, lineup, FINER_WITHIN)
    first = _rumoured(passed) if query.is_rumour else _by_time(query, passed[0], level)
    chosen = _finest(first, finer, for_days=asks_days(query.text.casefold()))
    if query.asked in (Asked.HOW_MANY, Asked.MEASURE) and _is_unstated(chosen) and not chosen.doubt:
        return Ruling(None, "nothing asked for is met", passed[:5])
    older = tuple(c for c in level if c.read.published < chosen.read.published)
    superseded = () if query.is_past or query.is_rumour else [c for c in older if _tells_as_much(c, chosen)]
    sure, nowhere = lineup.confidence(chosen, superseded)
    why = f"confidence {sure:.2f}, told nowhere {nowhere:.2f}"
    is_brief = len(chosen.read.view.lines) <= BRIEF and chosen.coverage >= LEAST_COVERAGE
    least = LEAST_FOLLOWING if query.inherited else LEAST_OF_BRIEF if is_brief else LEAST_CONFIDENCE
    if query.asked is Asked.YES_NO and chosen.coverage >= ON_MATTER and asks_standing(query.text.casefold()):
        least = LEAST_OF_STANDING
    if sure < ENOUGH and sure - UNTOLD * nowhere < least:
        return Ruling(None, why, passed[:5], confidence=sure)
    same = _telling_the_same(chosen, _near(query, lineup, SAME_WITHIN))
    return Ruling(chosen, f"passed with {why}", passed[:5], older, sure, same=same)


def _near(query: Query, lineup: Lineup, behind: float) -> list[Candidate]:
    """The candidates that lie at most so far behind the best; of a sentence that was taken for a yes and for a no, the
    likelier side."""
    near = [c for c, worth in zip(lineup.candidates, lineup.worth, strict=True) if worth >= lineup.worth[0] - behind]
    if query.asked is not Asked.YES_NO:
        return near
    first: dict[tuple[str, int], Candidate] = {}
    for c in near:
        first.setdefault((c.read.view.article.id, c.line), c)
    return list(first.values())


def _telling_the_same(chosen: Candidate, level: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """What other articles tell just as the chosen one does: copies, and those that confirm it."""
    found: dict[str, Candidate] = {}
    for other in level:
        is_same = other.when == chosen.when if chosen.when else other.text.casefold() == chosen.text.casefold()
        if is_same and other.read is not chosen.read and other.certainty is chosen.certainty:
            found.setdefault(other.read.view.article.id, other)
    return tuple(sorted(found.values(), key=lambda c: (-c.read.published.toordinal(), c.read.view.article.id)))


def _is_unstated(chosen: Candidate) -> bool:
    """Whether a figure stands where nothing asked for is said: the only figure around is still the wrong one."""
    own, near = chosen.read.own(chosen.line), chosen.coverage
    return own < LEAST_OWN and near < LEAST_COVERAGE and not chosen.met


def _rumoured(candidates: Sequence[Candidate]) -> Candidate:
    """The first that is told as a rumour: who asks what the leaks said wants no other word; the first where none is."""
    rumours = (c for c in candidates if c.certainty is Certainty.RUMOUR or c.read.analysis.is_rumour)
    return next(rumours, candidates[0])


def _by_time(query: Query, best: Candidate, level: Sequence[Candidate]) -> Candidate:
    """Of candidates that tell as much of what is asked: the newest article's; for the past, the oldest's."""
    same = [c for c in level if _tells_as_much(c, best)]
    if len({c.read.view.article.id for c in same}) < 2:
        return best
    if query.is_past:
        former = [c for c in same if c.value is not None and c.value.is_former]
        return former[0] if former else min(same, key=lambda c: (c.read.published, -c.score))
    return max(same, key=lambda c: (c.certainty is not Certainty.RUMOUR, c.read.published, c.score))


def _tells_as_much(candidate: Candidate, best: Candidate) -> bool:
    """Whether a candidate tells of the same thing as the best one, as far as the question's words show."""
    read, other = candidate.read, best.read
    return (
        read.own(candidate.line) >= SAME_OWN * other.own(best.line)
        and candidate.asking >= SAME_NEAR * best.asking
        and read.topic >= SAME_OWN * other.topic
        and read.identified(candidate.line) >= SAME_OWN * other.identified(best.line)
    )


def _finest(chosen: Candidate, passed: Sequence[Candidate], *, for_days: bool) -> Candidate:
    """Of times for the same event, the finest that lies inside the chosen one ("summer", "in July")."""
    if for_days or chosen.when is None:
        return chosen
    inside = [
        c
        for c in passed
        if c.when is not None and c.read is chosen.read and chosen.when.holds(c.when) and c.when != chosen.when
    ]
    return min(inside, key=lambda c: ((c.when.end - c.when.start).days if c.when else 0, -c.score), default=chosen)


def _is_unknown(word: str, ranked: Sequence[Candidate], sought: Sequence[Sought]) -> bool:
    """Whether a word is a name or number that none of the articles at hand holds."""
    return any(
        (one.is_name or one.is_identity)
        and one.token.text == word
        and all(candidate.read.match.article[n] < MET for candidate in ranked)
        for n, one in enumerate(sought)
    )
