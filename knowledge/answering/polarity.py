"""Yes or no: the sentences that speak to what a question supposes, and whether they affirm or deny it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.answering.alternatives import Offer, find_offer
from knowledge.answering.candidates import Candidate, Read
from knowledge.answering.confining import words_confined
from knowledge.answering.doubts import LITTLE_SAID, LOST_NOUN
from knowledge.answering.exceptions import excepts, without_exception
from knowledge.answering.grounds import asks_whether_open, find_clause, left_open, put, with_label
from knowledge.answering.grounds import best_clause as best_clause
from knowledge.answering.rankedlines import believe, key_of
from knowledge.answering.replies import Reply, replies
from knowledge.answering.settling import Verdict
from knowledge.answering.sides import Found, Row, Weigher, says_yes
from knowledge.answering.speaking import Hearer, Speech
from knowledge.answering.verdicts import find_verdict
from knowledge.extraction.changes import takes_back, turned_down
from knowledge.extraction.hedges import label
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import tokenize
from knowledge.language.valence import Valence, load_valence
from knowledge.language.wordclasses import tag
from knowledge.model import Certainty, Span
from knowledge.questions.query import Query
from knowledge.search.matching import Sought
from knowledge.search.view import Line, is_heading

LEAST = 0.2
"""Share of the asking words that a sentence and its surroundings must meet to be looked at."""
# What each part is worth in a candidate's score: fitted on the yes/no questions of three sets, then rounded.
OWN, NEAR, STATED, MATTER, SAME_TOPIC, NEWER, TURNED, NAMED, LIKELY = 0.35, 0.5, 0.4, 0.6, 0.7, 0.3, 0.4, 0.1, 0.25
TAKEN_BACK, MORE_MATTERS, FORMERLY = 0.1, 0.2, 0.4
SHORTEST = 3
"""So many words a sentence has at least to be a ground, unless it replies to a question of the article."""
FARTHEST = 4.0
"""How far behind the likeliest sentence, in logarithms of shares, makes no more difference."""
AS_MUCH, SUPERSEDES = 0.8, 0.7
"""Which shares of the topic, the asking words and the score of an older sentence a newer one needs to lead it."""
CHANGED_AS_MUCH = 0.6
"""Which share of the older sentence's asking words and score one needs that says itself that something changed."""
TAKES_NO_SIDE = 0.3
"""What it costs that a sentence takes neither side of a choice."""
UNHEARD, MISSING = 0.3, 0.72
"""Below which share of what is asked, or from which weight on a single unmet word on, a sentence is no ground, unless
it speaks on a matter of the question."""
NEAREST = 1.0
"""How far behind the likeliest sentence, in log-odds, one may lie that says in other words what is asked: "there is no
way back" to "can I return to 5"."""
LOST = 0.45
"""From which weight on a noun that the article does not hold rules it out (among yes/no questions of the development
set this takes 4 of 14 unanswerable ones and 1 of 47 right answers)."""
SETTLES = 0.5
"""What it is worth that a time, a bound or a figure in the sentence settles the question."""

SURE_NO, SURE_YES, TURNED_ROUND = 0.1, 0.9, 0.2
"""Between which likelihoods of a yes a likely sentence is offered as a yes and as a no, and how far the less likely of
the two lies behind: which one it is, whatever weighs the candidates knows better."""
OVERRULED, PLAIN = 0.35, 0.8
"""Below which likelihood of a yes the yes that rules heard is none (most often right among sets not learned from), and
from which share on a figure's word on what a sentence states counts, whatever is likely; so does the rules' word on a
two-sided matter that is turned: "not affected"."""

