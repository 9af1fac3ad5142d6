"""How answers are judged: the words that count, what matches, what is cited, and the sums over a set."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bot.cli import main
from bot.evaluation.goldset import GoldQuestion, read_set
from bot.evaluation.judging import Judgement, judge, matches
from bot.evaluation.plainwords import plain_words
from bot.evaluation.scorecard import answered_at
from knowledge import Abstention, Answer, Article, Certainty, Citation, Reason, When

TEXT = "The museum opens on 14 April. Admission is 9 euros, the town said.\n\nIt was to open in March."
NEW = Article("new", "Museum opens in April", date(2023, 3, 1), TEXT)
OLD = Article("old", "Museum opens in March", date(2023, 1, 1), "The museum opens in March.")
ARTICLES = {"new": NEW, "old": OLD}
EVIDENCE = "The museum opens on 14 April."
ANNOUNCEMENTS = Path(__file__).parents[1] / ".." / "shared" / "eval" / "announcements"


def make_gold(*answers: str, **fields: object) -> GoldQuestion:
    given = {"is_unanswerable": False, "article_ids": ("new",), "places": (("new", EVIDENCE),), "topic": ("new", "old")}
    return GoldQuestion("q", "when?", "when", answers=answers, **{**given, **fields})  # type: ignore[arg-type]


def make_answer(text: str, sentence: str = EVIDENCE, *, article: Article = NEW, when: When | None = None) -> Answer:
    citation = Citation(article.id, article.title, article.date, sentence, 0, len(sentence))
    return Answer(text, citation, Certainty.CONFIRMED, 0.9, when=when)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("20,000", "20000"),
        ("twenty-three", "23"),
        ("the 27th of Sept 2024", "27 of September 2024"),
        ("7.45pm", "7:45 p.m."),
        ("5 per cent", "5%"),
        ("EUR 640 million", "€640m"),
        ("640 million euros", "€640 million"),
        ("CA$369", "369 Canadian dollars"),
        ("212g", "212 g"),
        ("Xiaomi’s CEO", "Xiaomi CEO"),
        ("04:50", "4:50"),
    ],
)
def test_two_notations_of_the_same_are_the_same(one: str, other: str) -> None:
    assert plain_words(one) == plain_words(other)


@pytest.mark.parametrize(("one", "other"), [("£219", "€219"), ("6.0", "6.0.1"), ("7-8", "78"), ("May", "5")])
def test_two_different_things_stay_different(one: str, other: str) -> None:
    assert plain_words(one) != plain_words(other)


@pytest.mark.parametrize(
    ("said", "gold", "is_right"),
    [
        ("On 14 April 2023, at noon", ["14 April 2023"], True),
        ("14 March", ["14 April"], False),
        ("9 euros for adults", ["9 euros"], True),
        ("9", ["9"], True),
        ("about 9 of 12", ["9"], True),
        ("from 12 to 9", ["9"], False),
        ("Yes, it is open", ["yes", "it is open"], True),
        ("No, it is open", ["yes", "it is open"], False),
        ("It is open", ["yes", "it is open"], True),
        ("", ["yes"], False),
        ("word " * 70 + "14 April", ["14 April"], False),
        ("founder and chairman of Xiaomi", ["chairman and founder of Xiaomi"], True),
    ],
)
def test_an_answer_matches_as_whole_words(said: str, gold: list[str], is_right: bool) -> None:
    assert matches(said, make_gold(*gold)) is is_right


def test_without_evidence_only_a_short_answer_counts() -> None:
    assert not matches("word " * 15 + "14 April", make_gold("14 April", places=()))


@pytest.mark.parametrize(
    ("answer", "is_useful"),
    [
        (make_answer("14 April"), True),
        (make_answer("14 April", "The museum opens on 14 April. Admission is 9 euros, the town said."), True),
        (make_answer("14 April", "Admission is 9 euros, the town said."), False),
        (make_answer("14 April", TEXT + " word" * 100), False),
        (make_answer("14 April", OLD.text, article=OLD), False),
        (make_answer("April", "Admission free in April"), False),
        (make_answer("in May"), False),
    ],
)
def test_a_useful_answer_is_right_and_cites_the_place(answer: Answer, is_useful: bool) -> None:
    assert judge(make_gold("14 April"), answer, ARTICLES).is_useful is is_useful


def test_an_older_article_that_no_longer_holds_is_outdated() -> None:
    assert judge(make_gold("14 April"), make_answer("March", OLD.text, article=OLD), ARTICLES).is_outdated


@pytest.mark.parametrize(
    ("start", "end", "verdict"),
    [(1, 30, "exact"), (14, 14, "inside"), (14, 31, None)],
)
def test_a_date_is_equal_or_inside_or_wrong(start: int, end: int, verdict: str | None) -> None:
    april = make_gold("April", when=(date(2023, 5, 1), date(2023, 5, 30)))
    answer = make_answer("x", when=When(date(2023, 5, start), date(2023, 5, end)))
    assert judge(april, answer, ARTICLES).when == verdict


def test_abstaining_is_useful_where_nothing_is_stated() -> None:
    abstention = Abstention(Reason.NOT_STATED, "They don't say.")
    assert judge(make_gold(is_unanswerable=True), abstention, ARTICLES).is_useful
    assert not judge(make_gold("14 April"), abstention, ARTICLES).is_useful


def make_judged(confidence: float, *, is_useful: bool) -> Judgement:
    return Judgement(make_gold("x"), is_answered=True, is_useful=is_useful, confidence=confidence)


def test_the_share_answered_at_a_precision_takes_the_surest_first() -> None:
    judged = [make_judged(1 - i / 10, is_useful=i != 4) for i in range(5)]
    assert (answered_at(judged, 0.9), answered_at(judged, 0.8)) == (80.0, 100.0)


def write_set(folder: Path) -> Path:
    questions = [
        {"id": "1", "question": "when does the museum open?", "answers": ["14 April"], "kind": "when"},
        {"id": "2", "question": "who is the mayor of Rade?", "answers": [], "kind": "who"},
    ]
    rows = [{**row, "article_id": "new", "unanswerable": not row["answers"]} for row in questions]
    article = {"id": "new", "title": None, "date": "2023-03-01", "text": TEXT}
    (folder / "articles.jsonl").write_text(json.dumps(article), encoding="utf-8")
    (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


def test_eval_prints_the_scorecard_and_keeps_the_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.jsonl"
    code = main(["eval", str(write_set(tmp_path)), "--out", str(out)])
    report = capsys.readouterr().out
    assert (code, report.split("\n")[0].split("(")[0]) == (0, "useful        100.0 % of 2 questions ")
    assert [json.loads(line)["abstained"] for line in out.read_text(encoding="utf-8").splitlines()] == [False, True]


def test_a_broken_set_is_named_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (write_set(tmp_path) / "questions.jsonl").write_text('{"id": "1"}\n', encoding="utf-8")
    assert main(["eval", str(tmp_path)]) == 2
    assert "questions.jsonl:1: cannot be read as its kind of line: KeyError" in capsys.readouterr().err


@pytest.mark.skipif(not ANNOUNCEMENTS.exists(), reason="the development set ../shared/eval/announcements is not here")
def test_the_development_set_can_be_read() -> None:
    gold = read_set(ANNOUNCEMENTS)
    assert (len(gold.articles), len(gold.questions)) == (25, 604)
