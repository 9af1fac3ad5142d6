"""The shipped library: sound, in our own words, and checked with file and line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge import BrokenFile, Certainty, Granularity, ValueKind, When, library_problems
from knowledge.factfile import parse_when
from knowledge.library import folder_problems, read_folder, read_library

ARTICLE = "title: A\ndate: 2022-05-23\ntext: |\n  The phone comes in July. It is red. Red is new.\n"
FACT = "facts:\n- subject: phone\n  attribute: release\n  value: July 2022\n  kind: time\n"


def write(folder: Path, *, article: str = ARTICLE, facts: str = "", name: str = "a") -> Path:
    for kind, text in (("articles", article), ("facts", facts)):
        (folder / kind).mkdir(exist_ok=True)
        if text:
            (folder / kind / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_library_is_sound() -> None:
    assert library_problems() == ()


def test_the_shipped_library_holds_the_announcement_of_xiaomi_and_leica() -> None:
    (article, _), *_ = read_library()
    assert (article.id, article.date, article.is_shipped) == ("2022-05-23-xiaomi-leica", date(2022, 5, 23), True)


def test_shipped_facts_are_curated_and_lie_in_their_article() -> None:
    (article, facts), *_ = read_library()
    first = facts[0]
    assert (first.is_curated, first.evidence.of(article.text)) == (True, "July 2022")
    assert first.sentence.of(article.text) == (
        "The first Xiaomi smartphone with a Leica camera is expected to be released in July 2022, so during the summer."
    )


def test_the_first_leica_phone_is_expected_in_july() -> None:
    (_, facts), *_ = read_library()
    july = When(date(2022, 7, 1), date(2022, 7, 31), Granularity.MONTH)
    assert (facts[0].when, facts[0].certainty, facts[0].kind) == (july, Certainty.EXPECTED, ValueKind.TIME)


def test_an_article_without_facts_is_fine(tmp_path: Path) -> None:
    ((article, facts),) = read_folder(write(tmp_path))
    assert (article.id, facts) == ("a", ())


@pytest.mark.parametrize(
    ("article", "facts", "message"),
    [
        ("title: A\ndate: 2022-05-23", "", "articles/a.yaml:1: text is missing or empty"),
        (
            ARTICLE + "author: B\n",
            "",
            "articles/a.yaml:5: unknown key 'author'; known are id, title, date, source, url",
        ),
        ("", FACT, "facts/a.yaml: there is no articles/a.yaml that these facts are drawn from"),
        (ARTICLE, FACT, "facts/a.yaml:2: evidence is missing or empty"),
        (ARTICLE, FACT + "  evidence: goodbye", "facts/a.yaml:6: evidence is not in the article: 'goodbye'"),
        (ARTICLE, FACT + "  evidence: is", "facts/a.yaml:6: evidence stands 2 times in the article, not once: 'is'"),
        (
            ARTICLE,
            FACT + "  evidence: July\n  when: soon",
            "facts/a.yaml:7: when must be like 2022, 2022-07, 2022-07-04",
        ),
        (
            ARTICLE,
            FACT + "  evidence: July\n  certainty: sure",
            "facts/a.yaml:7: certainty must be one of confirmed, ex",
        ),
        (
            ARTICLE,
            FACT + "  evidence: July\n  denied: maybe",
            "facts/a.yaml:7: denied must be one of yes, no, not 'may",
        ),
        (ARTICLE, "facts:\n- July", "facts/a.yaml:1: facts must be a list of mappings"),
    ],
)
def test_a_problem_names_file_and_line(tmp_path: Path, article: str, facts: str, message: str) -> None:
    folder = write(tmp_path, article=article, facts=facts)
    problems = [str(problem).replace(f"{tmp_path}/", "") for problem in folder_problems(folder)]
    assert [problem[: len(message)] for problem in problems] == [message]
    with pytest.raises(BrokenFile):
        read_folder(folder)


@pytest.mark.parametrize(
    ("text", "start", "end", "granularity"),
    [
        ("2022", "2022-01-01", "2022-12-31", Granularity.YEAR),
        ("2024-02", "2024-02-01", "2024-02-29", Granularity.MONTH),
        ("2022-05-23", "2022-05-23", "2022-05-23", Granularity.DAY),
        ("2022-summer", "2022-06-01", "2022-08-31", Granularity.SEASON),
        ("2022-Q4", "2022-10-01", "2022-12-31", Granularity.QUARTER),
        ("2022-07-04 to 2022-07-06", "2022-07-04", "2022-07-06", Granularity.PART),
    ],
)
def test_a_time_is_as_fine_as_it_was_written(text: str, start: str, end: str, granularity: Granularity) -> None:
    assert parse_when(text) == When(date.fromisoformat(start), date.fromisoformat(end), granularity)


@pytest.mark.parametrize("text", ["July", "2022-13", "2022-winter", "2022-07-06 to 2022-07-04", "2022-02-30"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_when(text)