_CHANGED = lazy_pattern(
    r"\b(?:cancel\w*|call(?:ed|s|ing)? off|dropp\w+|no longer|any ?more|after all|contrary to|abandon\w*|"
    r"scrap(?:s|ped)|shelv\w+|(?:is|was|are|were|been) lifted|it is official|"
    r"has (?:now )?been (?:decided|agreed|settled|ordered|approved)|is now|are now|"
    r"withdr[ae]w\w*|postpon\w+|not .{1,40} as announced|correction|instead of)\b",
    re.IGNORECASE,
)
"""Words by which an article says that what was told before holds no longer, or is settled now."""
_EXCEPT = lazy_pattern(r"\b(?:but not|except|other than|apart from|not) (?P<what>[^,;.]+)", re.IGNORECASE)
_UNSURE = lazy_pattern(
    r"\b(?:consider\w*|planned|plans? to|hopes?|according to|(?:is|are) said to|could|might|in principle|provided|"
    r"on condition|subject to|aims?|intends?|would like)\b",
    re.IGNORECASE,
)
_FORMERLY = lazy_pattern(
    r"\bhad (?:still|until then|previously|earlier|at first|initially|only)\b|"
    r"\b(?:at first|initially|until now|originally)\b",
    re.IGNORECASE,
)
"""Words by which a clause tells what held before."""
_REPORTS = lazy_pattern(
    r"\b(?:according to|(?:is|are) said to|reports?|reported|rumou?rs?|claims?|claimed|allegedly|supposedly|alleges)\b",
    re.IGNORECASE,
)
_CONTRADICTS = lazy_pattern(
    r"^\W*(?:[\w'’.&-]+ ){1,8}?(?:reject|den(?:y|ie)|disput|contradict|refut|dismiss)\w* "
    r"(?:this|that|it|these|those|the (?:claim|report|rumou?r|accusation|allegation)s?)\b|"
    r"\bneither confirmed nor denied (?:this|that|it)\b",
    re.IGNORECASE,
)
"""What speaks against a report of the sentence before: "The producer denies this."."""
_SAYS = lazy_pattern(
    r"(?P<matter>[^:]{12,}):[\s\"“”]+(?P<says>yes|no)(?:[.!,\"“”]+\s*(?P<rest>.*)|$)", re.IGNORECASE | re.DOTALL
)
"""A matter that is answered in the same breath: "As for the rumours of a sale: no.\""""


def yes_no_candidates(query: Query, reads: Sequence[Read], sought: Sequence[Sought]) -> list[Candidate]:
    """Every sentence that may be the ground for a yes or a no."""
    valence, offer = load_valence(), find_offer(query.clause)
    question = valence.question(query.clause or query.text)
    newest = max((read.published for read in reads), default=date.min)
    heard = hear_all(query, question, reads, sought, newest)
    candidates, turned = list[Candidate](), list[tuple[Candidate, Candidate]]()
    for one, likelihood in zip(heard, says_yes([one.row for one in heard]), strict=True):
        affirms, is_settled = _affirms(one, likelihood)
        candidate = _candidate(one, likelihood, affirms=affirms)
        if candidate is None:
            continue
        if offer is not None:
            _choose(candidate, offer)
        candidate.score += NEWER * (candidate.read.published == newest)
        candidate.score += LIKELY * one.far
        candidates.append(candidate)
        if offer is None and not is_settled and one.far >= -NEAREST:
            other = _candidate(one, likelihood, affirms=not affirms)
            if other is not None and other.text != candidate.text:
                turned.append((candidate, other))
    _let_newer_lead(valence, question, candidates)
    for candidate, other in turned:
        other.score = candidate.score - TURNED_ROUND
        candidates.append(other)
    return candidates


