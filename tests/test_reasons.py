"""Why-questions through the front door: the effect is asked about in other words than the article tells it with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge import Answer, KnowledgeBase
from knowledge.questions.query import Asked
from knowledge.questions.question import parse
from make import filled, make_article

TODAY = date(2025, 6, 20)

OPERA = """The Marlow Opera will open its new stage on 3 October, four weeks later than planned.

The reason is technical.
Two of the six hoists jammed during the first rehearsals.

Seats in the upper circle are not for sale this season.
Programmes will cost 6 euros."""

DAIRY = """From 1 July a litre of Alderbrook milk costs 1.49 euros instead of 1.29 euros.
The dairy blames a shortage of fodder.

Butter stays at 2.10 euros."""

MARATHON = """The Tessel night run on 14 June has been called off.
An inspector found the embankment unstable after two days of rain.

Entry fees are returned by the end of July."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("reasons"), library=False) as found:
        for name, title, text in (
            ("opera", "Marlow Opera opens in October", OPERA),
            ("dairy", "Alderbrook milk becomes dearer", DAIRY),
            ("run", "No Tessel night run this year", MARATHON),
        ):
            found.add(make_article(text, name=name, title=title, day=date(2025, 6, 10)))
        yield found


def answer_from(folder: Path, text: str, title: str, question: str) -> str:
    """The answer to a question that one article answers."""
    with filled(folder, [make_article(text, title=title, day=date(2025, 6, 10))]) as base:
        outcome = base.ask(question, today=TODAY)
    assert isinstance(outcome, Answer)
    return outcome.text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("why is the marlow opera delayed?", "hoists jammed"),
        ("why was the marlow opera put off?", "hoists jammed"),
        ("why is alderbrook milk more expensive?", "shortage of fodder"),
        ("what made alderbrook milk go up?", "shortage of fodder"),
        ("why was the tessel night run cancelled?", "unstable"),
        ("why no tessel night run on the 14th?", "unstable"),
    ],
)
def test_the_reason_is_found_for_an_effect_told_in_other_words(base: KnowledgeBase, question: str, words: str) -> None:
    outcome = base.ask(question, today=TODAY)

    assert isinstance(outcome, Answer)
    assert words in outcome.text


def test_no_reason_is_given_for_what_did_not_happen(base: KnowledgeBase) -> None:
    outcome = base.ask("why did the director of the marlow opera resign?", today=TODAY)

    assert not isinstance(outcome, Answer)


FOUNTAIN = """The fountain in Gorse Square will stay dry until 4 August, three weeks longer than promised.

The delay was traced to a pipe that had been soldered badly.
The lamps are missing, since more and more of you asked for a dark square.

Mayor Odile Frant will not come to the opening for family reasons."""


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("cause of the delay at gorse square?", "soldered badly"),
        ("what went wrong with the gorse square fountain?", "soldered badly"),
        ("what is holding up the gorse square fountain?", "soldered badly"),
        ("the gorse square lamps are missing, how come?", "dark square"),
        ("why will odile frant not come to gorse square?", "family reasons"),
        ("why will Mrs Frant not come to gorse square?", "family reasons"),
        ("reason gorse square fountain is delayed", "soldered badly"),
    ],
)
def test_a_reason_is_asked_for_and_given_without_saying_because(tmp_path: Path, question: str, words: str) -> None:
    assert words in answer_from(tmp_path, FOUNTAIN, "Gorse Square waits", question)


POOL = """The Tarn Lido will not open on 2 May.
The new date is 30 May.

Divers found the drain plates loose and the pump room under water.
Nobody was hurt.

Season tickets cost 80 euros."""

FAIR = """The council has called the Quillon kite fair off.
A gale tore the anchor ropes on Friday.

Why is the car park shut?
The county is digging up the drains there.

The culprit for the dark lanterns is a fuse from 1961, said warden Ines Roth.

New is the chalk meadow in place of the old quarry, which the climbers wanted back."""


@pytest.mark.parametrize(
    ("article", "question", "words"),
    [
        (POOL, "why doesn't the tarn lido open on 2 May?", "drain plates loose"),
        (POOL, "why is the tarn lido late?", "drain plates loose"),
        (FAIR, "why was the quillon kite fair cancelled?", "tore the anchor ropes"),
        (FAIR, "why is the car park at the quillon fair shut?", "digging up the drains"),
        (FAIR, "why are the lanterns dark at the quillon fair?", "a fuse from 1961"),
        (FAIR, "why is the old quarry no longer used by the quillon fair?", "climbers wanted back"),
    ],
)
def test_the_sentence_after_the_effect_or_its_question_gives_the_reason(
    tmp_path: Path, article: str, question: str, words: str
) -> None:
    title = article.split(".")[0]
    with KnowledgeBase(tmp_path, library=False) as base:
        base.add(make_article(article, name="news", title=title, day=date(2025, 4, 10)))
        outcome = base.ask(question, today=date(2025, 4, 12))

    assert isinstance(outcome, Answer)
    assert words in outcome.text


def test_an_article_is_found_by_another_word_for_the_effect(tmp_path: Path) -> None:
    with KnowledgeBase(tmp_path, library=False) as base:
        for name, title, text in (
            (
                "water",
                "Ostley water costs more from May",
                "A cubic metre goes up to 2.40 euros. The works blame dry wells.",
            ),
            ("rail", "Ostley tram gets longer cars", "The new cars arrive in May, because the old ones are worn."),
        ):
            base.add(make_article(text, name=name, title=title, day=date(2025, 4, 10)))
        outcome = base.ask("reason for the ostley price hike?", today=date(2025, 4, 12))

    assert isinstance(outcome, Answer)
    assert "dry wells" in outcome.text


@pytest.mark.parametrize(
    "question",
    [
        "reason for the price rise?",
        "cause of the two week delay",
        "what is the purpose of the fee",
        "what's the hold-up with the bridge",
        "how did the paper get the date wrong",
        "how come there's no bread",
        "hello there, one thing: why is the pool shut",
        "the mill's excuse for the price of bread?",
        "no boat race this year, whats the excuse",
        "what probably wrecked the pier",
        "what knocked out the night trains",
        "what storm made them close early",
    ],
)
def test_a_reason_is_asked_for_whatever_else_is_named(question: str) -> None:
    assert parse(question).asked is Asked.WHY


MILL = """The Orrin flour mill will not grind on the Heritage Day.

Oakum Hall, a barn judged too damp, was turned down as a substitute.
What delayed the millers was a cracked shaft, said their chairwoman."""


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("why was oakum hall turned down by the orrin mill?", "too damp"),
        ("why were the orrin millers delayed?", "cracked shaft"),
    ],
)
def test_a_reason_is_told_by_a_shortcoming_or_by_what_delayed(tmp_path: Path, question: str, words: str) -> None:
    assert words in answer_from(tmp_path, MILL, "Orrin mill stands still", question)
