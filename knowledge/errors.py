"""Everything the packages raise on purpose: the message says where, what and the value seen."""

from __future__ import annotations


class KnowledgeError(Exception):
    """Broken input, a broken file or a broken database; `str(error)` is fit to be shown to a person."""


class BrokenFile(KnowledgeError):
    """A file that cannot be read as what it should be.

    path: as it was given. line: counted from 1, or None where lines mean nothing.
    """

    def __init__(self, path: object, problem: str, *, line: int | None = None) -> None:
        self.path, self.problem, self.line = str(path), problem, line
        where = f"{path}:{line}" if line is not None else str(path)
        super().__init__(f"{where}: {problem}")


class BrokenArticle(KnowledgeError):
    """An article that cannot be taken: no text, no date, a text too long, …"""


class UnknownArticle(KnowledgeError):
    """No article has this id."""

    def __init__(self, article_id: str) -> None:
        self.article_id = article_id
        super().__init__(f"there is no article {article_id!r}: `announcebot articles` lists them")


class StoreError(KnowledgeError):
    """The database cannot be opened, read or written: unwritable, full disk, newer version, locked for too long."""
