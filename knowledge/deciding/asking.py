"""The path of a question: query, sought words, articles, candidates, ruling, outcome; every step leaves a trace."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeGuard

from knowledge.answering.candidates import Candidate, Read
from knowledge.answering.counts import unit_of
from knowledge.deciding.abstaining import abstain
from knowledge.deciding.choosing import choose, is_open_between
from knowledge.deciding.cite import cite
from knowledge.deciding.conversation import continue_question, leans, next_focus, on_the_matter, stands_alone
from knowledge.deciding.decide import Ruling, candidates_for, rule
from knowledge.deciding.matched import matched, say_sought
from knowledge.deciding.taught import Taught, is_whole
from knowledge.extraction.analysis import StoredAnalysis
from knowledge.language.patterns import lazy_pattern
from knowledge.language.text import Token, tokenize
from knowledge.language.vectors import load_vectors
from knowledge.language.vocabulary import load_vocabulary
from knowledge.language.wordclasses import tag
from knowledge.model import (
    Abstention,
    Answer,
    Article,
    Certainty,
    Choice,
    Choices,
    Earlier,
    Fact,
    Focus,
    Outcome,
    Reason,
    Step,
    ValueKind,
)
from knowledge.questions.mending import Mended, Words, mend
from knowledge.questions.query import Asked, Query
from knowledge.questions.question import parse
from knowledge.questions.smalltalk import chat_back
from knowledge.questions.understanding import fold_words, is_bare, seek_words
from knowledge.quotations.quotemarks import without_lone_marks
from knowledge.search.index import respell, retrieve
from knowledge.search.matching import Sought
from knowledge.search.reranking import QueryTerm
from knowledge.search.view import ArticleView, make_view
from knowledge.store.protocol import Store

ARTICLES = 8
"""How many articles are read for one question."""
SURE_ALONE = 0.6
"""From which confidence on an answer to a question that names nothing is given, where the talk before gives none."""
BARE = 2
"""Up to how many words that name nothing only continue what was talked of: "capacity?"."""
AROUND = 3
"""How many articles that the rest of a question finds say which word a misspelt one stands for."""
CACHED = 1024
"""Articles that are kept laid out, an eighth of a megabyte each: laying one out costs a millisecond."""


LONGEST_QUESTION = 1000
"""Characters of a question that are read."""
_LONG_WORD = lazy_pattern(r"(\S{60})\S+")
_COUNTED = frozenset({ValueKind.TIME, ValueKind.CLOCK, ValueKind.MONEY, ValueKind.DURATION})
_NARROW = frozenset({Asked.SAID, Asked.WHO_SAID, Asked.ROLE})
"""Kinds of question that need one kind of fact; where there is none, the question may mean something plainer."""


class Asking:
    """Answers questions from a store."""

    def __init__(self, store: Store, *, library: bool) -> None:
        self._store, self._library = store, library
        self._taught, self._curated = Taught(store), ""
        self._views: OrderedDict[tuple[str, int, str], tuple[ArticleView, StoredAnalysis]] = OrderedDict()
        self._names: tuple[str, frozenset[str]] = ("", frozenset())

    def ask(self, question: str, *, today: date, focus: Focus | None, article_id: str | None) -> Outcome:
        """The outcome of one question; see KnowledgeBase.ask. What was taught for just these words goes first."""
        version = self._curated = self._taught.version()
        if not version:
            return self._ask(question, today=today, focus=focus, article_id=article_id)
        named = self._taught.rename(question[:LONGEST_QUESTION], version)
        outcome = self._ask(named, today=today, focus=focus, article_id=article_id)
        fact = self._taught.find(question) or self._taught.find(named) if is_whole(question) else None
        article = self._store.article(fact.article_id) if fact is not None else None
        if fact is None or article is None:
            return outcome
        answer = self._taught.answer(fact, article, question)
        if fact.is_pinned or not _is_newer(outcome, fact, article):
            return answer
        return replace(outcome, earlier=(Earlier(answer.text, answer.citation, fact.certainty, fact.when),))

    def find_newer(self, fact: Fact, question: str, *, today: date) -> Answer | None:
        """What a newer article than the fact's says to the question, where that is something else."""
        article = self._store.article(fact.article_id)
        self._curated = self._taught.version()
        named = self._taught.rename(question, self._curated)
        outcome = self._ask(named, today=today, focus=None, article_id=None)
        return outcome if article is not None and _is_newer(outcome, fact, article) else None

    def _ask(self, question: str, *, today: date, focus: Focus | None, article_id: str | None) -> Outcome:
        """The outcome by what the articles say."""
        # a pasted page or an endless word costs seconds and asks no more than its beginning
        question = _LONG_WORD.sub(r"\1", question[:LONGEST_QUESTION])
        small = chat_back(question)
        if small is not None:
            return Abstention(Reason.OUT_OF_SCOPE, small, focus=focus)
        reading = self._mended(question)
        small = chat_back(reading.text)
        if small is not None:
            return Abstention(Reason.OUT_OF_SCOPE, small, focus=focus)
        outcome = self._reply(reading.text, today, focus, article_id)
        for other in () if isinstance(outcome, Answer) else reading.others:
            if _counts_otherwise(reading.text, other):
                continue
            tried = self._reply(other, today, focus, article_id)
            if isinstance(tried, Answer):
                return tried
        return outcome

    def _reply(self, mended: str, today: date, focus: Focus | None, article_id: str | None) -> Outcome:
        """The outcome of a question as it was read, by itself or as a follow-up."""
        alone = None
        if focus is None or not leans(mended):
            alone, stands = self._decide(replace(parse(mended), today=today), focus, article_id)
            if not isinstance(alone, Answer):
                alone = self._other_way(mended, today, focus, article_id) or alone
            if focus is None or (isinstance(alone, Answer) and stands):
                return alone
        query = replace(continue_question(mended, focus), today=today)
        inherited = self._answer(query, focus, article_id or focus.article_id)
        if isinstance(inherited, Answer) or alone is None:
            return inherited
        if not isinstance(alone, Answer):
            # what names nothing ("in dollars") goes on being about the question before, for the next one too
            return inherited if is_bare(query) else alone
        # two words or fewer that name nothing ("capacity?") ask about what was talked of, or about nothing
        return alone if alone.confidence >= SURE_ALONE and len(fold_words(mended)) > BARE else inherited

    def _other_way(self, mended: str, today: date, focus: Focus | None, article_id: str | None) -> Answer | None:
        """The answer where a question that looked like one about words or roles is taken as a plain one."""
        first = parse(mended)
        if first.asked not in _NARROW:
            return None
        other = self._answer(replace(parse(mended, without=_NARROW), today=today), focus, article_id)
        if not isinstance(other, Answer) or (first.asked is Asked.SAID and other.speaker):
            return None  # what another says is not put into the mouth of whoever is asked about
        return other

    def _answer(self, query: Query, focus: Focus | None, prior: str | None) -> Outcome:
        return self._decide(query, focus, prior)[0]

    def _decide(
        self, query: Query, focus: Focus | None, prior: str | None, *, offers: bool = True
    ) -> tuple[Outcome, bool]:
        """The outcome of a query, and whether its answer is to a question that says itself what it is about.

        offers: whether choices are offered where no answer is sure.
        """
        sought = self._seek(query)
        reads, sought = self._read(sought, prior, _verbs(query), follow_up=query.is_latest)
        steps = [
            Step("query", f"{query.asked} | {query.text}"),
            Step("words", ", ".join(say_sought(one, n, reads) for n, one in enumerate(sought))),
        ]
        if query.inherited:
            reads = on_the_matter(reads, prior)
        ranked = candidates_for(query, reads, sought, load_vocabulary())
        ruling = rule(query, ranked, reads, sought)
        if ruling.chosen is not None and self._is_retired(ruling.chosen):
            ruling = self._without_retired(ruling.chosen, query, ranked, reads, sought)
        if self._curated:
            kept = [tuple(c for c in found if not self._is_retired(c)) for found in (ruling.older, ruling.same)]
            ruling = replace(ruling, older=kept[0], same=kept[1])
        steps += [_step(c) for c in ruling.ranked[:5]] + [Step("ruling", ruling.why)]
        chosen = ruling.chosen
        stands = chosen is None or focus is None or stands_alone(chosen.read, sought, focus)
        if offers and (chosen is None or (prior is None and is_open_between(query, ruling, sought))):
            choices = self._choices(query, ruling, sought)
            if choices:
                return Choices(choices, next_focus(query, ruling, focus), tuple(steps)), stands
        return self._outcome(query, ruling, reads, focus, tuple(steps)), stands

    def _choices(self, query: Query, ruling: Ruling, sought: Sequence[Sought]) -> tuple[Choice, ...]:
        """What a question without an answer may have meant."""

        def ask(question: str) -> Answer | None:
            outcome, _ = self._decide(replace(parse(question), today=query.today), None, None, offers=False)
            return outcome if isinstance(outcome, Answer) else None

        return choose(query, ruling, sought, ask)

    def _is_retired(self, chosen: Candidate) -> bool:
        return bool(self._curated) and self._taught.is_retired(chosen, self._curated)

    def _without_retired(
        self,
        chosen: Candidate,
        query: Query,
        ranked: Sequence[Candidate],
        reads: Sequence[Read],
        sought: tuple[Sought, ...],
    ) -> Ruling:
        """What other articles say, where a curator found that what this one says is no fact."""
        others = [c for c in ranked if c.read is not chosen.read and not self._is_retired(c)]
        ruling = rule(query, others, [read for read in reads if read is not chosen.read], sought)
        is_worse = ruling.chosen is not None and self._is_retired(ruling.chosen)
        return replace(ruling, chosen=None if is_worse else ruling.chosen, why=f"{ruling.why}, others retired")

    def _outcome(
        self, query: Query, ruling: Ruling, reads: Sequence[Read], focus: Focus | None, steps: tuple[Step, ...]
    ) -> Outcome:
        chosen = ruling.chosen
        if chosen is None:
            return abstain(query, ruling, reads, next_focus(query, ruling, focus), steps)
        return Answer(
            without_lone_marks(chosen.text),
            cite(chosen),
            chosen.certainty,
            ruling.confidence,
            chosen.speaker or None,
            chosen.when,
            tuple(Earlier(c.text, cite(c), c.certainty, c.when) for c in ruling.older if c.text != chosen.text)[:3],
            tuple(cite(other) for other in ruling.same),
            focus=next_focus(query, ruling, focus),
            trace=steps,
        )

    def _mended(self, question: str) -> Mended:
        return mend(question, Words(self._store.lookup, lambda words: respell(self._store, words), self._around))

    def _around(self, stems: Sequence[str]) -> frozenset[str]:
        """The stems of the articles that some stems find."""
        found = retrieve(self._store, [QueryTerm(stem) for stem in stems], limit=10, speller=None)
        best = dict.fromkeys(one.article_id for one in found)
        return frozenset(stem for view, _ in self._load(list(best)[:AROUND]) for stem in view.by_stem)

    def _seek(self, query: Query) -> tuple[Sought, ...]:
        vectors = load_vectors()
        rows = self._store.lookup([t.stem for t in (*query.tokens, *query.context, *query.inherited)])
        return seek_words(
            query,
            load_vocabulary(),
            common=vectors.rarity,
            df=lambda stem: rows[stem].df if stem in rows else 0,
            passages=self._store.count().passages,
            is_known=vectors.is_known,
        )

    def _read(
        self,
        sought: tuple[Sought, ...],
        prior: str | None,
        verbs: frozenset[Token] = frozenset(),
        *,
        follow_up: bool = False,
    ) -> tuple[list[Read], tuple[Sought, ...]]:
        """The articles that may hold the answer, matched; and the sought words, those marked that are names there.

        verbs: words of the question that say what happens; they ask, though a title may have them. follow_up: whether
        what later articles changed is asked for.
        """
        terms = [
            QueryTerm(
                s.token.stem, s.weight, s.is_identity, tuple((k, v) for k, v in s.stems.items() if k != s.token.stem)
            )
            for s in sought
            if not s.is_implied
        ]
        scores: dict[str, float] = {}
        for found in retrieve(self._store, terms):
            scores[found.article_id] = max(scores.get(found.article_id, 0.0), found.score)
        if prior is not None:
            scores[prior] = max(scores.values(), default=1.0) + 1
        best = sorted(scores, key=lambda article: (-scores[article], article))[:ARTICLES]
        return matched(self._load(best), sought, prior, verbs, follow_up=follow_up)

    def _load(self, article_ids: Sequence[str]) -> list[tuple[ArticleView, StoredAnalysis]]:
        """Articles laid out; those that are gone, and shipped ones where they do not answer, are left out."""
        with self._store.reading():
            keys = [(name, digest, self._curated) for name, digest in self._store.digests(article_ids).items()]
            new = [key for key in keys if key not in self._views]
            stored = self._store.analysed([name for name, _, _ in new]) if new else {}
        laid_out = {key: self._views[key] for key in keys if key in self._views}
        for key in new:
            if key[0] in stored:
                article, meta = stored[key[0]]
                analysis = StoredAnalysis(meta)
                view = make_view(article, analysis.text, analysis.sentences, counted=analysis.spans(_COUNTED))
                laid_out[key] = self._views[key] = view, analysis
        while len(self._views) > CACHED:
            self._views.popitem(last=False)
        by_name = {name: found for (name, _, _), found in laid_out.items()}
        found = [by_name[name] for name in article_ids if name in by_name]
        return [pair for pair in found if self._library or not pair[0].article.is_shipped]

    def about(self, subject: str) -> tuple[Fact, ...]:
        """The facts whose subject or sentence is about a name, newest article first."""
        query = parse(subject)
        sought = self._seek(query)
        words = {token.norm for token in tokenize(subject)}
        found: list[Fact] = []
        for read in sorted(self._read(sought, None)[0], key=lambda r: r.published, reverse=True):
            for fact in self._store.facts(read.view.article.id):
                if words & {
                    token.norm for token in tokenize(f"{fact.subject} {fact.sentence.of(read.view.article.text)}")
                }:
                    found.append(fact)  # noqa: PERF401
        return tuple(found)


