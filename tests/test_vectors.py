"""Static word vectors: what is alike, what is rare, what is known."""

import time

import numpy as np
import pytest

from knowledge.language.vectors import WEIGHTS, Vectors, load_vectors


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    return load_vectors()


@pytest.mark.parametrize(
    ("word", "like", "unlike"),
    [
        ("price", "cost", "river"),
        ("launch", "start", "kitchen"),
        ("phone", "smartphone", "treaty"),
        ("postponed", "delayed", "painted"),
        ("boss", "chief", "apple"),
    ],
)
def test_words_of_like_meaning_are_nearer_than_others(vectors: Vectors, word: str, like: str, unlike: str) -> None:
    assert vectors.similarity(word, like) > vectors.similarity(word, unlike) + 0.25


def test_a_word_is_wholly_similar_to_itself_even_when_unknown(vectors: Vectors) -> None:
    assert vectors.similarity("zyrquon", "zyrquon") == 1.0


def test_an_unknown_word_is_similar_to_nothing(vectors: Vectors) -> None:
    assert vectors.similarity("zyrquon", "price") == 0.0


def test_rarity_grows_from_common_to_unknown(vectors: Vectors) -> None:
    rarities = [vectors.rarity(word) for word in ("the", "company", "launch", "embargo", "zyrquon")]
    assert rarities == sorted(rarities)
    assert (rarities[0], rarities[-1]) == (0.0, 1.0)


@pytest.mark.parametrize("word", ["july", "ultra", "device", "premium", "weren't", "smartphones"])
def test_common_words_are_known(vectors: Vectors, word: str) -> None:
    assert vectors.is_known(word)


@pytest.mark.parametrize("word", ["julyit", "ultraa", "teh", "recieve", "definately", "thier"])
def test_glued_and_misspelt_words_are_not_known(vectors: Vectors, word: str) -> None:
    assert not vectors.is_known(word)


def test_an_unlisted_form_takes_the_vector_of_its_base(vectors: Vectors) -> None:
    assert vectors.similarity("embargoes", "embargo") == pytest.approx(1.0, abs=1e-5)


def test_neighbours_are_ordered_and_leave_out_the_word_itself(vectors: Vectors) -> None:
    found = vectors.neighbours("price", 5)
    assert [cosine for _, cosine in found] == sorted((cosine for _, cosine in found), reverse=True)
    assert "price" not in dict(found)
    assert "cost" in dict(vectors.neighbours("price", 10))


def test_a_sentence_vector_has_length_one_and_no_words_have_none(vectors: Vectors) -> None:
    assert np.linalg.norm(vectors.sentence(["the", "price", "of", "tea"])) == pytest.approx(1.0, abs=1e-4)
    assert not vectors.sentence([]).any()


def test_the_file_is_small_and_read_quickly() -> None:
    assert (WEIGHTS / "vectors.npz").stat().st_size < 5_000_000
    load_vectors.cache_clear()
    before = time.process_time()
    load_vectors()
    assert time.process_time() - before < 0.2
