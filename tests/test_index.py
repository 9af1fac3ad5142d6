"""The term index: rarest words first, misspelt words, identity, budget, and the same ranking on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from benchmarks.announcements import QUESTION_WORDS, Generator
from databases import make_postgres
from knowledge.model import Article, Span
from knowledge.search.index import BUDGET, LONGEST_QUESTION, QueryTerm, plan, rarity, respell, retrieve
from knowledge.search.reranking import CUTOFF, Wanted, could_be_alike
from knowledge.store import Passage, Store, TermRow, open_store
from knowledge.store.deletions import hashes
from knowledge.store.postings import sketch

SENTENCES = (
    "first leica phone comes july",
    "xiaomi leica announce partnership",
    "nokia x1 phone costs 300",
    "nokia x3 phone costs 400",
    "founder chairman xiaomi lei jun",
    "partnership covers phone cameras phone optics museum opening prices tickets garden music weather",
)

NOKIA = (("nokia", 0.6),)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("index")) as opened:
        add(opened, *SENTENCES)
        yield opened


def add(store: Store, *sentences: str) -> None:
    """Each sentence an article of one passage, its words the terms, its number the id."""
    for number, sentence in enumerate(sentences):
        passage = Passage(str(number), 0, Span(0, len(sentence)), tuple(dict.fromkeys(sentence.split())))
        store.add(Article(str(number), "", date(2022, 5, 23), sentence), [passage], [])


def first(store: Store, question: str) -> str:
    found = retrieve(store, [QueryTerm(word) for word in question.split()])
    return SENTENCES[int(found[0].article_id)]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("leica phone july", 0),
        ("lieca phoen first", 0),
        ("xaiomi fonder", 4),
        ("partnreship xiaomi lieca", 1),
        ("x3 phone", 3),
        ("nokai x1 cost", 2),
    ],
)
def test_the_passage_with_most_of_the_rare_words_comes_first(store: Store, question: str, sentence: int) -> None:
    assert first(store, question) == SENTENCES[sentence]


def test_a_candidate_tells_how_well_each_term_is_held(store: Store) -> None:
    candidate = retrieve(store, [QueryTerm("july"), QueryTerm("lieca"), QueryTerm("garden")])[0]
    assert candidate.matched == pytest.approx((1.0, 0.8, 0.0))
    assert 0.3 < candidate.coverage < 0.7


def test_coverage_is_whole_when_every_term_is_held(store: Store) -> None:
    assert retrieve(store, [QueryTerm("leica"), QueryTerm("july")])[0].coverage == pytest.approx(1.0)


def test_a_number_or_model_name_is_matched_as_it_is_written(store: Store) -> None:
    found = retrieve(store, [QueryTerm("x2", is_identity=True), QueryTerm("nokia")])
    assert {candidate.matched for candidate in found} == {(0.0, 1.0)}


def test_an_identity_is_not_respelled(store: Store) -> None:
    assert retrieve(store, [QueryTerm("lieca", is_identity=True)]) == ()
    assert retrieve(store, [QueryTerm("lieca")]) != ()


def test_without_a_speller_words_are_taken_as_written(store: Store) -> None:
    assert retrieve(store, [QueryTerm("lieca")], speller=None) == ()


def test_the_speller_may_be_another_one(store: Store) -> None:
    found = retrieve(store, [QueryTerm("camera")], speller=lambda _store, _words: {"camera": (("optics", 0.5),)})
    assert [candidate.article_id for candidate in found] == ["5"]


def test_expansions_find_with_their_weight(store: Store) -> None:
    found = retrieve(store, [QueryTerm("boss", expansions=(("chairman", 0.7), ("unknown", 0.9)))])
    assert [(candidate.article_id, candidate.matched) for candidate in found] == [("4", (pytest.approx(0.7),))]


def test_weights_of_terms_decide_between_passages(store: Store) -> None:
    terms = [QueryTerm("july", weight=3.0), QueryTerm("founder")]
    assert [candidate.article_id for candidate in retrieve(store, terms)] == ["0", "4"]


def test_nothing_is_found_for_nothing_known(store: Store) -> None:
    assert retrieve(store, []) == retrieve(store, [QueryTerm("qqqqqqqq")]) == ()


def test_an_empty_store_finds_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path) as empty:
        assert retrieve(empty, [QueryTerm("leica")]) == ()


def test_at_most_as_many_candidates_as_asked_for(store: Store) -> None:
    assert len(retrieve(store, [QueryTerm("phone")], limit=2)) == 2


def test_of_equal_passages_the_newest_comes_first(tmp_path: Path) -> None:
    with open_store(tmp_path) as opened:
        add(opened, "same words", "same words", "same words")
        found = retrieve(opened, [QueryTerm("same"), QueryTerm("words")])
    assert [candidate.article_id for candidate in found] == ["2", "1", "0"]


def test_a_question_of_three_hundred_words_is_cut_to_the_rarest(store: Store) -> None:
    noise = [f"unknownword{letter}{other}" for letter in "abcdefghijklmnopq" for other in "abcdefghijklmnopq"]
    found = retrieve(store, [QueryTerm(word) for word in [*noise, "garden", "museum"]])
    assert found[0].article_id == "5"
    assert len(found[0].matched) == len(noise) + 2 > LONGEST_QUESTION


def test_words_are_respelled_towards_the_index(store: Store) -> None:
    words = ["lieca", "eica", "partnershipp", "museeum", "leica", "300", "jan", "zzzz"]
    assert respell(store, words) == {
        "lieca": (("leica", 0.8),),
        "eica": (("leica", pytest.approx(0.72)),),
        "partnershipp": (("partnership", 0.8),),
        "museeum": (("museum", 0.8),),
    }


def test_a_long_word_may_be_two_edits_away_and_a_short_one_not(store: Store) -> None:
    assert respell(store, ["partnreshipp", "nokaii"]) == {"partnreshipp": (("partnership", 0.6),), "nokaii": NOKIA}
    assert respell(store, ["noaki"]) == {}


def test_a_word_may_lack_two_letters_where_one_is_doubled(tmp_path: Path) -> None:
    with open_store(tmp_path) as opened:
        add(opened, "matthia opens")
        assert respell(opened, ["matia"]) == {"matia": (("matthia", 0.6),)}
        assert respell(opened, ["mutia", "atthi"]) == {}


def test_a_rare_word_keeps_itself_and_its_neighbours(tmp_path: Path) -> None:
    with open_store(tmp_path) as opened:
        add(opened, "marina opens", "martina opens")
        found = retrieve(opened, [QueryTerm("marina")])
    assert [(candidate.article_id, round(candidate.matched[0], 2)) for candidate in found] == [("0", 1.0), ("1", 0.8)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(word=st.sampled_from("leica partnership museum chairman nokia".split()), data=st.data())
def test_any_single_slip_leads_back_to_the_word(store: Store, word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    slips = (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    slip = data.draw(st.sampled_from(slips))
    spelled = respell(store, [slip])
    assert slip == word or word in [text for text, _ in spelled[slip]]


@given(word=st.text(min_size=3, max_size=12), at=st.integers(0, 11))
def test_a_word_and_the_word_without_a_letter_share_a_hash(word: str, at: int) -> None:
    shorter = word[: at % len(word)] + word[at % len(word) + 1 :]
    assert hashes(word.encode(errors="replace").decode()) & hashes(shorter.encode(errors="replace").decode())


@given(word=st.text(min_size=4, max_size=40), data=st.data())
def test_a_word_that_is_alike_is_never_ruled_out_by_its_sketch(word: str, data: st.DataObject) -> None:
    letters = list(word)
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, max(len(letters) - 1, 0)))
        letters[at : at + data.draw(st.integers(0, 2))] = data.draw(st.text(max_size=2))
    other = "".join(letters)
    is_alike = OSA.normalized_similarity(word, other) >= CUTOFF
    assert could_be_alike([word], np.array([sketch(other)], dtype=np.uint32))[0, 0] or not is_alike


def test_most_words_are_ruled_out_by_their_sketches() -> None:
    sketches = np.array([sketch(word) for word in "chairman partnership garden".split()], dtype=np.uint32)
    assert could_be_alike(["leica", "gardem"], sketches).tolist() == [[False, False, False], [False, False, True]]


def test_rare_words_are_opened_first_within_the_budget() -> None:
    words = [wanted(0, 1, df=15_000), wanted(1, 2, df=5), wanted(2, 3, df=100_000), wanted(3, 4, df=900_000)]
    openings = plan(words, 1_000_000)
    assert [(opening.term, opening.limit, opening.is_complete) for opening in openings] == [
        (2, 5, True),
        (1, 15_000, True),
        (3, BUDGET - 15_005, False),
        (4, 0, False),
    ]


def test_only_eight_words_are_opened() -> None:
    openings = plan([wanted(place, place, df=place + 1) for place in range(10)], 1_000)
    assert [opening.limit > 0 for opening in openings] == [True] * 8 + [False] * 2


def test_a_rare_term_weighs_more() -> None:
    assert rarity(1, 1000) > rarity(10, 1000) > rarity(999, 1000) > 0


def wanted(place: int, term: int, *, df: int) -> Wanted:
    row = TermRow(term, f"term{term}", df)
    return Wanted(place, QueryTerm(row.text), rarity(df, 1_000_000), ((row, 1.0),))


def test_both_databases_rank_alike(tmp_path: Path) -> None:
    generator = Generator(seed=3, vocabulary=900)
    bundles = list(generator.bundles(600))
    asked = [generator.ask(bundle, 3, typos=typos) for bundle in bundles for typos in (0, 1, 2)]
    questions = [[QueryTerm(w) for w in question.words if w not in QUESTION_WORDS] for question in asked]
    with make_postgres() as url, open_store(tmp_path) as sqlite, open_store(url) as postgres:
        sqlite.add_many(bundles)
        postgres.add_many(bundles)
        assert [retrieve(postgres, question) for question in questions] == [
            retrieve(sqlite, question) for question in questions
        ]
        assert postgres.fingerprint() == sqlite.fingerprint()


def test_misspelt_questions_find_their_passage_among_two_thousand(tmp_path: Path) -> None:
    generator = Generator(seed=4, vocabulary=3_000)
    bundles = list(generator.bundles(2_000))
    asked = [generator.ask(bundle, 5, typos=2) for bundle in bundles]
    with open_store(tmp_path) as opened:
        opened.add_many(bundles)
        found = [
            retrieve(opened, [QueryTerm(w) for w in question.words if w not in QUESTION_WORDS]) for question in asked
        ]
        gold = [opened.passages(question.article_id)[question.number].id for question in asked]
    right = sum(candidates[0].passage_id == passage for candidates, passage in zip(found, gold, strict=True))
    assert right / len(asked) >= 0.96
