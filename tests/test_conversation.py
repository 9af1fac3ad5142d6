"""What a question inherits from the one before it, and what it does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge import Answer, Focus, KnowledgeBase, Outcome
from knowledge.deciding.conversation import continue_question
from knowledge.questions.query import Asked
from knowledge.questions.question import parse
from make import make_article

FERRY = """The island ferry Morwenna enters service on 3 June 2024.

It carries 140 passengers and cost 6.5 million euros, or 7 million dollars.

The start was put off from April because the gearbox arrived late. Harbour master Ulla Stenvik decided on it."""
CIRCUS = """Circus Bellavolta comes to town on 9 August 2024.

The big tent holds 1,200 spectators. Tickets cost 18 euros, or 20 dollars. It was late because of a flat tyre."""
TODAY = date(2024, 5, 20)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder: Path = tmp_path_factory.mktemp("conversation")
    with KnowledgeBase(folder, library=False) as base:
        base.add(make_article(FERRY, name="ferry", title="Ferry Morwenna starts in June", day=date(2024, 5, 2)))
        base.add(make_article(CIRCUS, name="circus", title="Circus Bellavolta in August", day=date(2024, 5, 3)))
        yield base


def talk(base: KnowledgeBase, *questions: str) -> Outcome:
    outcome = base.ask(questions[0], today=TODAY)
    for question in questions[1:]:
        outcome = base.ask(question, today=TODAY, focus=outcome.focus)
    return outcome


@pytest.mark.parametrize(
    ("first", "then", "answer"),
    [
        ("when does the morwenna start?", "why so late?", "gearbox"),
        ("when does the morwenna start?", "passengers?", "140"),
        ("how much did the morwenna cost in euros?", "and in dollars?", "7 million dollars"),
        ("how much is a ticket for the bellavolta in euros?", "and in dollars?", "20"),
        ("how fast is the morwenna?", "when was that?", ""),
        ("when does the morwenna start?", "when does circus bellavolta come?", "9 August 2024"),
    ],
)
def test_a_follow_up_stays_on_its_matter(base: KnowledgeBase, first: str, then: str, answer: str) -> None:
    outcome = talk(base, first, then)
    assert not answer or (isinstance(outcome, Answer) and answer in outcome.text)


def test_a_bare_word_is_not_answered_from_another_matter(base: KnowledgeBase) -> None:
    outcome = talk(base, "when does the morwenna start?", "capacity?")
    assert not isinstance(outcome, Answer) or outcome.citation.article_id == "ferry"


def test_a_question_without_an_answer_is_what_the_next_one_continues(base: KnowledgeBase) -> None:
    outcome = talk(
        base, "when does the morwenna start?", "what is the top speed of circus bellavolta?", "and its capacity?"
    )
    assert not isinstance(outcome, Answer) or outcome.citation.article_id == "circus"


DINGHIES = """Wherry Works of Port Ansgar shows two dinghies, built by Ilse Brokvist and her crew.

The Finch costs 820 euros (710 pounds), the Heron costs 1,140 euros (980 pounds).

The Finch weighs 61 kilograms. The Heron, the one with two masts, weighs 94 kilograms.

The Finch is sold from 4 March 2024. It was unveiled by Ilse Brokvist at the Boat Show in Lund."""
LETTER = """Dear friends of Port Ansgar,

our small boat is late, and Ilse Brokvist is sorry for it. We will hand it over on 18 May 2024 at 9:30.

The mast broke during a trial, so we have to build it anew."""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("harbour"), library=False) as base:
        base.add(make_article(DINGHIES, name="dinghies", title="Two dinghies", day=date(2024, 1, 10)))
        base.add(make_article(LETTER, name="letter", title="A letter to our customers", day=date(2024, 2, 28)))
        base.add(make_article(CIRCUS, name="circus", title="Circus Bellavolta in August", day=date(2024, 5, 3)))
        yield base


@pytest.mark.parametrize(
    ("first", "then", "answer"),
    [
        ("how much does the heron dinghy cost in euros?", "in pounds please", "980 pounds"),
        ("how heavy is the finch?", "and the one with two masts?", "94 kilograms"),
        ("when is the finch sold?", "starting?", "4 March 2024"),
        ("when was the finch unveiled?", "where exactly?", "Lund"),
    ],
)
def test_a_follow_up_asks_on_where_the_answer_was_told(
    harbour: KnowledgeBase, first: str, then: str, answer: str
) -> None:
    outcome = talk(harbour, first, then)
    assert isinstance(outcome, Answer)
    assert answer in outcome.text


def test_a_follow_up_finds_the_letter_on_the_matter_that_does_not_name_it(harbour: KnowledgeBase) -> None:
    outcome = talk(harbour, "what does the finch dinghy cost in euros?", "and why is the boat so late?")
    assert outcome.focus is not None
    assert outcome.focus.article_id == "letter"


@pytest.mark.parametrize(
    ("first", "then", "asked"),
    [
        ("when does the morwenna start?", "And the bridge?", Asked.WHEN),
        ("when does the morwenna start?", "same day on the mainland?", Asked.WHEN),
        ("when does the morwenna start?", "and for islanders who bought a pass?", Asked.WHEN),
        ("how much is a ticket for the bellavolta?", "firms?", Asked.HOW_MUCH),
        ("when does the morwenna start?", "other islands?", Asked.WHEN),
        ("when does the morwenna start?", "capacity?", Asked.MEASURE),
        ("when does the morwenna start?", "and passengers?", Asked.HOW_MANY),
        ("when does circus bellavolta come?", "what o'clock?", Asked.CLOCK),
        ("when does circus bellavolta come?", "how late is it open on the saturday?", Asked.CLOCK),
        ("when does circus bellavolta come?", "what do 2 days there cost for a pupil?", Asked.HOW_MUCH),
    ],
)
def test_what_only_names_something_else_asks_the_same_of_it(first: str, then: str, asked: Asked) -> None:
    assert continue_question(then, Focus(first, "a", "A sentence.", "an answer", kind="")).asked is asked


@pytest.mark.parametrize(("then", "inherits"), [("how old is he", False), ("when does he start", True)])
def test_what_is_asked_of_a_person_needs_his_name_only(then: str, inherits: bool) -> None:
    focus = Focus("who runs the morwenna line", "a", "Ole Stenvik, 47, runs it.", "Ole Stenvik", subject="Ole Stenvik")
    query = continue_question(then, focus)
    assert "ole stenvik" in query.text.lower()
    assert bool(query.inherited) is inherits


REGATTA = """The Fennick regatta is rowed on Saturday, 14 June 2025.

