"""What words are, their base forms, and the phrases they make."""

import pytest

from knowledge.language.text import tokenize
from knowledge.language.wordclasses import (
    WORDCLASSES_FILE,
    classes,
    is_verb,
    lemma,
    noun_phrases,
    possible_tags,
    tag,
    usual_tag,
)


def phrases(text: str) -> list[str]:
    tokens = tokenize(text)
    spans = noun_phrases(text, tokens)
    return [text[tokens[start].span.start : tokens[stop - 1].span.stop] for start, stop in spans]


@pytest.mark.parametrize(
    ("word", "base"),
    [("bought", "buy"), ("went", "go"), ("children", "child"), ("phones", "phone"), ("zyrquon", "zyrquon")],
)
def test_the_base_form_of_a_word(word: str, base: str) -> None:
    assert lemma(word) == base


def test_the_base_form_depends_on_the_class() -> None:
    assert (lemma("saw", "verb"), lemma("saw", "noun")) == ("see", "saw")


def test_a_word_can_belong_to_several_classes() -> None:
    assert classes("costs") == {"noun", "verb"}
    assert classes("the") == {"function"}


@pytest.mark.parametrize("word", ["announced", "is", "will", "bought"])
def test_verbs_are_told(word: str) -> None:
    assert is_verb(word)


@pytest.mark.parametrize(("word", "letter"), [("31,500", "#"), ("zyrquonly", "R"), ("zyrquons", "S"), ("twelve", "#")])
def test_an_unlisted_word_is_judged_by_its_form(word: str, letter: str) -> None:
    assert (usual_tag(word), possible_tags(word)) == (letter, letter)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("The company will release the phone", "TNMVTN"),
        ("The release of the phone was delayed", "TNITNAD"),
        ("They plan to launch a new model", "OVIVTJN"),
        ("Ann Lee bought two phones", "PPD#S"),
        ("We opened on 3 May", "ODI#P"),
    ],
)
def test_neighbours_mend_the_usual_tag(text: str, tags: str) -> None:
    assert tag(tokenize(text)) == tags


def test_noun_phrases_are_found_and_parted_by_commas_and_verbs() -> None:
    text = "Norvia, the largest rail operator, opened two new stations near the old harbour"
    assert phrases(text) == ["Norvia", "the largest rail operator", "two new stations", "the old harbour"]


def test_the_table_is_small() -> None:
    assert WORDCLASSES_FILE.stat().st_size < 300_000
