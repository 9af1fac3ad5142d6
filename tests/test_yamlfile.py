"""The strict YAML reader: what it takes as text, and what it refuses with file and line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge import BrokenFile, read_yaml
from knowledge.yamlfile import MAX_BYTES, Entry, parse_yaml


def parse(text: str) -> Entry:
    return parse_yaml(text, "a.yaml")


@pytest.mark.parametrize("text", ["1.10", "NO", "12:30", "2022-05-23", "0x1F", "null", "~", "true", "1_000"])
def test_every_scalar_is_text(text: str) -> None:
    assert parse(f"value: {text}").get_text("value") == text


def test_a_date_is_typed_when_asked_for() -> None:
    assert parse("day: 2022-05-23").get_date("day") == date(2022, 5, 23)


def test_a_missing_field_is_none_and_an_empty_one_too() -> None:
    entry = parse("title: A\nsource:")
    assert (entry.find_text("source"), entry.find_text("url")) == (None, None)


def test_a_single_text_counts_as_a_list_of_one() -> None:
    assert parse("asks: how much").texts("asks") == ("how much",)


def test_lists_and_mappings_nest() -> None:
    facts = parse("facts:\n- subject: X1\n- subject: X2\n").entries("facts")
    assert [fact.get_text("subject") for fact in facts] == ["X1", "X2"]


def test_a_vocabulary_is_dicts_lists_and_texts() -> None:
    assert parse("a: {b: [1, c: 2]}\nd: e").plain() == {"a": {"b": ["1", {"c": "2"}]}, "d": "e"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3", "a.yaml:3: the key 'a' stands here again; first in line 1"),
        ("a:\n\tb: 1", "a.yaml:2: a tab indents this line; YAML takes spaces only"),
        ("a: &x 1\nb: *x", "a.yaml:1: anchors and aliases (& and *) are not taken; quote the text if it is one"),
        ("a: !!python/name:os.system 1", "a.yaml:1: tags are not taken: tag:yaml.org,2002:python/name:os.system"),
        ("a: 1\n---\nb: 1", "a.yaml:2: a second document starts here; one file holds one"),
        ("- a\n- b", "a.yaml:1: must hold keys and values"),
        ("[a]: 1", "a.yaml:1: a key must be text"),
        ("", "a.yaml: is empty"),
        ("# only a comment\n", "a.yaml: is empty"),
        ("a: [1, 2", "a.yaml:1: is not YAML: did not find expected ',' or ']'"),
        ("a: 'open", "a.yaml:1: is not YAML: found unexpected end of stream"),
    ],
)
def test_refuses_with_file_and_line(text: str, message: str) -> None:
    with pytest.raises(BrokenFile) as caught:
        parse(text)
    assert str(caught.value) == message


def test_refuses_what_nests_too_deep() -> None:
    with pytest.raises(BrokenFile, match="nested more than 20 deep"):
        parse("a: " + "[" * 5000 + "]" * 5000)


def test_refuses_an_unknown_key() -> None:
    with pytest.raises(BrokenFile, match=r"a.yaml:2: unknown key 'tilte'; known are title, date"):
        parse("date: 2022-05-23\ntilte: A").allow("title", "date")


@pytest.mark.parametrize("day", ["31.02.2024", "2024-02-31", "2024-2-3", "yesterday"])
def test_refuses_a_day_that_is_none(day: str) -> None:
    with pytest.raises(BrokenFile, match=f"a.yaml:1: date must be a day written like 2022-05-23, not '{day}'"):
        parse(f"date: {day}").get_date("date")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda entry: entry.get_text("missing"), "missing is missing or empty"),
        (lambda entry: entry.get_text("list"), "list must be text, not a list or a mapping"),
        (lambda entry: entry.get_date("missing"), "missing is missing"),
        (lambda entry: entry.get_choice("text", ("a", "b")), "text must be one of a, b, not 'hello'"),
        (lambda entry: entry.get_flag("text"), "text must be one of yes, no, not 'hello'"),
        (lambda entry: entry.entries("list"), "list must be a list of mappings"),
        (lambda entry: entry.get_entry("list"), "list must be a mapping"),
        (lambda entry: entry.texts("deep"), "deep must be a list of texts"),
    ],
)
def test_refuses_a_field_of_another_type(call, message) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BrokenFile, match=message):
        call(parse("text: hello\nlist: [a, b]\ndeep: [[a]]"))


def test_refuses_a_file_that_is_not_text(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"title: \xff\xfe")
    with pytest.raises(BrokenFile, match=r"a.yaml: is not UTF-8 text \(byte 7\)"):
        read_yaml(file)


def test_refuses_a_file_with_control_characters(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"title: a\x00b")
    with pytest.raises(BrokenFile, match=r"a.yaml"):
        read_yaml(file)


def test_refuses_a_file_above_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    with file.open("wb") as out:
        out.truncate(MAX_BYTES + 1)
    with pytest.raises(BrokenFile, match="5,000,001 bytes are too many; the limit is 5,000,000"):
        read_yaml(file)


def test_says_so_when_there_is_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(BrokenFile, match="cannot be read: No such file or directory"):
        read_yaml(tmp_path / "none.yaml")
