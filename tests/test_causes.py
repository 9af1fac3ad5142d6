"""Reasons with their effects, and conditions."""

from __future__ import annotations

import pytest

from knowledge.extraction.causes import find_causes, find_conditions


@pytest.mark.parametrize(
    ("text", "reason", "effect"),
    [
        ("It closed because the roof leaks.", "the roof leaks", "It closed"),
        ("Because the roof leaks, it closed.", "the roof leaks", "it closed"),
        ("Because of the longer works the deadline moves to May.", "the longer works", "the deadline moves to May"),
        ("It closed due to a fault.", "a fault", "It closed"),
        ("Thanks to a grant, the series goes on.", "a grant", "the series goes on"),
        ("Morrow has left, citing scheduling, and went home.", "scheduling", "Morrow has left"),
        ("The Ropeworks has a roof, so the fair goes ahead.", "The Ropeworks has a roof", "the fair goes ahead"),
        ("The firm blames a supplier for the delay.", "a supplier", "the delay"),
        ("They blame the delay on a supplier.", "a supplier", "the delay"),
        ("The delay is owed to a frozen pump.", "a frozen pump", "The delay"),
        ("The works put the rise down to dry wells.", "dry wells", "The works"),
        ("The reason is mechanical.", "mechanical", None),
        ("Reason: a burst main.", "a burst main", None),
        ("Why late? Ada found a bug.", "Ada found a bug", "late"),
        ("It moved in order to save money.", "save money", "It moved"),
        ('The mix is late. "That is the reason."', "The mix is late", None),
        ("A dry spring is behind the rise.", "A dry spring", "the rise"),
        ("Behind the delay stands a lawsuit.", "a lawsuit", "the delay"),
        ("The mill gives as its reason the price of oats.", "the price of oats", None),
        ("The rowers cite the fog as the reason.", "the fog", None),
        ("Vane names the cause: the bell had cracked.", "the bell had cracked", None),
        ("A worn cable is to blame for the outage.", "A worn cable", "the outage"),
        ("What held them up was the varnish.", "the varnish", "held them up"),
        (
            "The bell falls silent out of concern for the owls.",
            "out of concern for the owls",
            "The bell falls silent",
        ),
    ],
)
def test_a_stated_reason_is_found_with_its_effect(text: str, reason: str, effect: str | None) -> None:
    (cause,) = find_causes(text)
    found = cause.effect_span.of(text) if cause.effect_span else None
    assert (cause.span.of(text), found, cause.is_stated) == (reason, effect, True)


def test_what_stands_behind_a_thing_is_no_reason() -> None:
    assert find_causes("The bicycle rack is behind the hall.") == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The reader slips as Pellor fixes its keys.", "Pellor fixes its keys"),
        ("It was unplayable after 41 mm of rain.", "41 mm of rain"),
        ("They closed the road to prevent accidents.", "to prevent accidents"),
        ("After that no: the drums are too loud.", "the drums are too loud"),
    ],
)
def test_what_only_suggests_a_reason_is_marked_as_a_guess(text: str, reason: str) -> None:
    (cause,) = find_causes(text)
    assert (cause.span.of(text), cause.is_stated) == (reason, False)


@pytest.mark.parametrize(
    "text",
    [
        "The rocket is due to lift off in May.",
        "He served as head of the board.",
        "It ends after two weeks.",
        "As planned, it opens in May.",
        "They are likely to stop soon.",
        "It opens on Monday.",
    ],
)
def test_sentences_without_a_reason_give_none(text: str) -> None:
    assert find_causes(text) == ()


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("If all goes well the probe will land in May.", "If all goes well"),
        ("Should it miss that window, the next one comes in June.", "Should it miss that window"),
        ("It opens in May, provided no fault is found.", "provided no fault is found"),
        ("It remains subject to clearance by the board.", "remains subject to clearance by the board"),
        ("There is no way back once the index has grown.", "once the index has grown"),
        ("Only the parade depends on the weather.", "depends on the weather"),
        ("We open in May unless it rains.", "unless it rains"),
        ("In case of rain, we move inside.", "In case of rain"),
    ],
)
def test_a_condition_is_found_with_the_word_that_opens_it(text: str, condition: str) -> None:
    assert [span.of(text) for span in find_conditions(text)] == [condition]


@pytest.mark.parametrize(
    "text",
    ["They asked if it works.", "The pool opens once a week.", "It was once popular.", "It looks as if it rains."],
)
def test_if_and_once_in_other_senses_are_no_conditions(text: str) -> None:
    assert find_conditions(text) == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The fault was traced to a loose plug, with which nobody had reckoned.", "a loose plug"),
        ("The noise comes from a worn bearing.", "a worn bearing"),
        ("The new lid is no better: after a month in the wash it splits.", "after a month in the wash it splits"),
        ("He leaves the board for reasons of age on Friday.", "reasons of age"),
        ("For safety reasons the tower is shut.", "safety reasons"),
    ],
)
def test_a_reason_is_told_by_where_something_came_from(text: str, reason: str) -> None:
    assert find_causes(text)[0].span.of(text).startswith(reason)


@pytest.mark.parametrize(
    "text",
    [
        "The first results from the tests are in.",
        "She resigned from it for other reasons.",
        "There was never a decision to give it up.",
    ],
)
def test_what_only_sounds_like_a_reason_is_none(text: str) -> None:
    assert find_causes(text) == ()