The boats start at the old weir at 10 am. Spectators pay nothing.

Should the river be too high, the races will be held on Sunday, 22 June. If fewer than six crews enter, the \
final is cancelled."""


@pytest.fixture(scope="module")
def regatta(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase(tmp_path_factory.mktemp("regatta"), library=False) as base:
        base.add(make_article(REGATTA, name="regatta", title="Fennick regatta in June", day=date(2025, 5, 3)))
        yield base


@pytest.mark.parametrize(
    ("questions", "answer"),
    [
        (("when is the fennick regatta?", "and if the river is too high?"), "22 June"),
        (("when is the fennick regatta?", "what if there's too much water in the river?"), "22 June"),
        (("what happens at the fennick regatta if only four crews enter?",), "cancelled"),
        (("what happens with the fennick final when too few crews come?",), "cancelled"),
    ],
)
def test_what_happens_under_a_condition_is_told(
    regatta: KnowledgeBase, questions: tuple[str, ...], answer: str
) -> None:
    outcome = talk(regatta, *questions)
    assert isinstance(outcome, Answer), outcome
    assert answer in outcome.text


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("if it rains, is it free?", Asked.YES_NO),
        ("if i miss the start can i come later?", Asked.YES_NO),
        ("if we lose what does the boat cost?", Asked.HOW_MUCH),
        ("and if nobody comes?", Asked.WHAT),
        ("and if not, what then?", Asked.WHAT),
    ],
)
def test_only_a_bare_condition_asks_what_happens(question: str, asked: Asked) -> None:
    assert parse(question).asked is asked


TUNNEL = """The new railway tunnel under the Skarn pass opens on 4 May 2025, the builders said.

It will be called Bright Gate. British trains stop there from June 2025, Swiss ones from September 2025.

A ticket for the museum of the old line costs 12 euros until 31 August 2025."""


@pytest.mark.parametrize(
    ("questions", "answer"),
    [
        (("when does the skarn railway tunnel open?", "what will it be called?"), "Bright Gate"),
        (("when do swiss trains stop in the skarn tunnel?", "and trains from the uk?"), "June 2025"),
        (("what does the museum of the old skarn line cost?", "until when?"), "31 August 2025"),
    ],
)
def test_what_is_left_unsaid_is_taken_from_the_talk(tmp_path: Path, questions: tuple[str, ...], answer: str) -> None:
    with KnowledgeBase(tmp_path, library=False) as base:
        base.add(make_article(TUNNEL, name="tunnel", title="Skarn tunnel opens in May", day=date(2025, 2, 3)))
        outcome = talk(base, *questions)
    assert isinstance(outcome, Answer), outcome
    assert answer in outcome.text


def test_a_time_of_another_one_is_no_answer(tmp_path: Path) -> None:
    with KnowledgeBase(tmp_path, library=False) as base:
        base.add(make_article(TUNNEL, name="tunnel", title="Skarn tunnel opens in May", day=date(2025, 2, 3)))
        for asked, answer in (("Swiss", "September 2025"), ("British", "June 2025")):
            outcome = talk(base, f"when do {asked} trains stop in the skarn tunnel?")
            assert isinstance(outcome, Answer), outcome
            assert outcome.text == answer


def test_since_when_asks_the_beginning_of_anything(tmp_path: Path) -> None:
    text = 'The kiln is cold.\n\n"We open late," said Ilse Brandt, who took over as head of glazing in December.'
    with KnowledgeBase(tmp_path, library=False) as base:
        base.add(make_article(text, name="kiln", title="Kiln of Port Ansgar", day=date(2024, 2, 1)))
        outcome = talk(base, "who said they open late?", "since when is she head of glazing?")
    assert isinstance(outcome, Answer), outcome
    assert outcome.text == "December 2023"


def test_a_version_need_not_be_named_by_its_program(tmp_path: Path) -> None:
    text = """Harrow 4.0 is out today, the makers of the mail server say.

Version 4.1 moves from July to October because of the audit. Harrow 4.0 runs on all machines."""
    with KnowledgeBase(tmp_path, library=False) as base:
        base.add(make_article(text, name="harrow", title="Harrow 4.0 is out", day=date(2025, 2, 1)))
        outcome = talk(base, "when does harrow 4.1 come?", "why so late?")
    assert isinstance(outcome, Answer), outcome
    assert outcome.text == "the audit"
