"""Articles from text, Markdown, JSON Lines and YAML: what is understood, and what is refused in one sentence."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest

from bot.intake.drafts import MAX_BYTES, Draft
from bot.intake.files import count_articles, read_articles
from knowledge import Article, KnowledgeError

NOTHING = Draft()


def write(tmp_path: Path, name: str, content: str | bytes) -> str:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def read_one(name: str, given: Draft = NOTHING) -> Article:
    (article,) = read_articles(name, given)
    assert isinstance(article, Article), article
    return article


def complaint(name: str, given: Draft = NOTHING) -> str:
    (error,) = read_articles(name, given)
    assert isinstance(error, KnowledgeError), error
    return str(error)


def test_text_takes_its_title_from_the_first_line(tmp_path: Path) -> None:
    article = read_one(write(tmp_path, "a.txt", "Museum opens\n\nThe museum opens in May."), Draft(date="2024-01-02"))
    assert (article.title, article.text) == ("Museum opens", "The museum opens in May.")


def test_text_of_one_line_keeps_it_and_is_called_after_its_first_sentence(tmp_path: Path) -> None:
    article = read_one(write(tmp_path, "a.txt", "The museum opens. It is free."), Draft(date="2024-01-02"))
    assert (article.title, article.text) == ("The museum opens.", "The museum opens. It is free.")


@pytest.mark.parametrize("line", ["It opens in May.", "“It opens in May.”", "It opens in May. Really? Yes!"])
def test_a_first_line_of_running_text_stays_in_the_text(tmp_path: Path, line: str) -> None:
    article = read_one(write(tmp_path, "a.txt", f"{line}\n\nIt is free."), Draft(date="2024-01-02"))
    assert article.text == f"{line}\n\nIt is free."


def test_an_id_is_made_from_day_publisher_and_title(tmp_path: Path) -> None:
    given = Draft(date="2024-01-02", source="City of Österby", title="Museum opens!")
    assert read_one(write(tmp_path, "a.txt", "It does."), given).id == "2024-01-02-city-of-osterby-museum-opens"


@pytest.mark.parametrize(
    "text",
    [
        "date 2022-05-23 Two firms agree\n\nThey agreed.",
        "Date: 2022-05-23\nTwo firms agree\n\nThey agreed.",
        "Two firms agree\n23 May 2022\n\nThey agreed.",
        "Two firms agree\nPublished: May 23rd, 2022\n\nThey agreed.",
        "Two firms agree\n\nVIENNA, 23 May 2022 – They agreed.",
        "Two firms agree\n\nVIENNA (May 23, 2022) - They agreed.",
        "# Two firms agree\n\nVIENNA, Monday, 23 May 2022 — They agreed.",
        "---\ntitle: Two firms agree\ndate: 2022-05-23\n---\nThey agreed.",
    ],
)
def test_the_day_of_publication_is_read_from_the_text(tmp_path: Path, text: str) -> None:
    article = read_one(write(tmp_path, "a.md", text))
    assert (article.title, article.date) == ("Two firms agree", date(2022, 5, 23))


def test_a_day_inside_the_text_is_not_the_day_of_publication(tmp_path: Path) -> None:
    name = write(tmp_path, "a.txt", "Museum opens\n\nIt opens on 23 May 2022.")
    assert complaint(name).endswith("there is no publication date; say it with --date, like --date 2022-05-23")


def test_the_command_line_outranks_the_file(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndate: 2022-05-23\nsource: B\nurl: https://b.example\n---\nText."
    given = Draft(title="C", date="2024-01-01", source="D", url="https://d.example")
    article = read_one(write(tmp_path, "a.md", text), given)
    assert (article.title, article.source, article.url) == ("C", "D", "https://d.example")


def test_windows_line_ends_and_byte_order_marks_are_nothing_special(tmp_path: Path) -> None:
    name = write(tmp_path, "a.txt", b"\xef\xbb\xbfdate 2022-05-23\r\nA title\r\n\r\nA text.\r\n")
    assert read_one(name).text == "A text."


def test_text_comes_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"date 2022-05-23\nA title\n\nA text.")))
    assert read_one("-").title == "A title"


def test_yaml_of_the_library_is_an_article(tmp_path: Path) -> None:
    name = write(tmp_path, "2022-05-23-a.yaml", "title: A\ndate: 2022-05-23\nsource:\ntext: |\n  One.\n\n  Two.\n")
    assert read_one(name) == Article("2022-05-23-a", "A", date(2022, 5, 23), "One.\n\nTwo.")


def test_json_lines_are_articles_in_order(tmp_path: Path) -> None:
    rows = [{"id": "b", "title": "B", "date": "2022-05-23", "text": "Two.", "extra": 1}, {}, {"title": "C"}]
    name = write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)) + "\n\nnot json\n[1]\n")
    found = list(read_articles(name, NOTHING))
    assert [str(getattr(item, "id", item)).replace(name, "F") for item in found] == [
        "b",
        "F:2: there is no text",
        "F:3: there is no text",
        "F:5: is not JSON",
        "F:6: is not a JSON object",
    ]


def test_json_lines_are_counted_for_the_progress_bar(tmp_path: Path) -> None:
    assert count_articles(write(tmp_path, "a.jsonl", "{}\n{}\n{}\n")) == 3


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", "", "is empty"),
        ("a.txt", " \n\n", "is empty"),
        ("a.jsonl", "\n", "is empty"),
        ("a.yaml", "", "is empty"),
        ("a.txt", b"MZ\x90\x00\x03\x00", "is not text (it holds zero bytes)"),
        ("a.txt", b"caf\xe9 \xff\xfa", "is not text in UTF-8"),
        ("a.yaml", "title: A\n\tdate: 2022-05-23", ":2: a tab indents this line; YAML takes spaces only"),
        ("a.yaml", "title: A\ntitle: B", ":2: the key 'title' stands here again; first in line 1"),
        ("a.yaml", "title: A\ndate: 31.02.2024\ntext: T", ":2: date must be a day written like 2022-05-23"),
        ("a.md", "---\ntitle: A\nauthor: B\n---\nText.", "unknown key 'author'"),
        ("a.md", "date 2024-02-31\nTitle\n\nText.", "there is no day '2024-02-31'; a day is written like 2022-05-23"),
        ("a.jsonl", '{"title": "A", "date": "31.02.2024", "text": "T"}', "a.jsonl:1: there is no day '31.02.2024'"),
        ("a.jsonl", '{"title": "A", "date": 2024, "text": "T"}', "a.jsonl:1: `date` must be text"),
        ("a.jsonl", '{"date": "2024-01-01", "title": "T"}', "a.jsonl:1: there is no text"),
        ("a.jsonl", '{"title": "A", "date": "2024-01-01", "text": "T", "url": "javascript:1"}', "must start with http"),
        ("a.pdf", b"%PDF-1.7", "is a damaged PDF file, or none"),
        ("a.docx", b"PK", "is a damaged Word file, or none; .doc files must be saved as .docx"),
        ("a.exe", b"MZ", ".exe files are not known; known are .txt, .md, .html, .pdf, .docx, .yaml and .jsonl"),
    ],
)
def test_refuses_in_one_sentence(tmp_path: Path, name: str, content: str | bytes, message: str) -> None:
    assert message in complaint(write(tmp_path, name, content))


@pytest.mark.parametrize("name", ["a.txt", "a.yaml", "a.jsonl"])
def test_refuses_200_megabytes_and_names_the_limit(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(200_000_000)
    assert f"{MAX_BYTES:,}" in complaint(str(path))


def test_refuses_what_is_not_there_and_folders_and_web_pages(tmp_path: Path) -> None:
    assert complaint(str(tmp_path / "none.txt")).endswith("cannot be read: No such file or directory")
    assert complaint(str(tmp_path)).endswith("is a folder without an article file in it")


def test_a_line_of_json_without_a_title_is_called_after_its_first_words(tmp_path: Path) -> None:
    text = "The lighthouse at Torvik opens to visitors in June, two years after the storm that broke its lantern room."
    line = json.dumps({"date": "2024-01-01", "text": text})
    title = read_one(write(tmp_path, "a.jsonl", line)).title
    assert title == "The lighthouse at Torvik opens to visitors in June, two years after the storm"
