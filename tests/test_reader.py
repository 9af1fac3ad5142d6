"""Reading: which passage answers, with which words, and how sure that is."""

import numpy as np
import pytest

from knowledge.reader import Passage, rank, read
from knowledge.reader.forest import Forest
from knowledge.reader.likeness import FORM, MISSPELT, SAME, compare
from knowledge.reader.passages import words_of
from knowledge.reader.reading import READER_FILE
from knowledge.reader.sentencefeatures import SENTENCE_FEATURES, compare_passages, sentence_features
from knowledge.reader.spanfeatures import SPAN_FEATURES, span_features
from knowledge.reader.spans import lay_out, text_range
from knowledge.reader.wording import word

BRIDGE = (
    "The Halden bridge was opened on 4 June 1931 by Mayor Ida Brenner.",
    "It cost $12 million and replaced two ferries.",
    "Norvia's engineers used 9,400 tonnes of steel because the old piers had cracked.",
    "Trains have crossed the river at Halden since 1950.",
)


def passages(*sentences: str, title: str = "The Halden bridge") -> list[Passage]:
    everything = " ".join(sentences)
    return [
        Passage(
            text,
            before=sentences[place - 1] if place else "",
            after=sentences[place + 1] if place + 1 < len(sentences) else "",
            title=title,
            article=everything,
            position=place,
        )
        for place, text in enumerate(sentences)
    ]


@pytest.mark.parametrize(
    ("question", "passage", "answer"),
    [
        ("Who opened the Halden bridge?", 0, "Ida Brenner"),
        ("When was the Halden bridge opened?", 0, "1931"),
        ("How much did the bridge cost?", 1, "$12 million"),
        ("How many tonnes of steel were used?", 2, "9,400"),
        ("How many ferries did the bridge replace?", 1, "two"),
    ],
)
def test_the_best_reading_holds_the_answer(question: str, passage: int, answer: str) -> None:
    best = read(question, passages(*BRIDGE))[0]
    assert best.passage == passage
    assert answer in best.text


def test_the_span_is_where_the_text_stands() -> None:
    given = passages(*BRIDGE)
    assert [reading.span.of(given[reading.passage].text) for reading in read("Who opened it?", given)] == [
        reading.text for reading in read("Who opened it?", given)
    ]


def test_readings_are_ordered_and_probabilities_fall() -> None:
    found = read("When was the bridge opened?", passages(*BRIDGE), count=4)
    assert [r.score for r in found] == sorted((r.score for r in found), reverse=True)
    assert [r.probability for r in found] == sorted((r.probability for r in found), reverse=True)
    assert all(0 <= reading.probability <= 1 for reading in found)


def test_an_answer_in_other_words_is_ranked_first() -> None:
    given = passages("The shop sells bread.", "Its price will be 20 euros.", "The owner is from Halden.")
    assert rank("what does it cost", given)[0][0] == 1


def test_a_question_about_something_else_is_less_probable() -> None:
    about, not_about = (read(f"Who opened the {name}?", passages(*BRIDGE))[0] for name in ("Halden bridge", "Oslo zoo"))
    assert about.probability > not_about.probability


def test_reading_twice_gives_the_same() -> None:
    assert read("How much did it cost?", passages(*BRIDGE)) == read("How much did it cost?", passages(*BRIDGE))


@pytest.mark.parametrize("question", ["", "?", "the of", "x2 price?", "0"])
def test_any_question_can_be_read(question: str) -> None:
    assert len(rank(question, passages(*BRIDGE))) == len(BRIDGE)


def test_no_passages_have_no_readings() -> None:
    assert (rank("who?", []), read("who?", [])) == ((), ())


def test_passages_without_words_have_no_readings() -> None:
    assert read("who opened it?", [Passage("…"), Passage("")]) == ()


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who opened the bridge?", "who"),
        ("In what year did it open?", "when"),
        ("The bridge leads to which city?", "where"),
        ("How many people came?", "howmany"),
        ("How long is it?", "measure"),
        ("Why did it crack?", "why"),
        ("Is the bridge open?", "yesno"),
        ("Which award did it win?", "what"),
        ("bridge price", "open"),
    ],
)
def test_the_kind_of_a_question(question: str, kind: str) -> None:
    assert word(question).kind == kind