def _is_newer(outcome: Outcome, fact: Fact, article: Article) -> TypeGuard[Answer]:
    """Whether a later article answers otherwise than a taught fact, and is no rumour against an official word."""
    if not isinstance(outcome, Answer) or outcome.citation.date <= article.date:
        return False
    is_mere_rumour = outcome.certainty is Certainty.RUMOUR and fact.certainty is not Certainty.RUMOUR
    same = outcome.when == fact.when if outcome.when and fact.when else outcome.text.casefold() == fact.value.casefold()
    return not same and not is_mere_rumour


def _counts_otherwise(question: str, other: str) -> bool:
    """Whether another reading of a question counts time, not what an English word of it names: years for gears."""
    first = parse(question)
    if first.asked is not Asked.HOW_MANY or not all(load_vectors().is_known(word) for word in first.focus):
        return False
    focus = parse(other).focus
    return focus != first.focus and any(unit_of(word) == "time" for word in focus)


def _verbs(query: Query) -> frozenset[Token]:
    """The verbs of the clause that asks."""
    return frozenset(token for token, letter in zip(query.tokens, tag(query.tokens), strict=True) if letter in "VZDEG")


def _step(candidate: Candidate) -> Step:
    line = candidate.read.line(candidate.line).sentence.text
    return Step(
        "candidate",
        f"{candidate.score:.2f} cov {candidate.coverage:.2f} {candidate.text[:60]!r} "
        f"{candidate.read.view.article.id}: {line[:60]!r} {' '.join(candidate.notes)}",
    )
