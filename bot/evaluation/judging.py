"""Whether an outcome is what a gold question asks for: answer, citation, date, certainty, speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bot.evaluation.goldset import GoldQuestion
from bot.evaluation.plainwords import holds, is_number, overlap, plain_words
from knowledge import Answer, Article, Citation, Outcome

YES = {"yes", "yeah", "yep", "yup", "correct", "true", "indeed"}
NO = {"no", "nope", "not", "false", "nobody", "never", "none", "incorrect"}
APPROXIMATE = {
    "about",
    "around",
    "roughly",
    "some",
    "approximately",
    "approx",
    "circa",
    "ca",
    "over",
    "under",
    "nearly",
}

LONGEST_ANSWER = 60
"""Words; in a longer answer nobody finds the value (unless the gold answer is half as long)."""
LONGEST_SHORT_ANSWER = 15
"""The same for sets of short answers without evidence."""
LONGEST_CITATION = 100


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is right about one outcome; None is what was not to be judged."""

    question: GoldQuestion
    is_answered: bool
    is_useful: bool
    is_right: bool = False
    is_exact: bool = False
    overlap: float = 0.0
    """Token F1 with the nearest gold answer."""
    is_cited: bool = False
    is_outdated: bool = False
    """Whether it cites an older article of the matter that no longer holds."""
    when: str | None = None
    """"exact", "inside" (narrower than gold) or None."""
    certainty: str | None = None
    is_speaker_right: bool | None = None
    confidence: float = 0.0

    @property
    def is_wrong(self) -> bool:
        """Whether it said something that does not help: the costly kind of miss."""
        return self.is_answered and not self.is_useful


def judge(question: GoldQuestion, outcome: Outcome, articles: Mapping[str, Article]) -> Judgement:
    """The judgement of one outcome; choices count as an abstention."""
    if not isinstance(outcome, Answer):
        return Judgement(question, is_answered=False, is_useful=question.is_unanswerable)
    if question.is_unanswerable:
        return Judgement(question, is_answered=True, is_useful=False, confidence=outcome.confidence)
    words = plain_words(outcome.text)
    gold = [plain_words(answer) for answer in question.answers]
    when = _judge_when(question, outcome)
    is_right = matches(outcome.text, question) or (when is not None and not _is_wrong_polarity(words, question))
    is_cited = cites(outcome.citation, question, articles)
    return Judgement(
        question,
        is_answered=True,
        is_useful=is_right and is_cited,
        is_right=is_right,
        is_exact=bool(words) and words in gold,
        overlap=max((overlap(words, answer) for answer in gold), default=0.0),
        is_cited=is_cited,
        is_outdated=_is_outdated(outcome.citation, question, articles),
        when=when,
        certainty=outcome.certainty.value,
        is_speaker_right=_judge_speaker(question, outcome),
        confidence=outcome.confidence,
    )


def matches(text: str, question: GoldQuestion) -> bool:
    """Whether the text carries an acceptable answer: as whole words, or nearly the same words.

    Yes and no are told by the first word; a bare number counts where the reader cannot pick another.
    """
    words = plain_words(text)
    gold = [plain_words(answer) for answer in question.answers]
    polarity = _polarity(question)
    if polarity:
        said = _said(words)
        if said:
            return said == polarity
        gold = [answer for answer in gold if answer not in (("yes",), ("no",))]
    if not words or not gold:
        return False
    if not question.places:
        return len(words) <= LONGEST_SHORT_ANSWER and any(holds(words, answer) for answer in gold)
    is_short = len(words) <= max(LONGEST_ANSWER, 2 * max(map(len, gold)))
    return any(_carries(words, answer, is_short=is_short) for answer in gold)


def _carries(words: tuple[str, ...], gold: tuple[str, ...], *, is_short: bool) -> bool:
    if words == gold or overlap(words, gold) >= 0.6:
        return True
    if not is_short:
        return False
    if len(gold) == 1 and is_number(gold[0]):
        numbers = {word for word in words if is_number(word)}
        first = next((word for word in words if word not in APPROXIMATE), "")
        return numbers == {gold[0]} or first == gold[0]
    return holds(words, gold)


def cites(citation: Citation, question: GoldQuestion, articles: Mapping[str, Article]) -> bool:
    """Whether the citation shares half of the shorter of the two with a place that states the answer.

    A headline counts where it holds an acceptable answer; without known places the article alone counts.
    """
    if citation.article_id not in question.article_ids or citation.article_id not in articles:
        return False
    if not question.places:
        return True
    article = articles[citation.article_id]
    evidence = [quote for name, quote in question.places if name == article.id]
    if any(_meets(citation.sentence, quote, article.text) for quote in evidence):
        return True
    title = plain_words(article.title)
    return plain_words(citation.sentence) == title and any(holds(title, plain_words(gold)) for gold in question.answers)


def _meets(sentence: str, evidence: str, text: str) -> bool:
    sentence, evidence, text = (" ".join(part.split()) for part in (sentence, evidence, text))
    if not sentence or len(sentence.split()) > max(LONGEST_CITATION, 2 * len(evidence.split())):
        return False
    place, start = text.find(evidence), text.find(sentence)
    if place < 0 or start < 0:
        mine, gold = Counter(plain_words(sentence)), Counter(plain_words(evidence))
        return (mine & gold).total() >= 0.7 * min(mine.total(), gold.total()) > 0
    while start >= 0:
        shared = min(start + len(sentence), place + len(evidence)) - max(start, place)
        if shared >= min(len(sentence), len(evidence)) / 2:
            return True
        start = text.find(sentence, start + 1)
    return False


def _is_outdated(citation: Citation, question: GoldQuestion, articles: Mapping[str, Article]) -> bool:
    name = citation.article_id
    is_other = name in question.topic and name not in question.article_ids and name in articles
    return is_other and articles[name].date < articles[question.article_ids[0]].date


def _judge_when(question: GoldQuestion, answer: Answer) -> str | None:
    if question.when is None or answer.when is None:
        return None
    start, end = question.when
    if (answer.when.start, answer.when.end) == (start, end):
        return "exact"
    return "inside" if start <= answer.when.start and answer.when.end <= end else None


def _judge_speaker(question: GoldQuestion, answer: Answer) -> bool | None:
    if question.speaker is None:
        return None
    return overlap(plain_words(answer.speaker or ""), plain_words(question.speaker)) >= 0.5


def _polarity(question: GoldQuestion) -> str | None:
    said = {answer.strip().lower() for answer in question.answers} & {"yes", "no"}
    return "yes" if "yes" in said else "no" if said else None


def _said(words: tuple[str, ...]) -> str | None:
    first = words[0] if words else ""
    return "yes" if first in YES else "no" if first in NO else None


def _is_wrong_polarity(words: tuple[str, ...], question: GoldQuestion) -> bool:
    return _polarity(question) is not None and _said(words) is not None
