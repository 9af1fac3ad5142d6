"""The one reader and writer of YAML: scalars are texts, unknown and repeated keys refused, problems name the line."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from knowledge.errors import BrokenFile

MAX_BYTES = 5_000_000
"""The largest YAML file that is read; far above any article, far below what would fill the memory."""
MAX_DEPTH = 20

_VOCABULARY = Path(__file__).parent / "library" / "vocabulary"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Entry:
    """A YAML mapping, read field by field; every complaint names file and line."""

    def __init__(self, path: object, line: int, fields: dict[str, tuple[int, object]]) -> None:
        self.path, self.line, self._fields = path, line, fields

    def __contains__(self, key: str) -> bool:
        return key in self._fields

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def error(self, problem: str, key: str | None = None) -> BrokenFile:
        """The complaint to raise about one field, or about the whole mapping."""
        return BrokenFile(self.path, problem, line=self._fields[key][0] if key in self._fields else self.line)

    def allow(self, *keys: str) -> Entry:
        """The entry itself. Raises BrokenFile at the first key that is not among `keys`."""
        for key in self._fields:
            if key not in keys:
                raise self.error(f"unknown key {key!r}; known are {', '.join(keys)}", key)
        return self

    def find_text(self, key: str) -> str | None:
        """The text of a field, None where it is missing or empty. Raises BrokenFile where it is a list or mapping."""
        value = self._fields.get(key, (0, ""))[1]
        if not isinstance(value, str):
            raise self.error(f"{key} must be text, not a list or a mapping", key)
        return value.strip() or None

    def get_text(self, key: str) -> str:
        """The text of a field. Raises BrokenFile where it is missing or empty."""
        text = self.find_text(key)
        if text is None:
            raise self.error(f"{key} is missing or empty", key)
        return text

    def get_choice(self, key: str, choices: Collection[str], default: str | None = None) -> str:
        """One of the allowed words. Raises BrokenFile for another, or where it is missing without a default."""
        text = self.find_text(key) or default
        if text is None or text not in choices:
            raise self.error(f"{key} must be one of {', '.join(choices)}, not {text!r}", key)
        return text

    def find_date(self, key: str) -> date | None:
        """The day of a field written 2022-05-23, None where it is missing. Raises BrokenFile for no such day."""
        text = self.find_text(key)
        if text is None:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self.error(f"{key} must be a day written like 2022-05-23, not {text!r}", key) from None

    def get_date(self, key: str) -> date:
        """The day of a field written 2022-05-23. Raises BrokenFile where it is missing or no such day."""
        day = self.find_date(key)
        if day is None:
            raise self.error(f"{key} is missing", key)
        return day

    def get_flag(self, key: str) -> bool:
        """Whether the field says yes; a missing one says no. Raises BrokenFile for other words."""
        return self.get_choice(key, ("yes", "no"), "no") == "yes"

    def texts(self, key: str) -> tuple[str, ...]:
        """The items of a list of texts (a single text counts as one), () where it is missing."""
        items = self._items(key)
        texts = tuple(item for item in items if isinstance(item, str))
        if len(texts) < len(items):
            raise self.error(f"{key} must be a list of texts", key)
        return texts

    def entries(self, key: str) -> tuple[Entry, ...]:
        """The mappings of a list, () where it is missing. Raises BrokenFile where it holds anything else."""
        items = self._items(key)
        entries = tuple(item for item in items if isinstance(item, Entry))
        if len(entries) < len(items):
            raise self.error(f"{key} must be a list of mappings", key)
        return entries

    def get_entry(self, key: str) -> Entry:
        """The mapping of a field. Raises BrokenFile where it is missing or something else."""
        value = self._fields.get(key, (0, None))[1]
        if not isinstance(value, Entry):
            raise self.error(f"{key} must be a mapping", key)
        return value

    def plain(self) -> dict[str, Any]:
        """The whole mapping as dicts, lists and texts: for vocabularies, which are looked up rather than checked."""
        return {key: _plain(value) for key, (_, value) in self._fields.items()}

    def _items(self, key: str) -> tuple[object, ...]:
        value = self._fields.get(key, (0, ()))[1]
        return value if isinstance(value, tuple) else (value,) if value else ()


def _plain(node: object) -> Any:
    if isinstance(node, Entry):
        return node.plain()
    return [_plain(item) for item in node] if isinstance(node, tuple) else node


def read_yaml(path: Path) -> Entry:
    """The mapping that a YAML file holds. Raises BrokenFile with the line."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise BrokenFile(path, f"{size:,} bytes are too many; the limit is {MAX_BYTES:,}")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BrokenFile(path, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BrokenFile(path, f"is not UTF-8 text (byte {error.start})") from None
    return parse_yaml(text, path)


