"""Questions about people through the front door: what they are, what they said, and who said something."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge import Abstention, Answer, Article, KnowledgeBase

TODAY = date(2025, 7, 1)

GARDEN = """The botanical garden of Lurvik will stay shut until autumn. A storm broke forty panes of the palm house, \
head of horticulture Signe Ravndal reported on Monday.

"The palms have seen worse winters than our accountants," Ravndal joked. She hopes for a reopening in October.

The treasurer, Odd Myrland, did not laugh. "Each pane costs more than my first car," he said. Petra Voss, who is \
responsible for school visits, promised that classes would be received in the seed hall instead.

The guide to the garden, a handbook by Runa Eikeland, remains on sale at the gate."""


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("said"), library=False) as base:
        base.add(Article("garden", "Botanical garden of Lurvik shut until autumn", date(2025, 6, 2), GARDEN))
        yield base


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("what is signe ravndal's job", "head of horticulture"),
        ("Ravndal's position at the garden?", "head of horticulture"),
        ("petra voss does what there", "responsible for school visits"),
        ("runa eikeland = ?", "author"),
        ("odd myrland, what does he do", "treasurer"),
        ("who is odd myrland", "treasurer"),
    ],
)
def test_tells_what_somebody_is(knowledge: KnowledgeBase, question: str, role: str) -> None:
    outcome = knowledge.ask(question, today=TODAY)
    assert isinstance(outcome, Answer)
    assert outcome.text == role


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("what was the dry remark of the horticulture lady about winters", "The palms have seen worse winters"),
        ("myrlands moan about the panes", "Each pane costs more than my first car"),
        ("What's Ravndal's joke on the accountants?", "than our accountants"),
        ("what did the garden's treasurer complain about regarding panes", "Each pane costs more than my first car"),
        ("odd myrland about the panes of glass", "Each pane costs more than my first car"),
        ("which comparison did the treasurer make for the price", "more than my first car"),
    ],
)
def test_gives_what_somebody_said(knowledge: KnowledgeBase, question: str, words: str) -> None:
    outcome = knowledge.ask(question, today=TODAY)
    assert isinstance(outcome, Answer)
    assert words in outcome.text


def test_nothing_is_put_into_the_mouth_of_another(knowledge: KnowledgeBase) -> None:
    outcome = knowledge.ask("what did the gardener's apprentice say about panes", today=TODAY)
    assert isinstance(outcome, Abstention)


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("who compared the cost of glass with his first car", "Odd Myrland"),
        ("who joked that the trees know harder winters", "Signe Ravndal"),
        ("who at the garden promised school classes another room", "Petra Voss"),
        ("which treasurer moaned about the price of each pane", "Odd Myrland"),
    ],
)
def test_tells_who_said_it_in_other_words(knowledge: KnowledgeBase, question: str, speaker: str) -> None:
    outcome = knowledge.ask(question, today=TODAY)
    assert isinstance(outcome, Answer)
    assert outcome.text == speaker


def test_calling_something_off_is_no_speech(knowledge: KnowledgeBase) -> None:
    outcome = knowledge.ask("who called off the summer concert", today=TODAY)
    assert isinstance(outcome, Abstention)


BAKERY = """The bakery Hobbel & Rowe closes its shop in Mill Lane in March. Edda Hobbel, who has run it for thirty \
years, told us that the lease had not been renewed.

"I shall miss the heat and the gossip. I shall not miss the flour," said Ms Hobbel. Of the landlord she spoke as \
of "a man who counts crumbs".

Head baker Mats Lorvik joins a hotel. The treasurer Rune Tveit, who has helped us for ten years, wants to paint.

The new tenant is Jarle Quist, a seller of lamps. "In March nobody buys bread, everybody buys light," he says. His \
motto: "A lamp is a small sun."

Mayor Tove Brandvik regrets the loss. "Mill Lane without rolls is just a lane," she told us."""


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("bakery"), library=False) as base:
        base.add(Article("bakery", "Bakery Hobbel & Rowe leaves Mill Lane", date(2025, 2, 3), BAKERY))
        yield base


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("what will edda hobbel miss, in her own words", "I shall miss the heat and the gossip. I shall not miss the"),
        ("brandviks regret, word for word", "Mill Lane without rolls is just a lane"),
        ("quist re his lamps", "A lamp is a small sun"),
        ("brandvik's sigh over the rolls?", "Mill Lane without rolls"),
        ("what was quist's line about march", "In March nobody buys bread"),
    ],
)
def test_words_may_be_asked_for_without_a_verb_of_saying(bakery: KnowledgeBase, question: str, words: str) -> None:
    outcome = bakery.ask(question, today=TODAY)
    assert isinstance(outcome, Answer)
    assert words in outcome.text


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("Quist, who is that again", "tenant"),
        ("tove brandvik is the...", "mayor"),
        ("mats lorvik is a what", "head baker"),
        ("mats lorvik at the bakery =", "head baker"),
        ("what was rune tveit", "treasurer"),
    ],
)
def test_what_somebody_is_may_be_asked_in_fragments(bakery: KnowledgeBase, question: str, role: str) -> None:
    outcome = bakery.ask(question, today=TODAY)
    assert isinstance(outcome, Answer)
    assert outcome.text == role
