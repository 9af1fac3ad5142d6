"""The editors' own test in the terminal: confirmed questions asked again, and articles tried before they are taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main
from knowledge import Confirmed, KnowledgeBase

FIRST = "date 2023-02-06\nClock Museum opens in April\n\nThe Clock Museum in Selvik will open on 14 April 2023."
SECOND = "date 2023-03-30\nClock Museum delayed\n\nThe Clock Museum in Selvik will open on 28 April 2023."
OPENS = "When does the Clock Museum open?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("first.txt", FIRST), ("second.txt", SECOND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    main(["--empty", "--data", str(tmp_path / "data"), "add", str(tmp_path / "first.txt")])
    with KnowledgeBase(tmp_path / "data", library=False) as base:
        article, *_ = base.articles()
        base.confirm(Confirmed(OPENS, "14 April 2023", article.id))
    return tmp_path


def run(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["--empty", "--data", str(folder / "data"), *arguments])
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def test_confirmed_questions_are_asked_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, capsys, "eval", "--own") == (0, "1 of 1 confirmed questions are answered as confirmed\n")


def test_an_article_is_tried_before_it_is_taken(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(folder, capsys, "eval", "--own", str(folder / "second.txt"))
    assert code == 1
    assert f"- [lost] {OPENS}\n  '14 April 2023' → '28 April 2023'" in said
    assert run(folder, capsys, "eval", "--own")[0] == 0


def test_what_is_answered_otherwise_now_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(folder, capsys, "add", str(folder / "second.txt"))
    code, said = run(folder, capsys, "eval", "--own")
    assert (code, "confirmed '14 April 2023', now '28 April 2023'" in said) == (1, True)


def test_an_evaluation_needs_a_folder_or_our_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(folder, capsys, "eval")
    assert (code, "needs a folder" in said) == (2, True)


def test_an_article_that_cannot_be_read_is_one_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(folder, capsys, "eval", "--own", str(folder / "none.txt"))
    assert (code, said.count("\n")) == (2, 1)
