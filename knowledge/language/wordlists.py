"""The word lists under library/vocabulary as sets of lower-case words; it knows nothing of what they are for."""

from __future__ import annotations

from functools import cache

from knowledge.yamlfile import read_vocabulary


@cache
def _lists(name: str) -> dict[str, list[str]]:
    return read_vocabulary(name)


def lines(name: str, section: str) -> tuple[str, ...]:
    """The entries of one section as written, in order. Raises KeyError for a section that is not there."""
    return tuple(_lists(name)[section])


@cache
def words(name: str, section: str) -> frozenset[str]:
    """All words of one section, in lower case.

    >>> "gmbh" in words("cues", "organisations")
    True
    """
    return frozenset(word for line in lines(name, section) for word in line.lower().split())