def hear_all(query: Query, question: str, reads: Sequence[Read], sought: Sequence[Sought], newest: date) -> list[Heard]:
    """What is heard in every sentence that may be a ground.

    question: the query's, as the words of valence have it. newest: the day of the newest article.
    """
    believed = believe(query, reads, sought)
    heard, best = list[Heard](), believed.best
    for read in reads:
        hearer, weigher = Hearer(query, read, sought), Weigher(query, read, sought, newest)
        for line in read.view.lines:
            if is_heading(line.sentence.text) or (len(line.words) < SHORTEST and not replies(read, line)):
                continue
            key = key_of(read, line)
            far = max(-FARTHEST, believed.shares.get(key, best - FARTHEST) - best)
            side = believed.sides.get(key, 0.0)
            found = _hear(query, question, read, line, hearer, weigher, far, side)
            if found is not None:
                heard.append(found)
    return heard


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence that may be a ground, with what was heard in it."""

    hearer: Hearer
    read: Read
    line: Line
    clause: str
    denial: str
    verdict: Verdict
    speech: Speech
    shared: Mapping[int, bool]
    met: frozenset[str]
    certainty: Certainty
    says_openness: bool
    """Whether it says that something is open, which the question asks."""
    is_open: bool
    is_turned: bool
    affirms: bool
    """What the rules make of it."""
    score: float
    far: float
    """How far it lies behind the likeliest sentence, in logarithms of shares, at least -FARTHEST."""
    side: float
    """The network's log-odds that it says yes."""
    row: Row


def _let_newer_lead(valence: Valence, question: str, found: Sequence[Candidate]) -> None:
    """Put a sentence behind one of a newer article that speaks on the same two-sided matter of the question as well, or
    that says the opposite and that this is a change."""
    told = []
    for candidate in found:
        sentence = candidate.read.line(candidate.line).sentence.text
        matters = frozenset(n for n, two_sided in valence.shared(question, sentence).items() if two_sided)
        told.append((candidate, matters, _CHANGED.search(sentence) is not None))
    for older, matters, _ in told:
        for newer, others, changed in told:
            if newer.read.published <= older.read.published or newer.read.topic < AS_MUCH * older.read.topic:
                continue
            on_matter = bool(matters & others)
            asking, score = (CHANGED_AS_MUCH,) * 2 if changed else (AS_MUCH, SUPERSEDES)
            if (
                (on_matter or (changed and _opposed(older, newer)))
                and newer.asking >= asking * older.asking
                and newer.score >= score * older.score
            ):
                older.score = min(older.score, newer.score - 0.01)


def _opposed(one: Candidate, other: Candidate) -> bool:
    """Whether one says yes and the other no."""
    return one.text.startswith("No") != other.text.startswith("No")


def _hear(
    query: Query, question: str, read: Read, line: Line, hearer: Hearer, weigher: Weigher, far: float, side: float
) -> Heard | None:
    valence, number = load_valence(), line.sentence.number
    clause = find_clause(valence, question, read, line)
    told = with_label(read, line)
    shared, is_open = valence.shared(question, told), left_open(line.sentence.text)
    verdict = find_verdict(query, read, line, clause)
    is_likely = far >= -NEAREST
    if verdict.is_beside or (not is_likely and read.coverage(number) < LEAST and not shared and not verdict.met):
        return None
    clause, denial, reply = verdict.clause or clause, _denial_after(read, line), replies(read, line)
    agrees = verdict.affirms
    if agrees is None:
        heard = clause if told == line.sentence.text else told
        agrees, replied = _hears(valence, query, question, line, heard, None if verdict.clause else reply)
        clause = clause if replied == heard else replied
    affirms = agrees != (verdict.reverses != bool(denial))
    confined = words_confined(query, read, line, hearer.sought) if affirms and not verdict.settles else frozenset()
    affirms &= not confined  # "can I pay in cash?" "Only by card."
    stems = valence.words(question, shared)
    of_openness = asks_whether_open(question) if is_open else frozenset()
    met = confined | {t.norm for t in (*query.tokens, *query.context) if t.stem in stems | of_openness}
    speech = hearer.hear(
        line,
        matter=valence.words(question, [n for n, sided in shared.items() if sided]) | of_openness,
        topic=stems,
        figures=verdict.met | confined,
        replied=reply.line if reply is not None else None,
    )
    certainty, is_former = _certainty(read, line, clause), _FORMERLY.search(clause) is not None
    is_unsure, is_turned = _is_unsure(certainty, clause), valence.is_turned(clause)
    if asks_whether_open(question):
        affirms &= not (is_open or is_unsure)  # "is it certain?" "It is planned."
    score = _share_score(read, number, speech, shared)
    score += TURNED * is_turned + SETTLES * (verdict.settles or reply is not None)
    score -= TAKEN_BACK * bool(denial) + FORMERLY * (is_former and not query.is_past)
    found = Found(
        affirms, agrees, verdict.settles, verdict.affirms, verdict.reverses, bool(denial),
        reply.says_yes if reply is not None else None, bool(confined), len(shared), sum(shared.values()), is_turned,
        is_open, bool(of_openness), certainty, is_unsure, is_former, _CHANGED.search(line.sentence.text) is not None,
        excepts(query, line.sentence.text),
    )  # fmt: skip
    row = weigher.row(line, found, speech, likely=far, side=side)
    return Heard(
        hearer, read, line, clause, denial, verdict, speech, shared, verdict.met | met, certainty, bool(of_openness),
        is_open, is_turned, affirms, score, far, side, row,
    )  # fmt: skip