@pytest.mark.parametrize(
    ("question", "head"),
    [
        ("Which phone maker won?", "maker"),
        ("What type of animal is it?", "animal"),
        ("What is the capital of Norway?", "capital"),
        ("It was built by which company?", "company"),
    ],
)
def test_the_head_noun_of_a_question(question: str, head: str) -> None:
    wording = word(question)
    assert wording.words[wording.anchors[0]] == head


@pytest.mark.parametrize(
    ("question", "asks_subject"),
    [("Who built the bridge?", True), ("Who did the mayor thank?", False), ("Which firm has built it?", True)],
)
def test_the_side_of_the_verb_that_is_asked_for(question: str, asks_subject: bool) -> None:
    assert word(question).asks_subject is asks_subject


def test_words_are_found_as_they_are_in_another_form_and_misspelt() -> None:
    likeness = compare(word("bridge opening Brennner"), [words_of("Brenner opened the bridge")])
    row = likeness.table.max(axis=1)
    assert row.tolist() == pytest.approx([SAME, FORM, MISSPELT])


def test_numbers_are_found_only_as_they_are() -> None:
    likeness = compare(word("1931 or 1950?"), [words_of("in 1931")])
    assert likeness.table.max(axis=1).tolist() == [SAME, 0.0]


@pytest.mark.parametrize(
    ("text", "start", "stop", "answer"),
    [
        ("It cost $12 million", 2, 4, "$12 million"),
        ("Norvia's engineers came", 0, 1, "Norvia"),
        ("It grew by 12% in May", 3, 4, "12%"),
        ("It cost US$30", 3, 4, "US$30"),
    ],
)
def test_an_answer_takes_its_signs_along(text: str, start: int, stop: int, answer: str) -> None:
    comparison = compare_passages(word("what?"), [Passage(text)])
    low, high = text_range(comparison, 0, start, stop)
    assert text[low:high] == answer


def test_spans_cross_neither_breaks_nor_sentences() -> None:
    texts = ("Ann came; Bo left", "Cy stayed")
    comparison = compare_passages(word("who?"), [Passage(text) for text in texts])
    row = lay_out(comparison, [0, 1])
    sides = np.array([0, 0, 1, 1, 2, 2])
    assert (sides[row.starts] == sides[row.stops - 1]).all()


def test_every_feature_has_its_column() -> None:
    comparison = compare_passages(word("Who opened the bridge?"), passages(*BRIDGE))
    rows = sentence_features(comparison)
    row = lay_out(comparison, [0, 1])
    spans = span_features(comparison, row, rows[:2], np.array([1.0, 0.5]))
    assert rows.shape == (len(BRIDGE), len(SENTENCE_FEATURES))
    assert spans.shape == (len(row.starts), len(SPAN_FEATURES))
    assert np.isfinite(rows).all()
    assert np.isfinite(spans).all()


def test_a_forest_adds_up_the_leaves_a_row_reaches() -> None:
    forest = Forest(
        roots=np.array([0, 3], np.int32),
        feature=np.array([1, 0, 0, 0], np.int32),
        threshold=np.array([0.5, 0, 0, 0], np.float32),
        children=np.array([1, 2, 1, 1, 2, 2, 3, 3], np.int32),
        value=np.array([0, -1, 2, 0.25], np.float32),
    )
    rows = np.array([[9, 0.5], [9, 0.6]], np.float32)
    assert forest.score(rows).tolist() == [-0.75, 2.25]
    assert forest.score(rows[:0]).tolist() == []


def test_what_was_learned_is_small() -> None:
    assert READER_FILE.stat().st_size < 2_000_000


@pytest.mark.parametrize(
    "question", ["How many came to Halden?", "When did the trains of Halden come?", "How long is it?"]
)
def test_a_question_for_a_number_or_a_time_is_answered_by_one(question: str) -> None:
    given = passages("Ann Brenner of Halden came with 40 people.", "Trains have come to Halden since 1950.")
    assert all(any(c.isdigit() for c in reading.text) for reading in read(question, given))
