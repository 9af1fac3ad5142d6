"""Lists inside sentences, after labels and over lines; labelled lines, headings, questions with answers."""

from __future__ import annotations

import pytest

from knowledge.extraction.lists import (
    ListMention,
    find_faq,
    find_headings,
    find_labelled_lines,
    find_lists,
    split_items,
)
from knowledge.model import Span


def items(text: str) -> list[list[str]]:
    return [[item.of(text) for item in mention.items] for mention in find_lists(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The hall is getting new rails, new drains and new lamps.", ["new rails", "new drains", "new lamps"]),
        ("It comes in red, cream and slate.", ["red", "cream", "slate"]),
        ("The tour stops in Paris, Lyon and Nice.", ["Paris", "Lyon", "Nice"]),
        ("The winners face Merrow Vale or Thornby in May.", ["Merrow Vale", "Thornby"]),
        ("Around 40,000 libraries, schools and firms run it.", ["40,000 libraries", "schools", "firms"]),
        ("An edition with the soundtrack and a digital book is out.", ["the soundtrack", "a digital book"]),
        ("It repairs the Welsh and Finnish translations.", ["Welsh", "Finnish"]),
        ("It was led by Ada Berg, Tom Oka, and Lin Wei.", ["Ada Berg", "Tom Oka", "Lin Wei"]),
        ("It owns the Dunlow bread and Merry jam brands.", ["Dunlow bread", "Merry jam"]),
        ("After Glass Rules (2017) and The Toll (2021) she left.", ["Glass Rules (2017)", "The Toll (2021)"]),
        (
            "It has three tools: a camera from Tolm, a drill that reaches 60 metres deep, and a lamp.",
            ["a camera from Tolm", "a drill that reaches 60 metres deep", "a lamp"],
        ),
        (
            "They show the Crab Cloud, two stars and, by accident, a comet nobody knew.",
            ["the Crab Cloud", "two stars", "a comet nobody knew"],
        ),
        ("It runs on Linux, on Arbor 10 or later and on Mill 12.", ["Linux", "Arbor 10 or later", "Mill 12"]),
        (
            "It is opened by phone, by key card or by tapping the lid.",
            ["phone", "key card", "tapping the lid"],
        ),
        (
            "It is subject to clearance by the board and to talks with staff.",
            ["clearance by the board", "talks with staff"],
        ),
        (
            "Streets: Long Lane (part), Mill Lane nos. 2–48, Abbey Road",
            ["Long Lane (part)", "Mill Lane nos. 2–48", "Abbey Road"],
        ),
    ],
)
def test_the_items_of_a_list_are_found(text: str, found: list[str]) -> None:
    assert items(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "He came, saw and won.",
        "They signed, sealed and delivered it.",
        "He opened the door and left.",
        "It ran from 8 to 9 and 18 and 19 October.",
    ],
)
def test_clauses_and_bare_numbers_are_no_list(text: str) -> None:
    assert find_lists(text) == ()


def test_the_conjunction_is_kept() -> None:
    (mention,) = find_lists("It ends in Merrow or Thornby.")
    assert mention.conjunction == "or"


def test_a_list_of_one_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="two items"):
        ListMention(Span(0, 3), (Span(0, 3),), "")


def test_items_over_lines_lose_their_marks() -> None:
    text = "What changes\n- All sites open.\n- The price stays.\n\nBye."
    assert [item.of(text) for item in split_items(text)] == ["All sites open.", "The price stays."]


def test_lines_are_a_list_of_their_first_sentences() -> None:
    text = "1. Search is new. It is fast.\n2. Keys, on by default.\n3. Merging."
    assert items(text) == [["Search is new", "Keys, on by default", "Merging"]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Reason: a burst main.", [("Reason", "a burst main")]),
        ("Time: 22:00 to 05:00", [("Time", "22:00 to 05:00")]),
        ("Weight | 212 g", [("Weight", "212 g")]),
        ("Weight\t212 g", [("Weight", "212 g")]),
        ("Manager: Ada Moor. Contractor: Hesk Ltd.", [("Manager", "Ada Moor"), ("Contractor", "Hesk Ltd")]),
        ("Address:\n12 Mill Lane", [("Address", "12 Mill Lane")]),
        ("- Price: 9 euros", [("Price", "9 euros")]),
    ],
)
def test_labels_are_parted_from_their_values(text: str, found: list[tuple[str, str]]) -> None:
    lines = find_labelled_lines(text)
    assert [(line.label_span.of(text), line.value_span.of(text)) for line in lines] == found


def test_a_sentence_with_a_colon_is_no_labelled_line() -> None:
    assert find_labelled_lines("She said it was clear: nobody may enter.") == ()


def test_headings_are_capitals_or_short_lines_without_a_verb() -> None:
    text = "TICKETS\nAll passes are valid there.\n\nHighlights\n1. Search is new and fast.\n\nShe left today."
    assert [heading.of(text) for heading in find_headings(text)] == ["TICKETS", "Highlights"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Where? In the old mill.", [("Where?", "In the old mill.")]),
        ("Can I park?\nThere is no parking.", [("Can I park?", "There is no parking.")]),
        ("Q: Is it free?\nA: Yes.\nQ: When?\nA: In May.", [("Is it free?", "Yes."), ("When?", "In May.")]),
        ("It sold well. And loot boxes? There are none.", [("And loot boxes?", "There are none.")]),
    ],
)
def test_questions_are_parted_from_their_answers(text: str, found: list[tuple[str, str]]) -> None:
    assert [(item.question_span.of(text), item.answer_span.of(text)) for item in find_faq(text)] == found


def test_a_question_in_quotation_marks_is_not_the_texts_own() -> None:
    assert find_faq('"Where would you go?" she said. Nobody knew.') == ()