def _affirms(heard: Heard, likelihood: float) -> tuple[bool, bool]:
    """Whether a sentence rather says yes than no, and whether there is no doubt of it.

    likelihood: that it says yes.
    """
    is_plain = heard.verdict.settles and heard.speech.stated >= PLAIN
    if is_plain or (heard.is_turned and any(heard.shared.values())):
        return heard.affirms, True
    return likelihood >= (OVERRULED if heard.affirms else 0.5), not SURE_NO <= likelihood <= SURE_YES


def _candidate(heard: Heard, likelihood: float, *, affirms: bool) -> Candidate | None:
    """The answer that a sentence gives; None where it speaks too little on what is asked.

    likelihood: that it says yes. affirms: what is taken for what it says.
    """
    read, line, clause, denial, certainty = heard.read, heard.line, heard.clause, heard.denial, heard.certainty
    is_lost = heard.hearer.lost(heard.met, affirms=affirms) >= LOST
    bears = _bears(heard.speech, bool(heard.shared or heard.verdict.settles), is_lost)
    if not bears and heard.far < -NEAREST:
        return None
    surely = 2 * likelihood - 1
    text = line.sentence.text.strip(' ."“”-')
    if heard.says_openness or not heard.is_open:
        text = _say_ground(denial if denial and not affirms else clause, certainty, affirms, read.view.proper)
    return Candidate(
        read, line.sentence.number, text, heard.score, when=heard.verdict.when, certainty=certainty,
        asking=heard.speech.near, met=heard.met, speaker=read.analysis.speakers.get(line.sentence.number, ""),
        notes=["affirms" if affirms else "denies", _say(heard.speech), *(f"matter {n}" for n in heard.shared)],
        parts=(
            surely if affirms else -surely, float(affirms == heard.affirms), heard.side if affirms else -heard.side,
        ),
        doubt="" if bears else LOST_NOUN if is_lost else LITTLE_SAID,
    )  # fmt: skip


def _share_score(read: Read, number: int, speech: Speech, shared: Mapping[int, bool]) -> float:
    """What speaks for a sentence by how much of the question it tells."""
    score = read.topic + NAMED * read.named(number) + OWN * speech.own + NEAR * speech.near + STATED * speech.stated
    score += MATTER if any(shared.values()) else SAME_TOPIC if shared else 0.0
    return score + MORE_MATTERS * max(0, min(2, sum(shared.values()) - 1))


def _bears(speech: Speech, is_matter: bool, is_lost: bool) -> bool:
    """Whether a sentence speaks enough on what is asked to be a ground by its words.

    is_matter: whether it speaks on a matter of the question. is_lost: whether its article lacks a noun of the question.
    """
    return not is_lost and (is_matter or (speech.near >= UNHEARD and speech.lacking < MISSING))