def read_vocabulary(name: str) -> dict[str, Any]:
    """The words of library/vocabulary/<name>.yaml as dicts, lists and texts. Raises BrokenFile."""
    return read_yaml(_VOCABULARY / f"{name}.yaml").plain()


def parse_yaml(text: str, path: object) -> Entry:
    """The same from text; `path` only names it in complaints.

    >>> parse_yaml("version: 1.10\\nready: NO", "a.yaml").get_text("version")
    '1.10'
    """
    try:
        node = _Builder(path).build(yaml.parse(text, Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line + 1 if mark else 1, text.count("\n") + 1)
        raise BrokenFile(path, _explain(text, line, error.problem or "not YAML"), line=line) from None
    except yaml.YAMLError as error:
        raise BrokenFile(path, f"is not YAML: {str(error).splitlines()[0]}") from None
    if node is None:
        raise BrokenFile(path, "is empty")
    if not isinstance(node, Entry):
        raise BrokenFile(path, "must hold keys and values", line=1)
    return node


class _Dumper(yaml.SafeDumper):
    """Writes every text so that it reads back as it was: texts of several lines as blocks, odd ones in quotes."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    is_block = "\n" in text and not any(line != line.rstrip() for line in text.split("\n"))
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if is_block else None)


_Dumper.add_representer(str, _represent_text)


def format_yaml(fields: dict[str, Any]) -> str:
    """Texts, lists and mappings as YAML that `parse_yaml` reads back; keys in the order given.

    >>> format_yaml({"title": "It opens", "text": "One.\\n\\nTwo."})
    'title: It opens\\ntext: |-\\n  One.\\n\\n  Two.\\n'
    """
    return str(yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000))


def _explain(text: str, line: int, problem: str) -> str:
    lines = text.splitlines()
    row = lines[line - 1] if line <= len(lines) else ""
    if "\t" in row[: len(row) - len(row.lstrip())] or "'\\t'" in problem:
        return "a tab indents this line; YAML takes spaces only"
    return f"is not YAML: {problem}"


class _Builder:
    """Makes entries, tuples and scalars from YAML's events; anchors, tags and second documents are refused."""

    def __init__(self, path: object) -> None:
        self._path = path

    def build(self, events: Iterator[yaml.Event]) -> object | None:
        """What the only document holds, None for an empty one."""
        node, documents = None, 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._error(event, "a second document starts here; one file holds one")
                node = self._node(next(events), events, 0)
        return None if node == "" else node

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> object:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._error(event, "anchors and aliases (& and *) are not taken; quote the text if it is one")
        if (tag := getattr(event, "tag", None)) not in (None, "!"):
            raise self._error(event, f"tags are not taken: {tag}")
        if depth > MAX_DEPTH:
            raise self._error(event, f"nested more than {MAX_DEPTH} deep")
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, depth)
        return self._mapping(event, events, depth)

    def _sequence(self, events: Iterator[yaml.Event], depth: int) -> tuple[object, ...]:
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._node(event, events, depth + 1))
        return tuple(items)

    def _mapping(self, start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Entry:
        fields: dict[str, tuple[int, object]] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events, depth + 1)
            if not isinstance(key, str):
                raise self._error(event, "a key must be text")
            if key in fields:
                raise self._error(event, f"the key {key!r} stands here again; first in line {fields[key][0]}")
            fields[key] = (_line(event), self._node(next(events), events, depth + 1))
        return Entry(self._path, _line(start), fields)

    def _error(self, event: yaml.Event, problem: str) -> BrokenFile:
        return BrokenFile(self._path, problem, line=_line(event))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
