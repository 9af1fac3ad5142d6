"""What every database keeps to: the store and the ledger, once on SQLite and once on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from databases import empty, make_postgres
from knowledge.errors import BrokenArticle, StoreError
from knowledge.model import Article, Certainty, Fact, Focus, Granularity, Span, ValueKind, When
from knowledge.search.index import QueryTerm, respell, retrieve
from knowledge.store import (
    AskedCount,
    Bundle,
    Counts,
    KeptAnswer,
    Ledger,
    Opening,
    Passage,
    Sent,
    Store,
    UserData,
    open_ledger,
    open_store,
)
from knowledge.store.tables import Tables

MAY = date(2022, 5, 23)
TEXT = "The first Leica phone comes in July. It is big."
FULL_FACT = Fact(
    id="a#1",
    article_id="a",
    subject="Leica phone",
    attribute="release",
    value="in July",
    kind=ValueKind.TIME,
    evidence=Span(28, 35),
    sentence=Span(0, 36),
    certainty=Certainty.RUMOUR,
    is_denied=True,
    speaker="Lei Jun",
    when=When(date(2022, 7, 1), date(2022, 7, 31), Granularity.MONTH, is_approximate=True),
    condition="if approved",
    is_curated=True,
)


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with make_postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "data")
    url: str = request.getfixturevalue("postgres")
    empty(url)
    return url


@pytest.fixture
def store(location: str) -> Iterator[Store]:
    with open_store(location) as opened:
        yield opened


@pytest.fixture
def ledger(location: str) -> Iterator[Ledger]:
    with open_ledger(location) as opened:
        yield opened


def make_bundle(name: str = "a", *sentences: str, day: date = MAY, facts: tuple[Fact, ...] = ()) -> Bundle:
    """An article whose words are its terms."""
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    passages = tuple(
        Passage(name, number, span, tuple(dict.fromkeys(sentence.split())), sentence.encode())
        for number, (span, sentence) in enumerate(zip(spans, sentences, strict=True))
    )
    article = Article(name, name.title(), day, " ".join(sentences), "source", "https://x.example", "de")
    return Bundle(article, passages, facts, b"meta of " + name.encode())


def make_fact(key: str, article_id: str, start: int) -> Fact:
    return Fact(key, article_id, "it", "size", "big", ValueKind.CLAIM, Span(start, start), Span(start, start + 1))


def found_by(store: Store, question: str) -> list[str]:
    return [found.article_id for found in retrieve(store, [QueryTerm(word) for word in question.split()])]


# The store


def test_an_article_comes_back_as_it_went_in(store: Store) -> None:
    article = Article("id 1", "Títle", MAY, "Text\r\n\t😀 “x”\u2028", None, None, "fr", is_shipped=True)
    store.add(article, [], [])
    assert store.article("id 1") == article


def test_there_is_no_article_where_there_is_none(store: Store) -> None:
    assert (store.article("x"), store.meta("x"), store.passages("x"), store.fact("x")) == (None, b"", (), None)


def test_several_articles_are_read_with_their_analyses(store: Store) -> None:
    store.add_many([make_bundle("a", "one"), make_bundle("b", "two")])
    found = store.analysed(["b", "x", "a"])
    assert found == {name: (store.article(name), b"meta of " + name.encode()) for name in ("a", "b")}


def test_a_digest_changes_with_what_is_stored_of_its_article_only(store: Store) -> None:
    store.add_many([make_bundle("a", "one"), make_bundle("b", "two")])
    before = store.digests(["a", "b", "x"])
    store.add_many([make_bundle("a", "one", facts=(make_fact("a#1", "a", 0),))])
    after = store.digests(["a", "b", "x"])
    assert (before.keys(), after["b"], after["a"] == before["a"]) == ({"a", "b"}, before["b"], False)


def test_every_field_of_a_fact_comes_back(store: Store) -> None:
    store.add(Article("a", "", MAY, TEXT), [], [FULL_FACT])
    assert (store.facts("a"), store.fact("a#1")) == ((FULL_FACT,), FULL_FACT)


def test_facts_hang_on_the_passage_that_holds_their_sentence(store: Store) -> None:
    facts = (make_fact("a#1", "a", 4), make_fact("a#2", "a", 0), make_fact("a#3", "a", 3))
    store.add_many([make_bundle("a", "one", "two", facts=facts)])
    first, second = store.passages("a")
    assert store.facts_of([first.id, second.id]) == {first.id: facts[1:2], second.id: facts[0:1]}
    assert store.facts("a") == facts


def test_passages_come_back_with_their_terms_in_order(store: Store) -> None:
    store.add_many([make_bundle("a", "zebra ant", "bee")])
    passages = store.passages("a")
    assert [(p.number, p.span, p.terms, p.payload, p.date) for p in passages] == [
        (0, Span(0, 9), ("zebra", "ant"), b"zebra ant", MAY),
        (1, Span(10, 13), ("bee",), b"bee", MAY),
    ]


def test_passages_are_fetched_by_id_without_those_that_are_gone(store: Store) -> None:
    store.add_many([make_bundle("a", "one", "two")])
    first, second = store.passages("a")
    assert store.fetch([second.id, 999, first.id]) == {first.id: first, second.id: second}


def test_an_article_of_the_same_id_is_replaced_with_all_that_hung_on_it(store: Store) -> None:
    store.add_many([make_bundle("a", "old words", facts=(make_fact("a#1", "a", 0),))])
    store.add_many([make_bundle("a", "new words")])
    assert store.count() == Counts(1, 1, 0)
    assert {text: row.df for text, row in store.lookup(["old", "new", "words"]).items()} == {"new": 1, "words": 1}


def test_of_two_with_one_id_in_a_batch_the_later_stays(store: Store) -> None:
    store.add_many([make_bundle("a", "one"), make_bundle("b", "two"), make_bundle("a", "three")])
    assert (store.count(), store.meta("a"), found_by(store, "three")) == (Counts(2, 2, 0), b"meta of a", ["a"])


def test_a_removed_article_leaves_nothing_behind(store: Store) -> None:
    store.add_many([make_bundle("a", "shared alone", facts=(make_fact("a#1", "a", 0),)), make_bundle("b", "shared")])
    assert store.remove("a")
    assert (store.count(), store.facts(), store.fact("a#1")) == (Counts(1, 1, 0), (), None)
    assert {text: row.df for text, row in store.lookup(["shared", "alone"]).items()} == {"shared": 1}
    assert respell(store, ["alonne", "shraed"]) == {"shraed": (("shared", 0.8),)}


def test_removing_what_is_not_there_changes_nothing(store: Store) -> None:
    before = store.stamp()
    assert not store.remove("a")
    assert store.stamp() == before


def test_articles_are_listed_newest_first_in_pages(store: Store) -> None:
    days = {"a": date(2020, 1, 1), "b": date(2022, 1, 1), "c": date(2020, 1, 1), "é": date(2020, 1, 1)}
    store.add_many(make_bundle(name, day=day) for name, day in days.items())
    first = store.articles(limit=2)
    second = store.articles(limit=9, before=first[-1])
    assert [[article.id for article in page] for page in (first, second)] == [["b", "é"], ["c", "a"]]
    assert store.articles() == first + second


def test_everything_can_be_read_back_in_bundles(store: Store) -> None:
    bundles = (make_bundle("b", "x y", day=date(2023, 1, 1)), make_bundle("a", "z", facts=(make_fact("f", "a", 0),)))
    store.add_many(bundles)
    assert tuple(store.each_bundle()) == bundles


def test_analyses_of_articles_are_read_at_once(store: Store) -> None:
    store.add_many([make_bundle("b"), make_bundle("a")])
    store.add(Article("c", "", MAY, ""), [], [])
    assert store.metas() == {"b": b"meta of b", "a": b"meta of a"}


def test_a_batch_that_fails_leaves_nothing(store: Store) -> None:
    before = store.stamp()
    facts = (make_fact("same", "b", 0),)
    with pytest.raises(StoreError, match="an id would be there twice"):
        store.add_many([make_bundle("a", facts=facts), make_bundle("b", facts=facts)])
    assert (store.count(), store.stamp()) == (Counts(0, 0, 0), before)


@pytest.mark.parametrize("letter", ["\0", "\ud83d"])
def test_a_character_that_databases_refuse_is_named(store: Store, letter: str) -> None:
    with pytest.raises(BrokenArticle, match=rf"^a: the character U\+{ord(letter):04X} .* at character 3$"):
        store.add(Article("a", "", MAY, f"abc{letter}"), [], [])
    assert store.lookup([letter, "x"]) == {}


@pytest.mark.parametrize("terms", [("x", "x"), ("",)])
def test_terms_must_be_distinct(store: Store, terms: tuple[str, ...]) -> None:
    with pytest.raises(BrokenArticle, match="not distinct terms"):
        store.add(Article("a", "", MAY, "x"), [Passage("a", 0, Span(0, 1), terms)], [])


def test_the_fingerprint_depends_on_the_content_alone(store: Store) -> None:
    empty = store.fingerprint()
    store.add_many([make_bundle("a", "one"), make_bundle("b", "two")])
    both = store.fingerprint()
    store.remove("a")
    one = store.fingerprint()
    store.add_many([make_bundle("a", "one")])
    assert (store.fingerprint(), len({empty, both, one})) == (both, 3)
    store.add_many([make_bundle("a", "One")])
    assert store.fingerprint() != both


def test_the_stamp_changes_even_when_a_change_is_taken_back(store: Store) -> None:
    before = store.stamp()
    store.add_many([make_bundle("a")])
    store.remove("a")
    assert store.stamp() != before


def test_small_values_are_kept_and_forgotten(store: Store) -> None:
    before = store.stamp()
    store.set_setting("k", "1")
    store.set_setting("k", "2")
    assert (store.setting("k"), store.setting("other"), store.stamp()) == ("2", None, before)
    store.set_setting("k", None)
    assert store.setting("k") is None


def test_a_change_is_seen_by_another_connection_at_once(store: Store, location: str) -> None:
    with open_store(location, must_exist=True) as other:
        assert found_by(other, "leica") == []
        store.add_many([make_bundle("a", "leica phone")])
        assert found_by(other, "leica") == ["a"]
        store.remove("a")
        assert found_by(other, "leica") == []


def test_a_store_works_in_one_thread_and_is_closed_in_another(store: Store) -> None:
    errors: list[BaseException] = []
    worker = Thread(target=lambda: _catch(errors, lambda: store.add_many([make_bundle("a", "leica")])))
    worker.start()
    worker.join()
    assert (errors, found_by(store, "leica")) == ([], ["a"])
    closer = Thread(target=lambda: _catch(errors, store.close))
    closer.start()
    closer.join()
    assert errors == []
    with pytest.raises(StoreError, match="was closed"):
        store.count()


def test_several_threads_change_and_ask_at_the_same_time(store: Store) -> None:
    errors: list[BaseException] = []
    names = ["a", "b", "c", "d", "e", "f"]
    threads = [
        Thread(target=lambda name=name: _catch(errors, lambda: store.add_many([make_bundle(name, "leica " + name)])))
        for name in names
    ] + [Thread(target=lambda: _catch(errors, lambda: found_by(store, "leica"))) for _ in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (errors, sorted(found_by(store, "leica")), store.lookup(["leica"])["leica"].df) == ([], names, 6)


def test_what_is_read_together_may_be_nested_and_changed_afterwards(store: Store) -> None:
    with store.reading(), store.reading():
        assert (found_by(store, "leica"), store.count()) == ([], Counts(0, 0, 0))
    store.add_many([make_bundle("a", "leica")])
    assert found_by(store, "leica") == ["a"]


def test_candidates_are_ordered_by_weight_then_newest_first(store: Store) -> None:
    store.add_many([make_bundle("a", "x y", "x", "y", "x", "x y")])
    ids = [passage.id for passage in store.passages("a")]
    terms = store.lookup(["x", "y"])
    openings = [Opening(terms["x"].id, 5, 10), Opening(terms["y"].id, 3, 10)]
    assert store.candidates(openings, keep=4) == ((ids[4], 8), (ids[0], 8), (ids[3], 5), (ids[1], 5))


@pytest.mark.parametrize("df", [5, 1_000_000], ids=["read", "told by the passages"])
def test_terms_over_the_budget_are_asked_about_the_best_only(store: Store, df: int) -> None:
    store.add_many([make_bundle("a", "x y z", "x z", "y", "x", "y z")])
    ids = [passage.id for passage in store.passages("a")]
    terms = store.lookup(["x", "y", "z"])
    openings = [
        Opening(terms["x"].id, 5, 10),
        Opening(terms["y"].id, 3, 1, is_complete=False, df=df),
        Opening(terms["z"].id, 2, 0, is_complete=False, df=df),
    ]
    assert store.candidates(openings, keep=4, beam=4) == ((ids[0], 10), (ids[1], 7), (ids[4], 5), (ids[3], 5))


def begin_near_the_end_of_a_block(store: Store) -> None:
    assert isinstance(store, Tables)
    with store._database.writing() as writer:
        writer.run("UPDATE tally SET last_passage = 65533")


def test_passages_of_a_term_are_found_in_all_their_blocks_newest_first(store: Store) -> None:
    begin_near_the_end_of_a_block(store)
    store.add_many([make_bundle("a", "x y", "x", "x z")])
    store.add_many([make_bundle("b", "y x")])
    assert [passage.id for passage in store.passages("a")] == [65534, 65535, 65536]
    assert sorted(found_by(store, "x")) == ["a", "a", "a", "b"]
    term = store.lookup(["x"])["x"].id
    assert store.candidates([Opening(term, 5, 3, is_complete=False)], keep=4) == ((65537, 5), (65536, 5), (65535, 5))


def test_a_removed_article_takes_its_own_passages_out_of_the_blocks(store: Store) -> None:
    begin_near_the_end_of_a_block(store)
    store.add_many([make_bundle("a", "x"), make_bundle("b", "x y", "x"), make_bundle("c", "x")])
    store.remove("b")
    assert (found_by(store, "x"), found_by(store, "y")) == (["c", "a"], [])
    store.remove("c")
    assert (found_by(store, "x"), store.lookup(["x"])["x"].df) == (["a"], 1)


def test_nothing_is_found_for_no_openings(store: Store) -> None:
    assert store.candidates([], keep=4) == ()


# The ledger


def test_an_update_is_accepted_once(ledger: Ledger) -> None:
    assert [ledger.put_update(7, "{}", now=1.0), ledger.put_update(7, "{}", now=2.0)] == [True, False]
    assert ledger.put_updates([(7, "{}", ""), (8, "{}", "")], now=3.0) == 1
    assert [update.update_id for update in ledger.next_updates(now=3.0)] == [7, 8]


def test_of_a_lane_only_the_first_unfinished_update_is_next(ledger: Ledger) -> None:
    ledger.put_updates([(1, "", "x"), (2, "", "x"), (3, "", "y"), (4, "", "")], now=0.0)
    assert [update.update_id for update in ledger.next_updates(now=1.0)] == [1, 3, 4]
    assert ledger.claim(1, worker="w", now=1.0)
    assert [update.update_id for update in ledger.next_updates(now=1.0)] == [3, 4]
    ledger.done(1)
    assert [update.update_id for update in ledger.next_updates(now=1.0)] == [2, 3, 4]


def test_only_one_worker_gets_an_update(ledger: Ledger) -> None:
    ledger.put_update(1, "{}", now=0.0)
    claims = [ledger.claim(1, worker=worker, now=1.0) for worker in ("one", "two", "one")]
    assert (claims, ledger.claim_next(worker="two", now=1.0)) == ([True, False, False], ())


def test_the_next_updates_are_claimed_in_one_step(ledger: Ledger) -> None:
    ledger.put_updates([(number, "", "") for number in range(5)], now=0.0)
    first = ledger.claim_next(worker="one", now=1.0, limit=3)
    second = ledger.claim_next(worker="two", now=1.0, limit=3)
    assert [[update.update_id for update in taken] for taken in (first, second)] == [[0, 1, 2], [3, 4]]


def test_what_a_dead_worker_had_taken_is_due_again(ledger: Ledger) -> None:
    ledger.put_updates([(1, "", ""), (2, "", "")], now=0.0)
    ledger.claim(1, worker="one", now=1.0, lease=60.0)
    ledger.claim(2, worker="one", now=1.0, lease=60.0)
    assert ledger.next_updates(now=60.0) == ()
    assert [(update.update_id, update.tries) for update in ledger.next_updates(now=61.0)] == [(1, 1), (2, 1)]
    assert ledger.release("one", now=2.0) == 2
    assert [update.state for update in ledger.next_updates(now=2.0)] == ["new", "new"]


def test_a_failed_update_waits_and_holds_nobody_up(ledger: Ledger) -> None:
    ledger.put_updates([(1, "", "x"), (2, "", "x")], now=0.0)
    ledger.claim(1, worker="w", now=0.0)
    ledger.failed(1, problem="timed out", next_try=30.0)
    assert [update.update_id for update in ledger.next_updates(now=29.0)] == [2]
    (due, _) = ledger.next_updates(now=30.0)
    assert (due.update_id, due.state, due.tries, due.problem) == (1, "failed", 1, "timed out")


def test_a_dead_update_is_listed_and_can_be_revived(ledger: Ledger) -> None:
    ledger.put_update(1, "{}", now=0.0)
    ledger.dead(1, problem="no")
    assert [(update.update_id, update.body, update.problem) for update in ledger.dead_updates()] == [(1, "{}", "no")]
    assert ledger.next_updates(now=9e9) == ()
    assert [ledger.revive(1, now=5.0), ledger.revive(1, now=5.0)] == [True, False]
    assert [update.state for update in ledger.next_updates(now=5.0)] == ["new"]


def test_a_handled_update_is_counted_until_it_is_forgotten(ledger: Ledger) -> None:
    ledger.put_updates([(1, "{}", ""), (2, "{}", "")], now=0.0)
    ledger.put_sent(1, "0", chat=5, message_id=50, now=1.0)
    ledger.done(1)
    assert (ledger.backlog(), ledger.put_update(1, "{}", now=2.0)) == ({"done": 1, "new": 1}, False)
    assert ledger.forget_done(before=3.0) == 1
    assert (ledger.backlog(), ledger.was_sent(1, "0")) == ({"new": 1}, None)


def test_what_was_sent_for_an_update_is_known(ledger: Ledger) -> None:
    ledger.put_sent(1, "first", chat=5, message_id=50, now=1.0)
    ledger.put_sent(1, "second", chat=5, message_id=51, now=2.0)
    ledger.put_sent(1, "first", chat=5, message_id=52, now=3.0)
    assert [ledger.was_sent(1, part) for part in ("first", "second", "third")] == [52, 51, None]
    assert ledger.sent_for(1) == (Sent("second", 5, 51), Sent("first", 5, 52))


def test_a_focus_is_kept_per_chat_topic_and_person_until_it_expires(ledger: Ledger) -> None:
    focus = Focus("when?", "a", "It comes in July.", "July", "phone", "when")
    ledger.set_focus(1, 2, 3, Focus("before"), expires=5.0)
    ledger.set_focus(1, 2, 3, focus, expires=9.0)
    assert [ledger.focus(1, 2, 3, now=8.9), ledger.focus(1, 2, 3, now=9.0), ledger.focus(1, 2, 4, now=0.0)] == [
        focus,
        None,
        None,
    ]
    assert [ledger.expire_focuses(now=8.0), ledger.expire_focuses(now=9.0)] == [0, 1]


def test_chats_keep_their_settings(ledger: Ledger) -> None:
    ledger.set_chat_settings(-5, "{}")
    ledger.set_chat_settings(-5, '{"a": 1}')
    assert (ledger.chat_settings(-5), ledger.chat_settings(5), ledger.chats()) == (
        '{"a": 1}',
        None,
        ((-5, '{"a": 1}'),),
    )


def test_everything_follows_a_group_that_became_a_supergroup(ledger: Ledger) -> None:
    ledger.set_chat_settings(-5, "old")
    ledger.set_focus(-5, 0, 9, Focus("q"), expires=9.0)
    ledger.put_answer(KeptAnswer("k", "{}", 1.0, -5, 0, 9, 77))
    ledger.hit("questions", -5, 1)
    ledger.put_sent(1, "0", chat=-5, message_id=77, now=1.0)
    ledger.move_chat(-5, -1001234567890)
    assert ledger.chats() == ((-1001234567890, "old"),)
    assert ledger.focus(-1001234567890, 0, 9, now=1.0) == Focus("q")
    assert ledger.answer_in(-1001234567890, 77) == KeptAnswer("k", "{}", 1.0, -1001234567890, 0, 9, 77)
    assert (ledger.hits("questions", -1001234567890, 1), ledger.hits("questions", -5, 1)) == (1, 0)
    assert ledger.sent_for(1) == (Sent("0", -1001234567890, 77),)


def test_what_the_supergroup_has_already_stays(ledger: Ledger) -> None:
    ledger.set_chat_settings(-5, "old")
    ledger.set_chat_settings(-100, "new")
    ledger.move_chat(-5, -100)
    assert ledger.chats() == ((-100, "new"),)


def test_a_chat_that_was_left_is_forgotten(ledger: Ledger) -> None:
    ledger.set_chat_settings(-5, "{}")
    ledger.set_focus(-5, 0, 9, Focus("q"), expires=9.0)
    ledger.forget_chat(-5)
    assert (ledger.chats(), ledger.focus(-5, 0, 9, now=0.0)) == ((), None)


def test_answers_are_found_by_id_and_by_message(ledger: Ledger) -> None:
    ledger.put_answer(KeptAnswer("k", "old", 1.0, 5, None, None, 70))
    kept = KeptAnswer("k", "new", 2.0, 5, 0, 9, 71)
    ledger.put_answer(kept)
    assert (ledger.answer("k"), ledger.answer("x")) == (kept, None)
    assert (ledger.answer_in(5, 71), ledger.answer_in(5, 70)) == (kept, None)
    assert [ledger.forget_answers(before=2.0), ledger.forget_answers(before=3.0)] == [0, 1]


def test_hits_are_counted_per_scope_person_and_period(ledger: Ledger) -> None:
    assert [ledger.hit("m", 9, 1), ledger.hit("m", 9, 1, hits=5), ledger.hit("m", 9, 2), ledger.hit("h", 9, 1)] == [
        1,
        6,
        1,
        1,
    ]
    assert (ledger.hits("m", 9, 1), ledger.all_hits("m")) == (6, ((9, 1, 6), (9, 2, 1)))
    assert (ledger.forget_hits("m", before=2), ledger.all_hits("m")) == (1, ((9, 2, 1),))


def test_what_was_asked_adds_up_per_day_subject_and_outcome(ledger: Ledger) -> None:
    june = date(2022, 6, 1)
    once = AskedCount(MAY, "Leica", "answered", 1)
    ledger.count_asked([once, once, AskedCount(MAY, "", "abstained", 1), AskedCount(june, "Leica", "answered", 4)])
    assert ledger.asked(since=MAY) == (
        AskedCount(MAY, "", "abstained", 1),
        AskedCount(MAY, "Leica", "answered", 2),
        AskedCount(june, "Leica", "answered", 4),
    )
    assert (ledger.forget_asked(before=june), len(ledger.asked(since=MAY))) == (2, 1)


def test_a_person_sees_and_forgets_what_is_kept(ledger: Ledger) -> None:
    ledger.set_focus(1, 0, 9, Focus("mine"), expires=9.0)
    ledger.set_focus(1, 0, 8, Focus("theirs"), expires=9.0)
    ledger.put_answer(KeptAnswer("k", "{}", 1.0, 1, 0, 9, 70))
    ledger.hit("m", 9, 4)
    answers = (KeptAnswer("k", "{}", 1.0, 1, 0, 9, 70),)
    assert ledger.user_data(9) == UserData(((1, 0, Focus("mine")),), answers, (("m", 4, 1),))
    assert (ledger.forget_user(9), ledger.user_data(9)) == (3, UserData((), (), ()))
    assert ledger.focus(1, 0, 8, now=1.0) == Focus("theirs")


def test_notes_are_kept_by_key_and_prefix(ledger: Ledger) -> None:
    ledger.set_note("a:1", "x")
    ledger.set_note("a:1", "y")
    ledger.set_note("a%", "z")
    assert (ledger.note("a:1"), ledger.notes("a:"), ledger.notes()) == ("y", {"a:1": "y"}, {"a%": "z", "a:1": "y"})
    ledger.set_note("a:1", None)
    assert ledger.note("a:1") is None


def test_what_is_done_together_is_done_or_undone_as_a_whole(ledger: Ledger) -> None:
    ledger.put_update(1, "{}", now=0.0)
    with ledger.together() as inside:
        inside.set_note("k", "1")
        inside.done(1)
        assert inside.note("k") == "1"
    with pytest.raises(KeyboardInterrupt), ledger.together() as inside:
        inside.set_note("k", "2")
        raise KeyboardInterrupt
    assert (ledger.note("k"), ledger.backlog()) == ("1", {"done": 1})


def test_store_and_ledger_share_one_database(store: Store, ledger: Ledger) -> None:
    ledger.put_update(1, "{}", now=0.0)
    store.add_many([make_bundle("a", "leica")])
    assert (ledger.backlog(), store.count()) == ({"new": 1}, Counts(1, 1, 0))


def _catch(errors: list[BaseException], call: object) -> None:
    try:
        call()  # type: ignore[operator]
    except BaseException as error:
        errors.append(error)