def _say_ground(clause: str, certainty: Certainty, affirms: bool, proper: frozenset[str]) -> str:
    """Yes or no with the clause as reason."""
    start, reason = "Yes" if affirms else "No", put(clause, proper)
    if certainty is Certainty.EXPECTED:
        start += ", probably"
    return f"{start}, {reason}" if reason else start


def _hears(
    valence: Valence, query: Query, question: str, line: Line, clause: str, reply: Reply | None
) -> tuple[bool, str]:
    """Whether a sentence says yes by its words, and the clause that says so."""
    if reply is not None:
        return _agrees(valence, query, question, reply), reply.reason
    said = _SAYS.match(line.sentence.text)
    if said is not None:
        agrees = (said["says"].lower() == "yes") == valence.agree(question, said["matter"])
        return agrees, (said["rest"] or "").strip(" .") or clause
    if excepts(query, line.sentence.text):
        main = without_exception(line.sentence.text)
        return not valence.agree(question, main), line.sentence.text
    agrees, refused = valence.agree(question, clause), turned_down(line.sentence.text)
    return (not agrees, refused) if refused and refused not in clause else (agrees, clause)


def _is_unsure(certainty: Certainty, clause: str) -> bool:
    return certainty is not Certainty.CONFIRMED or _UNSURE.search(clause) is not None


def _agrees(valence: Valence, query: Query, question: str, reply: Reply) -> bool:
    """Whether a reply answers the question with yes: by what it adds, where only that speaks on what is asked ("Yes, in
    cash only") or makes an exception of it ("Yes, but not on Sundays"); else by its yes or no."""
    own, replied = valence.sides(question), valence.sides(reply.question)
    added = [n for n, sided in valence.shared(question, reply.reason).items() if sided and n not in replied]
    if added and any(own[n] for n in added):
        return valence.agree(question, reply.reason)
    agrees = reply.says_yes == valence.agree(question, valence.question(reply.question))
    exception = _EXCEPT.search(reply.reason)
    if exception is not None:
        told = {token.stem for token in tokenize(reply.question)}
        asked = {token.stem for token, letter in zip(query.tokens, tag(query.tokens), strict=True) if letter in "NSP"}
        excepted = {token.stem for token in tokenize(exception["what"])}
        return agrees != bool((asked - told) & excepted)
    return agrees


def _say(speech: Speech) -> str:
    return f"own {speech.own:.2f} near {speech.near:.2f} stated {speech.stated:.2f} lacking {speech.lacking:.2f}"


def _choose(candidate: Candidate, offer: Offer) -> None:
    """Answer a choice with the side that the sentence takes; a sentence that takes none counts less."""
    taken = offer.taken(candidate.read.line(candidate.line).sentence.text)
    if taken is None:
        candidate.score -= TAKES_NO_SIDE
        return
    reason = candidate.text.partition(", ")[2].removeprefix("probably, ")
    candidate.text = f"{taken[0].upper()}{taken[1:]}: {reason}"
    candidate.score += SETTLES


def _denial_after(read: Read, line: Line) -> str:
    """The next sentence, where it says that this one is wrong, or that somebody denies what this one reports; or ""."""
    following = line.sentence.number + 1
    told = read.view.lines[following].sentence.text if following < len(read.view.lines) else ""
    is_denied = _CONTRADICTS.search(told) is not None and _REPORTS.search(line.sentence.text) is not None
    return told if is_denied or takes_back(told) else ""


def _certainty(read: Read, line: Line, clause: str) -> Certainty:
    """How sure the article is of the clause."""
    sentence = line.sentence.text
    start = max(0, sentence.find(clause))
    before = read.view.lines[line.sentence.number - 1].sentence if line.sentence.number else None
    context = before.text if before is not None and before.paragraph == line.sentence.paragraph else ""
    found = label(
        sentence,
        Span(start, start + len(clause)),
        inside_quote=line.sentence.number in read.analysis.speakers,
        context=f"{read.view.article.title}. {context}",
    ).certainty
    return Certainty.RUMOUR if found is Certainty.EXPECTED and read.analysis.is_rumour else found
